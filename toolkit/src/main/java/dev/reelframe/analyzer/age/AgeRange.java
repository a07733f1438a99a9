package dev.reelframe.analyzer.age;

import java.util.List;

/**
 * A range of years from several looks at one face.
 *
 * @param lowYears lower end, whole years, at least 0
 * @param highYears upper end, whole years
 * @param middleYears median of the looks
 * @param agreement 1 where the looks differ by nothing, near 0 where they differ by much more than
 *     the model errs anyway
 */
record AgeRange(double lowYears, double highYears, double middleYears, double agreement) {
  /**
   * Mean error of the model on its test sets by the true age, as published with it (README of
   * face-api.js): the first ages of the groups, and the errors in years.
   */
  private static final double[] GROUP_FROM = {0, 4, 9, 19, 29, 41, 60, 80};

  private static final double[] GROUP_ERROR = {1.52, 3.06, 4.82, 4.99, 5.43, 4.94, 6.17, 9.91};

  /**
   * Of errors that are spread normally four in five are smaller than 1.28 standard deviations; the
   * mean error is 0.8 of one. Six dated portraits of four people erred by 5.4 years on average, as
   * published, two of them by 11: a range of the mean error alone leaves out half of the people.
   */
  private static final double FOUR_IN_FIVE = 1.28 / 0.8;

  /** The range of at least one look. */
  static AgeRange of(List<Double> looks) {
    double[] sorted = looks.stream().mapToDouble(v -> v).sorted().toArray();
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    double error = modelError(median);
    double sum = 0;
    for (double look : sorted) {
      sum += (look - median) * (look - median);
    }
    // The looks of a track share light and pose, so many of them do not narrow the model's error.
    // As if one more look had differed by that error: a single look proves no agreement.
    double spread = Math.sqrt((sum + error * error) / (n + 1));
    double deviation = Math.hypot(error, spread);
    double half = FOUR_IN_FIVE * deviation;
    return new AgeRange(
        Math.max(0, Math.floor(median - half)),
        Math.ceil(median + half),
        median,
        error / deviation);
  }

  private static double modelError(double age) {
    int group = 0;
    while (group + 1 < GROUP_FROM.length && age >= GROUP_FROM[group + 1]) {
      group++;
    }
    return GROUP_ERROR[group];
  }
}
