package dev.reelframe.benchmarks.torture;

import java.util.List;

/**
 * What came of one damaged file.
 *
 * @param outcome {@code refused}, or the worst state of its analyzers
 * @param seconds for opening, analysing and saving it
 * @param shorter whether it holds less than the whole, and nothing in it says so
 * @param faults what may not happen, each in words; the kind comes first
 */
record Verdict(
    String base,
    Mutation mutation,
    int number,
    String outcome,
    double seconds,
    boolean shorter,
    List<String> faults) {
  /** Something other than a typed error about the file. */
  static final String DEATH = "death";

  static final String HANG = "hang";

  /** Whole by its state, though it is not. */
  static final String WRONG = "wrong state";

  /** Two runs over one file gave two results. */
  static final String DIFFERENT = "different";

  boolean has(String kind) {
    return faults.stream().anyMatch(f -> f.startsWith(kind));
  }
}
