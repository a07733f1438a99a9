package dev.reelframe.analyzer.effect;

/** Correlation of pairs of values (Pearson). */
final class Correlation {
  private int n;
  private double first;
  private double second;
  private double firstSquare;
  private double secondSquare;
  private double product;

  void add(double a, double b) {
    n++;
    first += a;
    second += b;
    firstSquare += a * a;
    secondSquare += b * b;
    product += a * b;
  }

  /** -1..1, both variances raised by so much: plain values are like any; 1 without values. */
  double floored(double variance) {
    double one = firstSquare - first * first / n + variance * n;
    double other = secondSquare - second * second / n + variance * n;
    return n == 0 ? 1 : (product - first * second / n) / Math.sqrt(one * other);
  }

  /**
   * -1..1; 0 where there is too little in either to say.
   *
   * @param leastContrast standard deviation below which values are plain
   */
  double of(double leastContrast) {
    double one = firstSquare - first * first / n;
    double other = secondSquare - second * second / n;
    boolean plain = n == 0 || Math.min(one, other) < leastContrast * leastContrast * n;
    return plain ? 0 : (product - first * second / n) / Math.sqrt(one * other);
  }
}
