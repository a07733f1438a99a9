package dev.reelframe.benchmarks.torture;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All verdicts.
 *
 * @param left children, descriptors and files that stayed behind
 */
record Outcome(int bases, List<Verdict> verdicts, List<String> left) {
  private static final List<String> KINDS =
      List.of(Verdict.DEATH, Verdict.HANG, Verdict.WRONG, Verdict.DIFFERENT);

  /** A row for each kind of damage and one for all; returns whether nothing was wrong. */
  boolean print(PrintStream out) {
    out.println(
        "damage,files,refused,failed,degraded,ok,shorter_unsaid,deaths,hangs,wrong_states,"
            + "different_repeats,slowest_s");
    verdicts.stream()
        .collect(Collectors.groupingBy(Verdict::mutation, TreeMap::new, Collectors.toList()))
        .forEach((mutation, rows) -> row(out, mutation.name().toLowerCase(Locale.ROOT), rows));
    row(out, "all", verdicts);
    System.err.println(bases + " bases; left behind: " + (left.isEmpty() ? "nothing" : left));
    return left.isEmpty() && verdicts.stream().allMatch(v -> v.faults().isEmpty());
  }

  private static void row(PrintStream out, String name, List<Verdict> rows) {
    String counts =
        KINDS.stream().map(kind -> count(rows, v -> v.has(kind))).collect(Collectors.joining(","));
    out.printf(
        Locale.ROOT,
        "%s,%d,%s,%s,%s,%s,%s,%s,%.1f%n",
        name,
        rows.size(),
        count(rows, v -> v.outcome().equals("refused")),
        count(rows, v -> v.outcome().equals("failed")),
        count(rows, v -> v.outcome().equals("degraded")),
        count(rows, v -> List.of("ok", "empty").contains(v.outcome())),
        count(rows, Verdict::shorter),
        counts,
        rows.stream().mapToDouble(Verdict::seconds).max().orElse(0));
  }

  private static String count(List<Verdict> rows, Predicate<Verdict> which) {
    return Long.toString(rows.stream().filter(which).count());
  }
}
