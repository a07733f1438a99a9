package dev.reelframe.analyzer.audio;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;

/**
 * What tells clicks, tones and whooshes from speech and music, per hop of 10 ms of 16 kHz sound.
 */
final class EffectFeatures {
  /** Below this, voices and basses have their strongest partials: no peak is looked for. */
  private static final int FIRST_PEAK = Spectrogram.bin(400);

  private static final int NOISE_FROM = Spectrogram.bin(1000);
  private static final int NOISE_TO = Spectrogram.bin(4000);

  /** A Hann window spreads a tone over four bins. */
  private static final int LOBE = 2;

  /** Stretches of 2.5 ms, in which a click is at home. */
  private static final int SNAP = Spectrogram.RATE_HZ / 400;

  /** Power of nothing: -140 dB in a bin, -120 dB in a sum. */
  private static final double NOTHING = 1e-14;

  private static final double NO_SUM = 1e-12;

  /** Takes what one hop gives. */
  @FunctionalInterface
  interface Sink {
    void accept(Features features);
  }

  /**
   * One hop; levels in dB of full scale (a mean square of 1).
   *
   * @param snapDb the loudest 2.5 ms of the differentiated sound
   * @param highDb level of 1..8 kHz
   * @param flatness of 1..4 kHz: geometric over arithmetic mean of the power, near 0.5 for noise
   * @param peakHz frequency of the strongest partial above 400 Hz
   * @param peakDb its level
   * @param purity its share of the power above 400 Hz
   */
  record Features(
      double snapDb, double highDb, double flatness, double peakHz, double peakDb, double purity) {}

  private final Framer hops = new Framer(Spectrogram.HOP, Spectrogram.HOP, this::snap);
  private final Spectrogram spectrogram = new Spectrogram(this::measure);
  private final DoubleArrayList snaps = new DoubleArrayList();
  private final Sink sink;
  private float last;
  private int measured;

  EffectFeatures(Sink sink) {
    this.sink = sink;
  }

  void accept(float[] samples) {
    hops.accept(samples);
    spectrogram.accept(samples);
  }

  void finish() {
    hops.finish();
    spectrogram.finish();
  }

  private void snap(float[] samples, int offset) {
    double most = 0;
    for (int at = offset; at < offset + Spectrogram.HOP; at += SNAP) {
      double sum = 0;
      for (int i = at; i < at + SNAP; i++) {
        double step = samples[i] - last;
        last = samples[i];
        sum += step * step;
      }
      most = Math.max(most, sum / SNAP);
    }
    snaps.add(most);
  }

  private void measure(double[] power) {
    int peak = FIRST_PEAK;
    double total = NOTHING;
    double high = 0;
    for (int k = FIRST_PEAK; k < Spectrogram.BINS; k++) {
      total += power[k];
      high += k >= NOISE_FROM ? power[k] : 0;
      peak = power[k] > power[peak] ? k : peak;
    }
    double tone = 0;
    for (int k = peak - LOBE; k <= Math.min(Spectrogram.BINS - 1, peak + LOBE); k++) {
      tone += k >= FIRST_PEAK ? power[k] : 0;
    }
    double snap = snaps.getDouble(measured++);
    sink.accept(
        new Features(
            db(snap), db(high), flatness(power), top(power, peak), db(tone), tone / total));
  }

  private static double db(double power) {
    return 10 * Math.log10(Math.max(power, NO_SUM));
  }

  private static double flatness(double[] power) {
    double logs = 0;
    double sum = 0;
    for (int k = NOISE_FROM; k < NOISE_TO; k++) {
      logs += Math.log(power[k] + NOTHING);
      sum += power[k] + NOTHING;
    }
    int n = NOISE_TO - NOISE_FROM;
    return Math.exp(logs / n) / (sum / n);
  }

  /** Frequency of a peak, between the bins: a parabola through three log powers. */
  private static double top(double[] power, int k) {
    double shift = 0;
    if (k + 1 < Spectrogram.BINS) {
      double left = Math.log(power[k - 1] + NOTHING);
      double right = Math.log(power[k + 1] + NOTHING);
      double bend = left - 2 * Math.log(power[k] + NOTHING) + right;
      shift = bend < 0 ? Math.clamp((left - right) / (2 * bend), -0.5, 0.5) : 0;
    }
    return (k + shift) * Spectrogram.RATE_HZ / Spectrogram.SIZE;
  }
}
