package dev.reelframe.fourier;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Work space for discrete Fourier transforms of one size (a power of two): fill {@link #re} and
 * {@link #im}, transform, read them. The transform itself is that of Commons Math.
 */
public final class ComplexFft {
  public final int size;
  public final double[] re;
  public final double[] im;
  private final double[][] both;

  public ComplexFft(int size) {
    this.size = size;
    this.re = new double[size];
    this.im = new double[size];
    this.both = new double[][] {re, im};
  }

  public void forward() {
    FastFourierTransformer.transformInPlace(both, DftNormalization.STANDARD, TransformType.FORWARD);
  }

  public void inverse() {
    FastFourierTransformer.transformInPlace(both, DftNormalization.STANDARD, TransformType.INVERSE);
  }
}
