package dev.reelframe.analyzer.audio;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Work space for discrete Fourier transforms of one size (a power of two): fill {@link #re} and
 * {@link #im}, transform, read them. The transform itself is that of Commons Math.
 */
final class Fourier {
  final int size;
  final double[] re;
  final double[] im;
  private final double[][] both;

  Fourier(int size) {
    this.size = size;
    this.re = new double[size];
    this.im = new double[size];
    this.both = new double[][] {re, im};
  }

  void forward() {
    FastFourierTransformer.transformInPlace(both, DftNormalization.STANDARD, TransformType.FORWARD);
  }

  void inverse() {
    FastFourierTransformer.transformInPlace(both, DftNormalization.STANDARD, TransformType.INVERSE);
  }
}
