package dev.reelframe.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** What a lane shows. Times are seconds. */
sealed interface LaneContent {
  /**
   * A row of a table.
   *
   * @param endS NaN for a moment
   * @param category rows of one category have one hue; empty where there is one only
   */
  record Mark(double startS, double endS, String category, int row) {
    boolean moment() {
      return Double.isNaN(endS);
    }
  }

  /**
   * Stretches and moments.
   *
   * @param kinds categories that have the same hue in every lane, in the order of hues
   * @param label what is written into a row's mark
   * @param tip all of a row, shown when one points at it
   */
  record Bars(
      List<Mark> marks, List<String> kinds, IntFunction<String> label, IntFunction<String> tip)
      implements LaneContent {
    Bars(List<Mark> marks, IntFunction<String> label, IntFunction<String> tip) {
      this(marks, List.of(), label, tip);
    }
  }

  /**
   * A value that holds for a while.
   *
   * @param endS NaN for a sample
   */
  record Step(double startS, double endS, double value) {}

  /**
   * A number over time.
   *
   * @param least the scale begins here or lower; positive infinity for the lowest value
   * @param most the scale ends here or higher; negative infinity for the highest value
   */
  record Curve(List<Step> steps, double least, double most) implements LaneContent {
    Curve(List<Step> steps) {
      this(steps, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    /** Whether these are single moments, far from evenly spaced: a line between them would lie. */
    boolean scattered() {
      long moments = steps.stream().filter(s -> Double.isNaN(s.endS())).count();
      if (moments == 0 || steps.size() < 3) {
        return moments > 0;
      }
      double[] distances = new double[steps.size() - 1];
      for (int i = 0; i < distances.length; i++) {
        distances[i] = steps.get(i + 1).startS() - steps.get(i).startS();
      }
      double[] sorted = distances.clone();
      Arrays.sort(sorted);
      double usual = sorted[sorted.length / 2];
      long even = Arrays.stream(distances).filter(d -> d < 1.6 * usual && d > 0.4 * usual).count();
      return even < 0.8 * distances.length;
    }

    double low() {
      return Math.min(least, steps.stream().mapToDouble(Step::value).min().orElse(0));
    }

    double high() {
      return Math.max(most, steps.stream().mapToDouble(Step::value).max().orElse(0));
    }
  }

  /** A share of a picture in one colour. */
  record Part(ThemeColor ink, double share) {}

  /** Colours of the picture for a while. */
  record Swatch(double startS, double endS, List<Part> parts, String tip) {}

  /** Colours over time. */
  record Swatches(List<Swatch> swatches) implements LaneContent {}

  /** Words in place of rows. */
  record Note(String text) implements LaneContent {}
}
