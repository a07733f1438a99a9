package dev.reelframe.analyzer.audio;

import dev.reelframe.fourier.ComplexFft;
import java.util.Arrays;

/**
 * Fundamental frequency of 16 kHz sound every 10 ms by YIN (de Cheveigné and Kawahara, JASA 111,
 * 2002): cumulative mean normalised difference, absolute threshold, parabolic interpolation. The
 * difference function comes from a correlation by Fourier transform.
 */
final class Pitch {
  static final double LOWEST_HZ = 60;
  static final double HIGHEST_HZ = 2000;

  /** Aperiodicity below which a dip is a period (the paper's absolute threshold: 0.1 to 0.15). */
  private static final double THRESHOLD = 0.15;

  /** Aperiodicity from which on there is no pitch: voices that swell or glide reach up to it. */
  private static final double UNVOICED = 0.3;

  private static final double ABOUT = 0.05;

  private static final int WINDOW = 512;
  private static final int LONGEST = (int) Math.ceil(Spectrogram.RATE_HZ / LOWEST_HZ) + 1;

  /** Mean square below which nothing is voiced: -60 dB of full scale. */
  private static final double SILENCE = 1e-6;

  /** Takes what one hop gives. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param hz fundamental frequency; NaN where the sound is not periodic
     * @param periodicity 1 minus the aperiodic share of the power, 0..1; NaN in silence
     */
    void accept(double hz, double periodicity);
  }

  private final Framer framer = new Framer(WINDOW + LONGEST + 1, Spectrogram.HOP, this::frame);
  private final ComplexFft fourier = new ComplexFft(1024);
  private final double[] normalised = new double[LONGEST + 1];
  private final double[] difference = new double[LONGEST + 1];
  private final Sink sink;

  Pitch(Sink sink) {
    this.sink = sink;
  }

  void accept(float[] samples) {
    framer.accept(samples);
  }

  void finish() {
    framer.finish();
  }

  private void frame(float[] samples, int offset) {
    int length = WINDOW + LONGEST + 1;
    double mean = 0;
    for (int i = 0; i < length; i++) {
      mean += samples[offset + i];
    }
    mean /= length;
    double[] whole = fourier.im;
    double power = 0;
    for (int i = 0; i < length; i++) {
      double x = samples[offset + i] - mean;
      whole[i] = x;
      power += x * x;
    }
    if (power / length < SILENCE) {
      sink.accept(Double.NaN, Double.NaN);
      return;
    }
    Arrays.fill(whole, length, fourier.size, 0);
    difference();
    search();
  }

  /**
   * Equation 6 of the paper: {@code d(t) = sum of (x[j] - x[j+t])^2} over the window, t up to the
   * longest period.
   */
  private void difference() {
    double[] head = fourier.re;
    double[] whole = fourier.im;
    System.arraycopy(whole, 0, head, 0, WINDOW);
    Arrays.fill(head, WINDOW, fourier.size, 0);
    double energy = 0;
    for (int i = 0; i < WINDOW; i++) {
      energy += head[i] * head[i];
    }
    difference[0] = 0;
    double moved = energy;
    for (int t = 1; t <= LONGEST; t++) {
      double in = whole[t + WINDOW - 1];
      double out = whole[t - 1];
      moved += in * in - out * out;
      difference[t] = energy + moved;
    }
    correlate();
    for (int t = 1; t <= LONGEST; t++) {
      difference[t] = Math.max(0, difference[t] - 2 * fourier.re[t]);
    }
  }

  /** Replaces head and whole, packed as one complex signal, by their cross-correlation. */
  private void correlate() {
    fourier.forward();
    double[] re = fourier.re;
    double[] im = fourier.im;
    int n = fourier.size;
    for (int k = 0; k <= n / 2; k++) {
      int m = (n - k) % n;
      double headRe = (re[k] + re[m]) / 2;
      double headIm = (im[k] - im[m]) / 2;
      double wholeRe = (im[k] + im[m]) / 2;
      double wholeIm = (re[m] - re[k]) / 2;
      double crossRe = headRe * wholeRe + headIm * wholeIm;
      double crossIm = headRe * wholeIm - headIm * wholeRe;
      re[k] = crossRe;
      im[k] = crossIm;
      re[m] = crossRe;
      im[m] = -crossIm;
    }
    fourier.inverse();
  }

  private void search() {
    double sum = 0;
    double least = 1;
    for (int t = 1; t <= LONGEST; t++) {
      sum += difference[t];
      normalised[t] = sum > 0 ? difference[t] * t / sum : 1;
      least = t > 1 ? Math.min(least, normalised[t]) : least;
    }
    if (least >= UNVOICED) {
      sink.accept(Double.NaN, 1 - least);
      return;
    }
    // A clear dip, or else the first that is about as deep as the deepest.
    int t = firstDip(Math.max(THRESHOLD, least + ABOUT));
    double hz = Spectrogram.RATE_HZ / bottom(t);
    sink.accept(hz > HIGHEST_HZ ? Double.NaN : hz, 1 - normalised[t]);
  }

  /** The shortest period whose dip reaches down to {@code limit}; there is one at least. */
  private int firstDip(double limit) {
    int t = 2;
    while (t < LONGEST && !(normalised[t] < limit && normalised[t] <= normalised[t + 1])) {
      t++;
    }
    return Math.min(t, LONGEST - 1);
  }

  /** Where the parabola through three differences has its bottom. */
  private double bottom(int t) {
    double left = difference[t - 1];
    double right = difference[t + 1];
    double bend = left - 2 * difference[t] + right;
    return bend <= 0 ? t : t + Math.clamp((left - right) / (2 * bend), -1.0, 1.0);
  }
}
