package dev.reelframe.media;

/** The sound of the sample clip: a beat with chords, then a bell. */
final class SampleSound {
  static final double TEMPO_BPM = 120;
  static final double MUSIC_END_S = 7.0;
  static final double DING_S = 7.25;

  private static final double[][] CHORDS_HZ = {
    {220.00, 277.18, 329.63}, {146.83, 220.00, 293.66}, {164.81, 246.94, 329.63}
  };

  private SampleSound() {}

  /** The sample at a time in seconds, -1..1. */
  static double at(double t) {
    return t < MUSIC_END_S ? beat(t) + chord(t) : ding(t - DING_S);
  }

  /** A drum on every beat with a click on its front, a softer click between. */
  private static double beat(double t) {
    double period = 60 / TEMPO_BPM;
    double sinceBeat = t % period;
    double sinceOff = (t + period / 2) % period;
    double drum = 0.45 * Math.exp(-14 * sinceBeat) * Math.sin(2 * Math.PI * 65 * sinceBeat);
    return drum + 0.25 * click(sinceBeat, t) + 0.08 * click(sinceOff, t);
  }

  /** Three milliseconds of noise; the noise is a function of time, so it is the same every run. */
  private static double click(double since, double t) {
    double hash = Math.sin(t * 127_341.7) * 43_758.5453;
    return Math.exp(-since / 0.003) * (2 * (hash - Math.floor(hash)) - 1);
  }

  private static double chord(double t) {
    double[] tones = CHORDS_HZ[(int) (t / 2) % CHORDS_HZ.length];
    double inBar = t % 2;
    double swell = Math.min(1, inBar / 0.2) * Math.min(1, (2 - inBar) / 0.1);
    double sum = 0;
    for (double hz : tones) {
      sum += Math.sin(2 * Math.PI * hz * t);
    }
    return 0.05 * swell * Math.min(1, (MUSIC_END_S - t) / 0.1) * sum;
  }

  private static double ding(double since) {
    return since < 0
        ? 0
        : 0.35
            * Math.exp(-5 * since)
            * (Math.sin(2 * Math.PI * 1318.5 * since)
                + 0.4 * Math.exp(-4 * since) * Math.sin(2 * Math.PI * 2.76 * 1318.5 * since));
  }
}
