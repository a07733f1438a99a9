package dev.reelframe.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Seconds from left to right.
 *
 * @param durationS above 0
 * @param left x of second 0, pixels
 * @param right x of the end, pixels
 */
record TimeAxis(double durationS, double left, double right) {
  private static final double[] STEPS = {
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600
  };

  /** Ticks stand at least this far apart, pixels. */
  private static final double ROOM = 62;

  TimeAxis {
    if (!(durationS > 0)) {
      throw new IllegalArgumentException("a time axis of " + durationS + " s shows nothing");
    }
  }

  double width() {
    return right - left;
  }

  /** Where a moment stands; moments outside stand at the nearer end. */
  double x(double seconds) {
    return left + width() * Math.clamp(seconds / durationS, 0.0, 1.0);
  }

  List<Double> ticks() {
    double step = STEPS[STEPS.length - 1];
    for (double candidate : STEPS) {
      if (candidate * width() / durationS >= ROOM) {
        step = candidate;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= durationS + 1e-9 && i < 1000; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick in words: seconds, or minutes and seconds in clips of more than two minutes. */
  String label(double seconds) {
    if (durationS <= 120) {
      return SvgWriter.number(seconds) + " s";
    }
    long whole = Math.round(seconds);
    return whole >= 3600
        ? "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60)
        : "%d:%02d".formatted(whole / 60, whole % 60);
  }

  /** A moment for tips: 1.25 s. */
  static String moment(double seconds) {
    return SvgWriter.number(Math.round(seconds * 100) / 100.0) + " s";
  }

  /** A number for captions: four digits at most, no more than it needs. */
  static String number(double value) {
    double size = Math.abs(value);
    int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    text = decimals > 0 ? text.replaceAll("\\.?0+$", "") : text;
    return (text.equals("-0") ? "0" : text).replace('-', '\u2212');
  }
}
