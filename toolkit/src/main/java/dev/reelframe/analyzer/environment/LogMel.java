package dev.reelframe.analyzer.environment;

import dev.reelframe.fourier.ComplexFft;
import java.util.Arrays;

/**
 * YAMNet's input features (tensorflow/models, research/audioset/yamnet): frames of 25 ms of 16 kHz
 * sound every 10 ms under a periodic Hann window, the magnitudes of a 512-point transform in 64
 * triangles evenly spaced in mel from 125 to 7500 Hz, log(x + 0.001). A frame has its own window
 * and scale, so the spectra of {@code audio_analysis} do not serve: a transform costs a hundredth
 * of what the network does.
 */
final class LogMel {
  static final int BANDS = 64;

  /** Samples from one frame to the next. */
  static final int HOP = 160;

  /** Samples of a frame. */
  static final int FRAME = 400;

  private static final int SIZE = 512;
  private static final int BINS = SIZE / 2 + 1;
  private static final double LOWEST_HZ = 125;
  private static final double HIGHEST_HZ = 7500;
  private static final double OFFSET = 0.001;
  private static final double[] HANN = hann();
  private static final double[][] WEIGHTS = weights();

  private final ComplexFft fourier = new ComplexFft(SIZE);

  /**
   * Features of one frame.
   *
   * @param samples from {@code offset} on {@value #FRAME} of them; what is not a number counts as
   *     silence
   * @param into {@value #BANDS} values from {@code at} on
   */
  void frame(float[] samples, int offset, float[] into, int at) {
    Arrays.fill(fourier.re, 0);
    Arrays.fill(fourier.im, 0);
    for (int i = 0; i < FRAME; i++) {
      float x = samples[offset + i];
      fourier.re[i] = Float.isFinite(x) ? x * HANN[i] : 0;
    }
    fourier.forward();
    double[] magnitude = fourier.re;
    for (int k = 0; k < BINS; k++) {
      magnitude[k] = Math.hypot(fourier.re[k], fourier.im[k]);
    }
    for (int band = 0; band < BANDS; band++) {
      double sum = OFFSET;
      double[] triangle = WEIGHTS[band];
      for (int k = 1; k < BINS; k++) {
        sum += triangle[k] * magnitude[k];
      }
      into[at + band] = (float) Math.log(sum);
    }
  }

  private static double[] hann() {
    double[] window = new double[FRAME];
    for (int i = 0; i < FRAME; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME);
    }
    return window;
  }

  /** Mels as HTK has them. */
  private static double mel(double hz) {
    return 1127 * Math.log(1 + hz / 700);
  }

  /** Triangles linear in mel with a peak of 1. */
  private static double[][] weights() {
    double[][] triangles = new double[BANDS][BINS];
    double low = mel(LOWEST_HZ);
    double step = (mel(HIGHEST_HZ) - low) / (BANDS + 1);
    for (int band = 0; band < BANDS; band++) {
      for (int k = 1; k < BINS; k++) {
        double place = (mel((double) k * SoundTagger.RATE_HZ / SIZE) - low) / step - band;
        triangles[band][k] = Math.max(0, Math.min(place, 2 - place));
      }
    }
    return triangles;
  }
}
