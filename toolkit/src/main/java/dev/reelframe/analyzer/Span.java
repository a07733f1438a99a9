package dev.reelframe.analyzer;

/**
 * A stretch of work inside a run, or all stretches of one kind together.
 *
 * @param name analyzer; {@code decoder} for the child process, {@code views} for the thread that
 *     reads from it, {@code sound decoder} and {@code sound views} where the sound is read apart,
 *     {@code files} for what writes
 * @param stage part of the run
 * @param activity what was done
 * @param what the model that ran, or what was waited for: {@code decoder}, {@code analyzers},
 *     {@code tables}, {@code worker} (a permit to work) or {@code device}; else empty
 * @param device where a model ran, else empty
 * @param startS seconds since the start of the run, monotonic clock
 * @param endS likewise
 * @param spentS seconds of it between the two
 * @param busyS CPU seconds inside: of the thread, or of the decoder child
 * @param times stretches in it
 * @param items inputs of a model; else frames and blocks of sound that were handled
 */
public record Span(
    String name,
    Stage stage,
    Activity activity,
    String what,
    String device,
    double startS,
    double endS,
    double spentS,
    double busyS,
    long times,
    long items) {

  /** A single stretch that is about no model. */
  public static Span of(
      String name, Stage stage, Activity activity, double startS, double endS, double busyS) {
    return new Span(name, stage, activity, "", "", startS, endS, endS - startS, busyS, 1, 1);
  }

  boolean isLike(Span other) {
    return name.equals(other.name)
        && stage == other.stage
        && activity == other.activity
        && what.equals(other.what)
        && device.equals(other.device);
  }

  /** Both together, of one kind. */
  Span plus(Span more) {
    return new Span(
        name,
        stage,
        activity,
        what,
        device,
        Math.min(startS, more.startS),
        Math.max(endS, more.endS),
        spentS + more.spentS,
        busyS + more.busyS,
        times + more.times,
        items + more.items);
  }

  /** This and what followed it in its lane as one stretch, of the kind that took longer. */
  Span joined(Span next) {
    if (isLike(next)) {
      return plus(next);
    }
    Span longer = spentS >= next.spentS ? this : next;
    return new Span(
        longer.name,
        longer.stage,
        longer.activity,
        longer.what,
        longer.device,
        startS,
        next.endS,
        longer.spentS,
        longer.busyS,
        longer.times,
        longer.items);
  }
}
