package dev.reelframe.pipeline;

import java.util.Locale;
import java.util.Optional;

/**
 * How far a run over a corpus has come.
 *
 * @param clips in the corpus
 * @param made clips that were analysed
 * @param kept clips that were done before
 * @param failed clips that could not be had or decoded
 * @param elapsedS seconds since the run began
 */
public record Tally(int clips, int made, int kept, int failed, double elapsedS) {

  /** Clips that nothing is to be done about any more. */
  public int ended() {
    return made + kept + failed;
  }

  /** Clips analysed in a minute; empty before the first one has ended. */
  public Optional<Double> perMinute() {
    return made > 0 && elapsedS > 0 ? Optional.of(60 * made / elapsedS) : Optional.empty();
  }

  /** Seconds until the end at the rate so far; empty before the first one has ended. */
  public Optional<Double> leftS() {
    return perMinute().map(rate -> 60 * (clips - ended()) / rate);
  }

  private Tally with(int madeNow, int keptNow, int failedNow, double seconds) {
    return new Tally(clips, madeNow, keptNow, failedNow, seconds);
  }

  /** After one more clip. */
  Tally after(CorpusAnalysis.Clip clip, double seconds) {
    return clip.failure().isPresent()
        ? with(made, kept, failed + 1, seconds)
        : clip.made().isEmpty()
            ? with(made, kept + 1, failed, seconds)
            : with(made + 1, kept, failed, seconds);
  }

  /** In one line: {@code 12 of 20 clips, 1 failed, 3 done before, 4.1 a minute, 2 min left}. */
  public String line() {
    StringBuilder line = new StringBuilder(ended() + " of " + clips + " clips");
    if (failed > 0) {
      line.append(", ").append(failed).append(" failed");
    }
    if (kept > 0) {
      line.append(", ").append(kept).append(" done before");
    }
    perMinute().ifPresent(rate -> line.append(String.format(Locale.ROOT, ", %.1f a minute", rate)));
    if (ended() < clips) {
      leftS().ifPresent(left -> line.append(", ").append(span(left)).append(" left"));
    }
    return line.toString();
  }

  private static String span(double seconds) {
    long whole = Math.round(seconds);
    return whole < 100
        ? whole + " s"
        : whole < 6000 ? (whole + 30) / 60 + " min" : (whole + 1800) / 3600 + " h";
  }
}
