package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import tech.tablesaw.api.Table;

/** A run at a glance: one row per analyzer. */
final class Summary {
  private static final Schema SCHEMA =
      new Schema("summary", 1, "How each analyzer ended", java.util.List.of())
          .text("analyzer", "name")
          .text("state", "how it ended", "ok", "empty", "degraded", "skipped", "failed")
          .integer("rows", "rows of its table")
          .number("coverage_ratio", "share of the time axis that its intervals cover")
          .number("cpu_s", "CPU time of its thread")
          .text("reason", "why, where it is neither ok nor empty");

  private Summary() {}

  static Table of(Analysis analysis) {
    Rows rows = SCHEMA.rows();
    for (AnalyzerResult result : analysis.results()) {
      rows.add(
          result.name(),
          result.state().word(),
          result.table().map(Table::rowCount).orElse(null),
          analysis.coverage(result.name()).map(c -> round(c, 4)).orElse(null),
          round(result.cpuSeconds(), 3),
          result.state().reason());
    }
    return rows.table();
  }

  private static double round(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
