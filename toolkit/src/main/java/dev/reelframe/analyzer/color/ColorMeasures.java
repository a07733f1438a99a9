package dev.reelframe.analyzer.color;

import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.table.Column;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures of a picture's colours. Saturation is the sum of (largest - smallest channel) over the
 * sum of the largest channel, so that noise in the dark does not count; warmth goes towards a hue
 * of 60 degrees.
 */
record ColorMeasures(
    @Column("mean luma (BT.709 weights), 0 black .. 1 white") double brightnessRatio,
    @Column("HSV saturation weighted by value, 0 grey .. 1 pure colour") double saturationRatio,
    @Column("standard deviation of luma, 0..0.5 (RMS contrast, Peli 1990)") double contrastRatio,
    @Column("M3 of Hasler and Suesstrunk 2003; 0 none, 59 quite, 109 extreme") double colorfulness,
    @Column(
            "correlated colour temperature of the mean light (McCamy 1992); missing where it is"
                + " dark or far from the light of a black body")
        double temperatureK,
    @Column("mean OKLab component towards orange; negative towards blue") double warmth) {
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

  /** Of each measure the mean over those that have it; NaN where none has. */
  static ColorMeasures mean(List<ColorMeasures> all) {
    return new ColorMeasures(
        mean(all, ColorMeasures::brightnessRatio),
        mean(all, ColorMeasures::saturationRatio),
        mean(all, ColorMeasures::contrastRatio),
        mean(all, ColorMeasures::colorfulness),
        mean(all, ColorMeasures::temperatureK),
        mean(all, ColorMeasures::warmth));
  }

  private static double mean(List<ColorMeasures> all, ToDoubleFunction<ColorMeasures> measure) {
    return all.stream().mapToDouble(measure).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static double variance(double sum, double sumOfSquares, double n) {
    double mean = sum / n;
    return Math.max(0, sumOfSquares / n - mean * mean);
  }
}
