package dev.reelframe.analyzer.color;

/** Correlated colour temperature of light given in linear sRGB. */
final class Temperature {
  /** Farther from the Planckian locus a colour temperature says nothing (CIE 15:2018, 9.5). */
  private static final double MAX_DUV = 0.05;

  private static final double COOLEST_K = 2000;
  private static final double HOTTEST_K = 12_500;
  private static final double DARK = 0.002;

  private Temperature() {}

  /**
   * C. S. McCamy's formula (Color Research and Application 17, 1992).
   *
   * @return kelvin; NaN where the light is too dark, too far from the locus of black bodies, or
   *     outside 2000..12500 K, where the formula does not hold
   */
  static double kelvin(double red, double green, double blue) {
    double x3 = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue;
    double y3 = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue;
    double z3 = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue;
    double sum = x3 + y3 + z3;
    if (y3 < DARK) {
      return Double.NaN;
    }
    double x = x3 / sum;
    double y = y3 / sum;
    double n = (x - 0.3320) / (0.1858 - y);
    double kelvin = ((449 * n + 3525) * n + 6823.3) * n + 5520.33;
    boolean meaningful =
        Math.abs(duv(x, y)) <= MAX_DUV && kelvin >= COOLEST_K && kelvin <= HOTTEST_K;
    return meaningful ? kelvin : Double.NaN;
  }

  /**
   * Distance from the Planckian locus in CIE 1960 u, v (Y. Ohno, "Practical use and calculation of
   * CCT and Duv", Leukos 10, 2014, eq. 1-3); positive towards green.
   */
  private static double duv(double x, double y) {
    double u = 4 * x / (12 * y - 2 * x + 3) - 0.292;
    double v = 6 * y / (12 * y - 2 * x + 3) - 0.24;
    double distance = Math.hypot(u, v);
    double angle = Math.acos(u / distance);
    double locus =
        (((((-0.00616793 * angle + 0.0893944) * angle - 0.5179722) * angle + 1.5317403) * angle
                            - 2.4243787)
                        * angle
                    + 1.925865)
                * angle
            - 0.471106;
    return distance - locus;
  }
}
