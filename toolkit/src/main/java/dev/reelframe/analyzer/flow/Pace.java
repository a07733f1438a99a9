package dev.reelframe.analyzer.flow;

/**
 * The pace of a stretch of time and what it is made of; NaN where a part is not known.
 *
 * @param cuts changes of shot per second
 * @param motion frame widths per second
 * @param loudness LUFS; NaN in silence too
 * @param onsets beginnings of notes, beats, syllables per second
 * @param text captions that appear per second
 */
record Pace(double cuts, double motion, double loudness, double onsets, double text) {
  private static final double CUTS_PER_S = 0.5;
  private static final double WIDTHS_PER_S = 0.3;
  private static final double QUIET_LUFS = -50;
  private static final double LOUD_LUFS = -10;
  private static final double ONSETS_PER_S = 4;
  private static final double TEXTS_PER_S = 0.5;

  /**
   * The parts fused, 0 nothing happens .. 1, as {@link TemporalFlow} says: the weighted mean of
   * those that are known, each on a fixed scale, so that clips compare. NaN where none is known.
   */
  double fused() {
    double level = Double.isNaN(loudness) ? QUIET_LUFS : loudness;
    double loud = Math.clamp((level - QUIET_LUFS) / (LOUD_LUFS - QUIET_LUFS), 0, 1);
    double[] parts = {
      saturating(cuts, CUTS_PER_S),
      saturating(motion, WIDTHS_PER_S),
      (loud + saturating(onsets, ONSETS_PER_S)) / 2,
      saturating(text, TEXTS_PER_S)
    };
    double[] weights = {0.35, 0.30, 0.20, 0.15};
    double sum = 0;
    double weight = 0;
    for (int i = 0; i < parts.length; i++) {
      if (!Double.isNaN(parts[i])) {
        sum += weights[i] * parts[i];
        weight += weights[i];
      }
    }
    return weight == 0 ? Double.NaN : sum / weight;
  }

  private static double saturating(double rate, double scale) {
    return 1 - Math.exp(-rate / scale);
  }
}
