package dev.reelframe.pipeline;

/**
 * How much of a run is done, as its listeners show it: never less than before, and all of it only
 * when it is over. Decoding counts for most; what the analyzers decide after it, and saving, for
 * the rest.
 */
public final class RunShare {
  private static final int DECODED = 88;
  private static final int DECIDED = 98;

  private final int analyzers;
  private int ended;
  private double decoded;
  private int percent;

  /**
   * @param analyzers of the run
   */
  public RunShare(int analyzers) {
    this.analyzers = analyzers;
  }

  /**
   * Decoding has come this far. A length that was stated too short, or is stated anew on the way,
   * does not take back what was shown.
   *
   * @param durationS 0 where it is not known: then nothing is said of decoding
   */
  public void decoded(double doneS, double durationS) {
    if (durationS > 0) {
      decoded = Math.max(decoded, Math.clamp(doneS / durationS, 0.0, 1.0));
    }
  }

  /** An analyzer has ended. */
  public void ended() {
    ended++;
    if (ended >= analyzers) {
      decoded = 1;
    }
  }

  /** Analyzers that have ended. */
  public int count() {
    return ended;
  }

  /** Whether all analyzers have ended: what is left is to put things together and save them. */
  public boolean isDecided() {
    return ended >= analyzers;
  }

  /** 0 to 98; the rest is said by whoever knows that the run is over. */
  public int percent() {
    double decided = analyzers > 0 ? Math.min(1, (double) ended / analyzers) : 0;
    int now = (int) (DECODED * Math.max(decoded, decided) + (DECIDED - DECODED) * decided);
    percent = Math.max(percent, now);
    return percent;
  }
}
