package dev.reelframe.analyzer.audio;

import java.util.Arrays;

/**
 * The largest value of the waveform between the samples too: ITU-R BS.1770-4, Annex 2. One channel,
 * oversampled four times (twice from 88 kHz on, not at all from 176 kHz on) by a polyphase windowed
 * sinc; the phase at the samples is the samples themselves, so a true peak is never below the
 * sample peak.
 */
final class TruePeak {
  private static final int HALF_TAPS = 10;
  private static final int TAPS = 2 * HALF_TAPS;

  /** Kaiser window: ripple below 0.05 dB up to 0.4 of the rate with these taps. */
  private static final double BETA = 5;

  private final float[][] phases;

  /** The last samples of the call before, then those of this call. */
  private float[] line = new float[TAPS];

  private float[] between = new float[0];

  TruePeak(int rateHz) {
    int factor = rateHz < 88_000 ? 4 : rateHz < 176_000 ? 2 : 1;
    phases = new float[factor - 1][];
    for (int p = 1; p < factor; p++) {
      phases[p - 1] = phase((double) p / factor);
    }
  }

  /** Weights that interpolate {@code fraction} after the tap at {@code HALF_TAPS - 1}. */
  private static float[] phase(double fraction) {
    double[] weights = new double[TAPS];
    double sum = 0;
    for (int t = 0; t < TAPS; t++) {
      double x = t - (HALF_TAPS - 1) - fraction;
      double sinc = Math.sin(Math.PI * x) / (Math.PI * x);
      double edge = x / HALF_TAPS;
      weights[t] = sinc * bessel0(BETA * Math.sqrt(Math.max(0, 1 - edge * edge)));
      sum += weights[t];
    }
    float[] out = new float[TAPS];
    for (int t = 0; t < TAPS; t++) {
      out[t] = (float) (weights[t] / sum);
    }
    return out;
  }

  /** Modified Bessel function of the first kind, order 0, by its series. */
  private static double bessel0(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  /**
   * Peak magnitude of the next {@code n} samples and of what lies between them; it trails the
   * samples by {@value #HALF_TAPS}.
   */
  float of(float[] samples, int offset, int step, int n) {
    if (line.length < TAPS + n) {
      line = Arrays.copyOf(line, TAPS + n);
      between = new float[n];
    }
    float peak = 0;
    for (int i = 0, at = offset; i < n; i++, at += step) {
      float x = samples[at];
      line[TAPS + i] = x;
      peak = Math.max(peak, Math.abs(x));
    }
    for (float[] weights : phases) {
      peak = Math.max(peak, interpolatedPeak(weights, n));
    }
    System.arraycopy(line, n, line, 0, TAPS);
    return peak;
  }

  /** Tap by tap over the whole stretch: a loop that the compiler turns into vector instructions. */
  private float interpolatedPeak(float[] weights, int n) {
    float[] in = line;
    float[] out = between;
    Arrays.fill(out, 0, n, 0);
    for (int t = 0; t < TAPS; t++) {
      float w = weights[t];
      for (int i = 0; i < n; i++) {
        out[i] += w * in[i + t + 1];
      }
    }
    float peak = 0;
    for (int i = 0; i < n; i++) {
      peak = Math.max(peak, Math.abs(out[i]));
    }
    return peak;
  }
}
