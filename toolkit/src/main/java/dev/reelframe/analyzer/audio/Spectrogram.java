package dev.reelframe.analyzer.audio;

import dev.reelframe.fourier.ComplexFft;
import java.util.Arrays;

/**
 * Power spectra of 16 kHz sound: frames of 32 ms under a Hann window, one per hop of 10 ms, centred
 * on it. Scaled so that the bins of a frame add up to the mean square of the sound (Parseval).
 */
final class Spectrogram {
  static final int RATE_HZ = 16_000;
  static final int HOP = 160;
  static final int SIZE = 512;

  /** Bins of a spectrum, from 0 to below half the rate. */
  static final int BINS = SIZE / 2;

  /** Takes the spectrum of one hop. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param power per bin of 31.25 Hz; valid during the call
     */
    void accept(double[] power);
  }

  private final Framer framer = new Framer(SIZE, HOP, this::frame);
  private final ComplexFft fourier = new ComplexFft(SIZE);
  private final double[] window = new double[SIZE];
  private final double[] power = new double[BINS];
  private final double scale;
  private final Sink sink;

  /** The first of two frames waits for the second: one complex transform serves both. */
  private boolean waiting;

  Spectrogram(Sink sink) {
    this.sink = sink;
    double energy = 0;
    for (int i = 0; i < SIZE; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIZE);
      energy += window[i] * window[i];
    }
    scale = 2 / (SIZE * energy);
  }

  /** The bin nearest to a frequency. */
  static int bin(double hz) {
    return (int) Math.round(hz * SIZE / RATE_HZ);
  }

  void accept(float[] samples) {
    framer.accept(samples);
  }

  void finish() {
    framer.finish();
    if (waiting) {
      Arrays.fill(fourier.im, 0);
      fourier.forward();
      emit(true);
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
      emit(true);
      emit(false);
    }
    waiting = !waiting;
  }

  /** Separates one of the two real frames from the complex transform. */
  private void emit(boolean first) {
    for (int k = 0; k < BINS; k++) {
      int m = (SIZE - k) % SIZE;
      double re = first ? fourier.re[k] + fourier.re[m] : fourier.im[k] + fourier.im[m];
      double im = first ? fourier.im[k] - fourier.im[m] : fourier.re[m] - fourier.re[k];
      power[k] = (re * re + im * im) / 4 * scale;
    }
    sink.accept(power);
  }
}
