package dev.reelframe.analyzer.audio;

import dev.reelframe.fourier.ComplexFft;
import java.util.Arrays;

/**
 * How well each beat period explains the onsets around each second: the autocorrelation of the
 * spectral flux in windows of 8 s, read out by combs, as in the tempo trackers of Percival and
 * Tzanetakis (IEEE/ACM TASLP 22, 2014) and Grosche and Müller (2011).
 *
 * <p>Bands are kept apart: speech drowns the middle of the spectrum, a kick drum or a hat still
 * shows below and above it.
 */
final class Tempogram {
  static final double SLOWEST_BPM = 50;
  static final double FASTEST_BPM = 220;
  static final int STATES = 150;
  private static final int RATE = LoudnessMeter.HOPS_PER_S;
  static final int WINDOW = 8 * RATE;
  private static final int STEP = RATE;

  /**
   * Weight of a band's vote: the low band carries the beat of most music, and hardly any speech.
   */
  private static final double[] VOTE = {1.5, 0.5, 0.7, 1.0};

  /** A faster pulse, one that divides the period, counts against the slower one. */
  private static final double FASTER_PENALTY = 0.5;

  /** Preferred tempo and width (octaves) of the listener's choice among octaves (Moelants 2002). */
  private static final double PREFERRED_BPM = 120;

  private static final double PREFERENCE_OCTAVES = 1.4;

  /** Variance of the flux that counts for nothing: the ripple of a steady tone stays below it. */
  private static final double FLOOR = 1e-4;

  private final double[][] bands;
  private final ComplexFft fourier = new ComplexFft(2048);

  /**
   * score[window][state]: agreement with the beat, about 0 (none) to 3.7 (perfect in all bands).
   */
  final double[][] score;

  /** strength[window][state]: the largest comb value of any band, about 0 to 1. */
  final double[][] strength;

  /**
   * @param bands flux curves: low, middle, high, all together
   */
  Tempogram(double[]... bands) {
    this.bands = bands;
    int hops = bands[0].length;
    int windows = Math.max(1, (hops + STEP - 1) / STEP);
    score = new double[windows][STATES];
    strength = new double[windows][STATES];
    for (int w = 0; w < windows; w++) {
      int centre = w * STEP + STEP / 2;
      int from = Math.clamp(centre - WINDOW / 2, 0, Math.max(0, hops - WINDOW));
      int to = Math.min(hops, from + WINDOW);
      for (int b = 0; b < bands.length; b++) {
        vote(w, VOTE[b], autocorrelation(bands[b], from, to));
      }
      for (int s = 0; s < STATES; s++) {
        double octaves = Math.log(bpm(s) / PREFERRED_BPM) / Math.log(2) / PREFERENCE_OCTAVES;
        score[w][s] *= Math.exp(-0.5 * octaves * octaves);
      }
    }
  }

  /** Tempo of a state; neighbours differ by one per cent. */
  static double bpm(int state) {
    return SLOWEST_BPM * Math.pow(FASTEST_BPM / SLOWEST_BPM, (double) state / (STATES - 1));
  }

  private void vote(int window, double weight, double[] r) {
    for (int s = 0; s < STATES; s++) {
      double period = 60.0 * RATE / bpm(s);
      double comb = comb(r, period);
      score[window][s] += weight * Math.max(0, comb - FASTER_PENALTY * faster(r, period));
      strength[window][s] = Math.max(strength[window][s], comb);
    }
  }

  /** How well a band shows the beat of a state within a stretch, 0..1: mean over its windows. */
  double comb(int band, int from, int to, int state) {
    double sum = 0;
    int count = 0;
    for (int at = from; at < to; at += WINDOW / 2) {
      int end = Math.min(to, at + WINDOW);
      int start = Math.max(from, end - WINDOW);
      sum += Math.max(0, comb(autocorrelation(bands[band], start, end), 60.0 * RATE / bpm(state)));
      count++;
    }
    return sum / count;
  }

  /** How well a pulse of two to five in the period shows where the period itself has no beat. */
  private static double faster(double[] r, double period) {
    double most = 0;
    for (int parts = 2; parts <= 5; parts++) {
      double sum = 0;
      for (int i = 1; i < parts; i++) {
        sum += at(r, i * period / parts);
      }
      most = Math.max(most, sum / (parts - 1));
    }
    return most;
  }

  /** Mean correlation at one to four beats, the first counting as much as the other three. */
  private static double comb(double[] r, double period) {
    return 0.5 * at(r, period) + (at(r, 2 * period) + at(r, 3 * period) + at(r, 4 * period)) / 6;
  }

  /**
   * The larger of the neighbours, so that a period between hops loses nothing; 0 beyond the window.
   */
  private static double at(double[] r, double lag) {
    int i = (int) lag;
    return i + 1 < r.length ? Math.max(r[i], r[i + 1]) : 0;
  }

  /** Unbiased, normalised to 1 at lag 0; lags up to three quarters of the window. */
  private double[] autocorrelation(double[] flux, int from, int to) {
    int n = to - from;
    Arrays.fill(fourier.re, 0);
    Arrays.fill(fourier.im, 0);
    double mean = 0;
    for (int i = 0; i < n; i++) {
      mean += flux[from + i];
    }
    mean /= Math.max(1, n);
    for (int i = 0; i < n; i++) {
      fourier.re[i] = flux[from + i] - mean;
    }
    fourier.forward();
    for (int k = 0; k < fourier.size; k++) {
      double re = fourier.re[k];
      double im = fourier.im[k];
      fourier.re[k] = re * re + im * im;
      fourier.im[k] = 0;
    }
    fourier.inverse();
    double[] r = new double[n * 3 / 4];
    double zero = fourier.re[0] / Math.max(1, n) + FLOOR;
    for (int lag = 0; lag < r.length; lag++) {
      r[lag] = fourier.re[lag] / (n - lag) / zero;
    }
    return r;
  }
}
