package dev.reelframe.analyzer.audio;

/**
 * Centroid and spectral flux in three bands of 16 kHz sound, every 10 ms.
 *
 * <p>The flux is that of SuperFlux (Böck and Widmer, DAFx 2013): rises of the log amplitude against
 * the frame 20 ms before, where the earlier one is first widened to its neighbour bands, so that
 * vibrato and glides make no onsets.
 */
final class Spectrum {
  /** Takes what one hop gives. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param centroidHz centre of gravity of the power spectrum; NaN in silence
     * @param low flux of 31..156 Hz: kick drums and bass, hardly any speech
     * @param mid flux of 156..2400 Hz: most of speech and music
     * @param high flux of 2.4..8 kHz: hats, snares, hiss
     */
    void accept(double centroidHz, double low, double mid, double high);
  }

  /** First bins of the bands, about a quarter octave wide where bins allow. */
  private static final int[] EDGES = {
    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 19, 23, 27, 32, 38, 46, 54, 64, 76, 91, 108, 128, 152,
    181, 215, 256
  };

  private static final int BANDS = EDGES.length - 1;
  private static final int MID = 4;
  private static final int HIGH = 20;
  private static final int LAG = 2;

  /** Amplitude at which the logarithm bends: -60 dB of full scale. */
  private static final double BEND = 1000;

  /** Power of a frame that counts as silence, -80 dB of full scale: it has no centroid. */
  private static final double SILENCE = 1e-8;

  private final Spectrogram spectrogram = new Spectrogram(this::measure);
  private final double[][] before = new double[LAG + 1][BANDS];
  private final Sink sink;
  private int frames;

  Spectrum(Sink sink) {
    this.sink = sink;
  }

  void accept(float[] samples) {
    spectrogram.accept(samples);
  }

  void finish() {
    spectrogram.finish();
  }

  private void measure(double[] power) {
    double[] bands = before[frames % (LAG + 1)];
    double total = 0;
    double moment = 0;
    for (int band = 0; band < BANDS; band++) {
      double sum = 0;
      for (int k = EDGES[band]; k < EDGES[band + 1]; k++) {
        sum += power[k];
        moment += power[k] * k;
      }
      bands[band] = Math.log(1 + BEND * Math.sqrt(sum));
      total += sum;
    }
    double centroid =
        total < SILENCE ? Double.NaN : moment / total * Spectrogram.RATE_HZ / Spectrogram.SIZE;
    double[] old = before[(frames + 1) % (LAG + 1)];
    sink.accept(
        centroid,
        flux(bands, old, 0, MID),
        flux(bands, old, MID, HIGH),
        flux(bands, old, HIGH, BANDS));
    frames++;
  }

  /** Mean over all bands of something known as the mean of each group. */
  static double mean(double low, double mid, double high) {
    return (MID * low + (HIGH - MID) * mid + (BANDS - HIGH) * high) / BANDS;
  }

  /** Mean rise per band, in units of the natural logarithm. */
  private static double flux(double[] now, double[] old, int from, int to) {
    double sum = 0;
    for (int b = from; b < to; b++) {
      double was =
          Math.max(old[b], Math.max(old[Math.max(b - 1, 0)], old[Math.min(b + 1, BANDS - 1)]));
      sum += Math.max(0, now[b] - was);
    }
    return sum / (to - from);
  }
}
