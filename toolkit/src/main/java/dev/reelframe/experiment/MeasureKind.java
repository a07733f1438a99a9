package dev.reelframe.experiment;

import java.util.Locale;
import java.util.Optional;

/** What a measure is about, told from the end of its name. */
enum MeasureKind {
  /** Seconds: the fewer, the faster. */
  TIME,
  /** Memory, energy, or a measure of the user's own. */
  AMOUNT,
  /** Best at 1. */
  GAIN,
  /** Best at 0. */
  ERROR,
  /** What else is to be known of a trial, for example how many rows a table has. */
  CONTEXT;

  static MeasureKind of(String measure) {
    if (measure.endsWith("_s") || measure.equals("wall_over_real_time_ratio")) {
      return TIME;
    }
    if (measure.matches(".*_(mib|j|w)")) {
      return AMOUNT;
    }
    if (measure.matches(".*_(f1|right|recall|same_rows)_ratio")) {
      return GAIN;
    }
    return measure.endsWith("_error_ratio") ? ERROR : CONTEXT;
  }

  boolean cost() {
    return this == TIME || this == AMOUNT;
  }

  boolean quality() {
    return this == GAIN || this == ERROR;
  }

  /** The word of a verdict. */
  String word(CostRatio.Difference difference) {
    return switch (difference) {
      case LESS -> this == TIME ? "faster" : "less";
      case MORE -> this == TIME ? "slower" : "more";
      case NOT_SHOWN -> Verdicts.NOT_SHOWN;
    };
  }

  /** What became of a quality. */
  String change(double before, double now) {
    if (Math.abs(before - now) < 1e-9) {
      return "same";
    }
    return now > before == (this == GAIN) ? "better" : "worse";
  }

  /** How a quality is worse than that of the baseline; empty where it is not. */
  Optional<String> lost(String measure, double baseline, double here) {
    return change(baseline, here).equals("worse")
        ? Optional.of(String.format(Locale.ROOT, "%s %.3f, was %.3f", measure, here, baseline))
        : Optional.empty();
  }
}
