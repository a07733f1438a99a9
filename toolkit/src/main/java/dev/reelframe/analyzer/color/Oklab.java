package dev.reelframe.analyzer.color;

/**
 * A colour in OKLab, where equal distances look about equally different (B. Ottosson, "A perceptual
 * color space for image processing", 2020; D65 white, from sRGB).
 *
 * @param l lightness, 0 black .. 1 white
 * @param a green (negative) to red, about -0.25..0.28
 * @param b blue (negative) to yellow, about -0.32..0.20
 */
record Oklab(double l, double a, double b) {
  private static final double[] LINEAR = new double[256];

  static {
    for (int i = 0; i < 256; i++) {
      LINEAR[i] = linear(i / 255.0);
    }
  }

  /** The light that a coded sRGB value 0..1 stands for (IEC 61966-2-1). */
  private static double linear(double coded) {
    return coded <= 0.04045 ? coded / 12.92 : Math.pow((coded + 0.055) / 1.055, 2.4);
  }

  /** The light that an 8-bit sRGB value stands for, 0..1. */
  static double light(int coded) {
    return LINEAR[coded];
  }

  /** From 8-bit sRGB. */
  static Oklab of(int red, int green, int blue) {
    double r = LINEAR[red];
    double g = LINEAR[green];
    double b = LINEAR[blue];
    double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new Oklab(
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
  }

  /** Euclidean distance; about 0.02 is just noticeable, black to white is 1. */
  double distance(Oklab other) {
    double dl = l - other.l;
    double da = a - other.a;
    double db = b - other.b;
    return Math.sqrt(dl * dl + da * da + db * db);
  }
}
