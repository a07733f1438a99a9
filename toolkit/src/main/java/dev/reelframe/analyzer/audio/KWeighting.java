package dev.reelframe.analyzer.audio;

/**
 * The two filters of ITU-R BS.1770-4, Annex 1, for one channel: a high shelf (the head) and a high
 * pass (RLB curve), as biquads in transposed direct form II.
 *
 * <p>The recommendation lists coefficients for 48 kHz only. Here the analogue prototypes behind
 * them are transformed for the rate at hand (bilinear, warped at the corner), so that every rate
 * hears the same curve; at 48 kHz the listed numbers come out.
 */
final class KWeighting {
  private static final double SHELF_HZ = 1681.974450955533;
  private static final double SHELF_DB = 3.999843853973347;
  private static final double SHELF_Q = 0.7071752369554196;

  /** Gain at the corner of the shelf, as a power of its full gain. */
  private static final double SHELF_MID = 0.4996667741545416;

  private static final double PASS_HZ = 38.13547087602444;
  private static final double PASS_Q = 0.5003270373238773;

  /** State below this is silence; without this, denormal numbers slow down the filter. */
  private static final double FLUSH = 1e-15;

  private final double[] shelf;
  private final double[] pass;
  private double s1;
  private double s2;
  private double p1;
  private double p2;

  KWeighting(int rateHz) {
    shelf = shelf(rateHz);
    pass = pass(rateHz);
  }

  /** {@code b0, b1, b2, a1, a2}; flat where the corner lies above what the rate can carry. */
  static double[] shelf(int rateHz) {
    if (SHELF_HZ > 0.48 * rateHz) {
      return new double[] {1, 0, 0, 0, 0};
    }
    double k = Math.tan(Math.PI * SHELF_HZ / rateHz);
    double high = Math.pow(10, SHELF_DB / 20);
    double mid = Math.pow(high, SHELF_MID);
    double a0 = 1 + k / SHELF_Q + k * k;
    return new double[] {
      (high + mid * k / SHELF_Q + k * k) / a0,
      2 * (k * k - high) / a0,
      (high - mid * k / SHELF_Q + k * k) / a0,
      2 * (k * k - 1) / a0,
      (1 - k / SHELF_Q + k * k) / a0
    };
  }

  /** {@code b0, b1, b2, a1, a2}. */
  static double[] pass(int rateHz) {
    double k = Math.tan(Math.PI * PASS_HZ / rateHz);
    double a0 = 1 + k / PASS_Q + k * k;
    return new double[] {1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / PASS_Q + k * k) / a0};
  }

  /**
   * Filters {@code n} samples of one channel and returns the sum of their squares.
   *
   * @param samples interleaved or not: {@code offset, offset + step, ...}
   */
  double energy(float[] samples, int offset, int step, int n) {
    double b0 = shelf[0];
    double b1 = shelf[1];
    double b2 = shelf[2];
    double a1 = shelf[3];
    double a2 = shelf[4];
    double c1 = pass[3];
    double c2 = pass[4];
    double sum = 0;
    for (int i = 0, at = offset; i < n; i++, at += step) {
      double x = samples[at];
      double y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      double z = y + p1;
      p1 = -2 * y - c1 * z + p2;
      p2 = y - c2 * z;
      sum += z * z;
    }
    flush();
    return sum;
  }

  private void flush() {
    if (Math.abs(s1) + Math.abs(s2) + Math.abs(p1) + Math.abs(p2) < FLUSH) {
      s1 = 0;
      s2 = 0;
      p1 = 0;
      p2 = 0;
    }
  }
}
