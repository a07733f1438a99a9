package dev.reelframe.analyzer.scene;

import dev.reelframe.analyzer.audio.AudioRow;
import dev.reelframe.table.Interval;
import java.util.List;
import java.util.Optional;

/**
 * What a place sounds like: means over a stretch of {@code audio_analysis}.
 *
 * @param loudnessLufs mean loudness; silence counts as -70
 * @param brightness log2 of the spectral centroid in Hz; NaN in silence
 * @param voiced share of periodic sound, 0..1
 */
record AudioDescriptor(double loudnessLufs, double brightness, double voiced) {
  private static final double SILENCE_LUFS = -70;
  private static final double LOUDNESS_STEP_LU = 10;

  /** Over the windows of sound that overlap the stretch; empty where none does. */
  static Optional<AudioDescriptor> of(List<AudioRow> windows, Interval span) {
    double[] sums = new double[3];
    double[] weights = new double[3];
    for (AudioRow window : windows) {
      double shared =
          Math.min(window.endS(), span.endS()) - Math.max(window.startS(), span.startS());
      if (shared > 0) {
        double loudness = window.loudnessLufs();
        double[] values = {
          Double.isNaN(loudness) ? SILENCE_LUFS : Math.max(SILENCE_LUFS, loudness),
          Math.log(window.spectralCentroidHz()) / Math.log(2),
          window.voicedRatio()
        };
        for (int i = 0; i < 3; i++) {
          if (Double.isFinite(values[i])) {
            sums[i] += shared * values[i];
            weights[i] += shared;
          }
        }
      }
    }
    return weights[0] == 0
        ? Optional.empty()
        : Optional.of(
            new AudioDescriptor(sums[0] / weights[0], sums[1] / weights[1], sums[2] / weights[2]));
  }

  /** 1 where both sound the same; a tenth less loud, an octave or all voice apart make 1/e. */
  double like(AudioDescriptor other) {
    double apart = Math.abs(loudnessLufs - other.loudnessLufs) / LOUDNESS_STEP_LU;
    apart += orZero(Math.abs(brightness - other.brightness));
    apart += orZero(Math.abs(voiced - other.voiced));
    return Math.exp(-apart);
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
