package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.table.Column;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Figures of an agreement.
 *
 * @param count of things that the value was taken from; empty where it is one
 * @param value what was measured
 * @param expected the same of what it is compared with
 * @param pValue probability of so large a value by chance; empty where there is no test
 */
record Measure(
    @Column("number of things that the value was taken from") OptionalInt count,
    @Column("what was measured, see kind") OptionalDouble value,
    @Column("the same of what it is compared with, see kind") OptionalDouble expected,
    @Column(
            "probability of so large a value by chance, times the number of tries; missing where"
                + " nothing was tested or there are too few cases")
        OptionalDouble pValue) {
  static final Measure NONE =
      new Measure(
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  static Measure of(int count, double value, double expected) {
    return new Measure(
        OptionalInt.of(count), present(value), present(expected), OptionalDouble.empty());
  }

  Measure tested(double probability) {
    return new Measure(count, value, expected, OptionalDouble.of(probability));
  }

  private static OptionalDouble present(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
