package dev.reelframe.fourier;

/**
 * Power spectrum of real frames of one even length whose half has no prime factor above 5, by a
 * half-length complex Stockham FFT (van Loan, "Computational Frameworks for the FFT", 1992, 1.7 and
 * 4.3). Double precision. An instance holds work space: one per thread.
 */
public final class RealFft {
  private static final double COS_72 = Math.cos(2 * Math.PI / 5);
  private static final double COS_144 = Math.cos(4 * Math.PI / 5);
  private static final double SIN_72 = Math.sin(2 * Math.PI / 5);
  private static final double SIN_144 = Math.sin(4 * Math.PI / 5);

  private final int half;
  private final int[] radices;

  /** cos and sin of 2 pi k / length for k in [0, length). */
  private final double[] cos;

  private final double[] sin;
  private double[] re;
  private double[] im;
  private double[] nextRe;
  private double[] nextIm;

  public RealFft(int length) {
    if (length < 2 || length % 2 != 0) {
      throw new IllegalArgumentException("length must be even, got " + length);
    }
    half = length / 2;
    radices = factors(half);
    cos = new double[length];
    sin = new double[length];
    for (int k = 0; k < length; k++) {
      cos[k] = Math.cos(2 * Math.PI * k / length);
      sin[k] = Math.sin(2 * Math.PI * k / length);
    }
    re = new double[half];
    im = new double[half];
    nextRe = new double[half];
    nextIm = new double[half];
  }

  private static int[] factors(int n) {
    int[] found = new int[32];
    int count = 0;
    int rest = n;
    for (int radix : new int[] {4, 2, 3, 5}) {
      while (rest % radix == 0) {
        found[count++] = radix;
        rest /= radix;
      }
    }
    if (rest != 1) {
      throw new IllegalArgumentException("length has a prime factor above 5: " + 2 * n);
    }
    return java.util.Arrays.copyOf(found, count);
  }

  /** Squared magnitudes of the bins 0..length/2 of {@code frame} into {@code power}. */
  public void power(double[] frame, double[] power) {
    for (int i = 0; i < half; i++) {
      re[i] = frame[2 * i];
      im[i] = frame[2 * i + 1];
    }
    int n = half;
    int stride = 1;
    for (int radix : radices) {
      pass(radix, n, stride);
      n /= radix;
      stride *= radix;
    }
    for (int k = 0; k <= half; k++) {
      int a = k == half ? 0 : k;
      int b = k == 0 ? 0 : half - k;
      double evenRe = 0.5 * (re[a] + re[b]);
      double evenIm = 0.5 * (im[a] - im[b]);
      double oddRe = 0.5 * (im[a] + im[b]);
      double oddIm = 0.5 * (re[b] - re[a]);
      double x = evenRe + cos[k] * oddRe + sin[k] * oddIm;
      double y = evenIm + cos[k] * oddIm - sin[k] * oddRe;
      power[k] = x * x + y * y;
    }
  }

  /** One Stockham stage: {@code n / radix} butterflies on each of {@code stride} transforms. */
  private void pass(int radix, int n, int stride) {
    int m = n / radix;
    int turn = cos.length / n;
    double[] xr = new double[radix];
    double[] xi = new double[radix];
    for (int p = 0; p < m; p++) {
      for (int q = 0; q < stride; q++) {
        for (int k = 0; k < radix; k++) {
          xr[k] = re[q + stride * (p + m * k)];
          xi[k] = im[q + stride * (p + m * k)];
        }
        butterfly(radix, xr, xi);
        int out = q + stride * radix * p;
        nextRe[out] = xr[0];
        nextIm[out] = xi[0];
        for (int j = 1; j < radix; j++) {
          double c = cos[p * j * turn];
          double s = sin[p * j * turn];
          nextRe[out + stride * j] = xr[j] * c + xi[j] * s;
          nextIm[out + stride * j] = xi[j] * c - xr[j] * s;
        }
      }
    }
    double[] swap = re;
    re = nextRe;
    nextRe = swap;
    swap = im;
    im = nextIm;
    nextIm = swap;
  }

  private static void butterfly(int radix, double[] r, double[] i) {
    switch (radix) {
      case 2 -> two(r, i);
      case 3 -> three(r, i);
      case 4 -> four(r, i);
      default -> five(r, i);
    }
  }

  private static void two(double[] r, double[] i) {
    double a = r[0];
    double b = i[0];
    r[0] = a + r[1];
    i[0] = b + i[1];
    r[1] = a - r[1];
    i[1] = b - i[1];
  }

  private static void three(double[] r, double[] i) {
    double half = Math.sqrt(3) / 2;
    double sumR = r[1] + r[2];
    double sumI = i[1] + i[2];
    double difR = half * (r[1] - r[2]);
    double difI = half * (i[1] - i[2]);
    double midR = r[0] - 0.5 * sumR;
    double midI = i[0] - 0.5 * sumI;
    r[0] += sumR;
    i[0] += sumI;
    r[1] = midR + difI;
    i[1] = midI - difR;
    r[2] = midR - difI;
    i[2] = midI + difR;
  }

  private static void four(double[] r, double[] i) {
    double ar = r[0] + r[2];
    double ai = i[0] + i[2];
    double br = r[0] - r[2];
    double bi = i[0] - i[2];
    double cr = r[1] + r[3];
    double ci = i[1] + i[3];
    double dr = r[1] - r[3];
    double di = i[1] - i[3];
    r[0] = ar + cr;
    i[0] = ai + ci;
    r[1] = br + di;
    i[1] = bi - dr;
    r[2] = ar - cr;
    i[2] = ai - ci;
    r[3] = br - di;
    i[3] = bi + dr;
  }

  private static void five(double[] r, double[] i) {
    double ar = r[1] + r[4];
    double ai = i[1] + i[4];
    double br = r[1] - r[4];
    double bi = i[1] - i[4];
    double cr = r[2] + r[3];
    double ci = i[2] + i[3];
    double dr = r[2] - r[3];
    double di = i[2] - i[3];
    double er = r[0] + COS_72 * ar + COS_144 * cr;
    double ei = i[0] + COS_72 * ai + COS_144 * ci;
    double fr = r[0] + COS_144 * ar + COS_72 * cr;
    double fi = i[0] + COS_144 * ai + COS_72 * ci;
    double gr = SIN_72 * br + SIN_144 * dr;
    double gi = SIN_72 * bi + SIN_144 * di;
    double hr = SIN_144 * br - SIN_72 * dr;
    double hi = SIN_144 * bi - SIN_72 * di;
    r[0] += ar + cr;
    i[0] += ai + ci;
    r[1] = er + gi;
    i[1] = ei - gr;
    r[2] = fr + hi;
    i[2] = fi - hr;
    r[3] = fr - hi;
    i[3] = fi + hr;
    r[4] = er - gi;
    i[4] = ei + gr;
  }
}
