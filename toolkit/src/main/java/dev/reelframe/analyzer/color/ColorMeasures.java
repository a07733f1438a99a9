package dev.reelframe.analyzer.color;

import dev.reelframe.analyzer.vision.Luma;

/**
 * Measures of a picture's colours.
 *
 * @param brightness mean luma (BT.709 weights of coded sRGB), 0 black .. 1 white
 * @param saturation sum of (largest - smallest channel) over sum of the largest channel: HSV
 *     saturation weighted by value, so that noise in the dark does not count; 0 grey .. 1 pure
 * @param contrast standard deviation of luma, 0..0.5 (RMS contrast, Peli 1990)
 * @param colorfulness M3 of Hasler and Suesstrunk 2003: 0 none, 33 moderate, 59 quite, 109 extreme
 * @param temperatureK of the mean light; NaN where that means nothing
 * @param warmth mean OKLab component towards orange (hue 60 degrees); negative towards blue
 */
record ColorMeasures(
    double brightness,
    double saturation,
    double contrast,
    double colorfulness,
    double temperatureK,
    double warmth) {
  private static final double WARM_A = Math.cos(Math.toRadians(60));
  private static final double WARM_B = Math.sin(Math.toRadians(60));

  static ColorMeasures of(ColorCounts counts) {
    double luma = 0;
    double lumaSquare = 0;
    double spread = 0;
    double value = 0;
    double redGreen = 0;
    double redGreenSquare = 0;
    double yellowBlue = 0;
    double yellowBlueSquare = 0;
    double warmth = 0;
    double[] light = new double[3];
    for (int i = 0; i < counts.size; i++) {
      double w = counts.weight[i];
      double r = counts.red[i];
      double g = counts.green[i];
      double b = counts.blue[i];
      double y = Luma.of(b, g, r);
      luma += w * y;
      lumaSquare += w * y * y;
      double most = Math.max(r, Math.max(g, b));
      spread += w * (most - Math.min(r, Math.min(g, b)));
      value += w * most;
      double rg = r - g;
      redGreen += w * rg;
      redGreenSquare += w * rg * rg;
      double yb = 0.5 * (r + g) - b;
      yellowBlue += w * yb;
      yellowBlueSquare += w * yb * yb;
      warmth += w * (WARM_A * counts.a[i] + WARM_B * counts.b[i]);
      light[0] += w * Oklab.light((int) (r + 0.5));
      light[1] += w * Oklab.light((int) (g + 0.5));
      light[2] += w * Oklab.light((int) (b + 0.5));
    }
    double n = counts.total;
    double rgVariance = variance(redGreen, redGreenSquare, n);
    double ybVariance = variance(yellowBlue, yellowBlueSquare, n);
    return new ColorMeasures(
        luma / n / 255,
        value > 0 ? spread / value : 0,
        Math.sqrt(variance(luma, lumaSquare, n)) / 255,
        Math.sqrt(rgVariance + ybVariance) + 0.3 * Math.hypot(redGreen / n, yellowBlue / n),
        Temperature.kelvin(light[0] / n, light[1] / n, light[2] / n),
        warmth / n);
  }

  private static double variance(double sum, double sumOfSquares, double n) {
    double mean = sum / n;
    return Math.max(0, sumOfSquares / n - mean * mean);
  }
}
