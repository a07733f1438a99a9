package dev.reelframe.chart;

import dev.reelframe.table.Units;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers along a straight edge.
 *
 * @param name of what is measured, with its unit
 * @param from where {@code low} stands, pixels
 * @param to where {@code high} stands, pixels; before {@code from} on an edge that goes up
 */
record NumberAxis(String name, double low, double high, double from, double to) {
  /** Ticks stand at least this far apart, pixels; numbers are wider than high. */
  private static final double ROOM_ACROSS = 58;

  private static final double ROOM_UP = 34;

  private static final double[] STEPS = {1, 2, 5, 10};

  /** Seconds from the start of a clip to its end. */
  static NumberAxis seconds(double end, double from, double to) {
    return new NumberAxis("seconds", 0, end > 0 ? end : 1, from, to);
  }

  /** From and to are round numbers, so that ticks stand at both ends where that costs little. */
  static NumberAxis of(ValueScale scale, double from, double to) {
    double low = scale.low();
    double high = scale.high() > low ? scale.high() : low + 1;
    double step = step(high - low, from, to);
    double roundLow = step * Math.floor(low / step + 1e-9);
    double roundHigh = step * Math.ceil(high / step - 1e-9);
    return new NumberAxis(title(scale.column()), roundLow, roundHigh, from, to);
  }

  private static String title(String column) {
    String unit = Units.symbol(column);
    return unit.isEmpty() ? column : column + ", " + unit;
  }

  private static double step(double span, double from, double to) {
    double least = span * (from < to ? ROOM_ACROSS : ROOM_UP) / Math.abs(to - from);
    double magnitude = Math.pow(10, Math.floor(Math.log10(least)));
    for (double step : STEPS) {
      if (step * magnitude >= least * (1 - 1e-9)) {
        return step * magnitude;
      }
    }
    return 10 * magnitude;
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    double step = step(high - low, from, to);
    List<Double> ticks = new ArrayList<>();
    for (long i = Math.round(Math.ceil(low / step - 1e-9)); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
