package dev.reelframe.analyzer.audio;

import java.util.Arrays;

/**
 * Short-time spectrum of 16 kHz sound: frames of 32 ms under a Hann window, every 10 ms. From each
 * frame come the centroid and the spectral flux in three bands.
 *
 * <p>The flux is that of SuperFlux (Böck and Widmer, DAFx 2013): rises of the log amplitude against
 * the frame 20 ms before, where the earlier one is first widened to its neighbour bands, so that
 * vibrato and glides make no onsets.
 */
final class Spectrum {
  static final int RATE_HZ = 16_000;
  static final int HOP = 160;
  private static final int SIZE = 512;

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
    181, 215, 257
  };

  private static final int BANDS = EDGES.length - 1;
  private static final int MID = 4;
  private static final int HIGH = 20;
  private static final int LAG = 2;

  /** Amplitude at which the logarithm bends: -60 dB of full scale. */
  private static final double BEND = 1000;

  /** Power of a frame that counts as silence, -80 dB of full scale: it has no centroid. */
  private static final double SILENCE = 1e-8;

  private final Framer framer = new Framer(SIZE, HOP, this::frame);
  private final Fourier fourier = new Fourier(SIZE);
  private final double[] window = hann(SIZE);
  private final double scale;
  private final double[][] before = new double[LAG + 1][BANDS];
  private final Sink sink;
  private int frames;

  /** The first of two frames waits for the second: one complex transform serves both. */
  private boolean waiting;

  Spectrum(Sink sink) {
    this.sink = sink;
    double energy = 0;
    for (double w : window) {
      energy += w * w;
    }
    // Parseval: the sum of one side of the scaled power spectrum is the mean square of the sound.
    this.scale = 2 / (SIZE * energy);
  }

  static double[] hann(int size) {
    double[] w = new double[size];
    for (int i = 0; i < size; i++) {
      w[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / size);
    }
    return w;
  }

  void accept(float[] samples) {
    framer.accept(samples);
  }

  void finish() {
    framer.finish();
    if (waiting) {
      Arrays.fill(fourier.im, 0);
      fourier.forward();
      measure(true);
      waiting = false;
    }
  }

  private void frame(float[] samples, int offset) {
    double[] into = waiting ? fourier.im : fourier.re;
    for (int i = 0; i < SIZE; i++) {
      into[i] = samples[offset + i] * window[i];
    }
    if (waiting) {
      fourier.forward();
      measure(true);
      measure(false);
    }
    waiting = !waiting;
  }

  /** Separates one of the two real frames from the complex transform and measures it. */
  private void measure(boolean first) {
    double[] bands = before[frames % (LAG + 1)];
    double total = 0;
    double moment = 0;
    for (int band = 0; band < BANDS; band++) {
      double power = 0;
      for (int k = EDGES[band]; k < EDGES[band + 1]; k++) {
        double p = power(k, first);
        power += p;
        moment += p * k;
      }
      bands[band] = Math.log(1 + BEND * Math.sqrt(power));
      total += power;
    }
    double centroid = total < SILENCE ? Double.NaN : moment / total * RATE_HZ / SIZE;
    double[] old = before[(frames + 1) % (LAG + 1)];
    sink.accept(
        centroid,
        flux(bands, old, 0, MID),
        flux(bands, old, MID, HIGH),
        flux(bands, old, HIGH, BANDS));
    frames++;
  }

  private double power(int k, boolean first) {
    int mirror = (SIZE - k) % SIZE;
    double re = first ? fourier.re[k] + fourier.re[mirror] : fourier.im[k] + fourier.im[mirror];
    double im = first ? fourier.im[k] - fourier.im[mirror] : fourier.re[mirror] - fourier.re[k];
    return (re * re + im * im) / 4 * scale;
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
