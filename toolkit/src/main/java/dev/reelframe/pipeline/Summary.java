package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** A run at a glance: one row per analyzer. */
final class Summary {
  /** A row. */
  private record Line(
      @Column("name") String analyzer,
      @Column(
              value = "how it ended",
              values = {"ok", "empty", "degraded", "skipped", "failed"})
          String state,
      @Column("rows of its table") Optional<Integer> rows,
      @Column("share of the time axis that its intervals cover") Optional<Double> coverageRatio,
      @Column("CPU time of its thread") double cpuS,
      @Column("why, where it is neither ok nor empty") String reason) {
    static final RowSchema<Line> SCHEMA =
        RowSchema.of(Line.class, "summary", "How each analyzer ended");
  }

  private Summary() {}

  static Table of(Analysis analysis) {
    RowWriter<Line> rows = Line.SCHEMA.rows();
    for (AnalyzerResult result : analysis.results()) {
      rows.add(
          new Line(
              result.name(),
              result.state().word(),
              result.table().map(Table::rowCount),
              analysis.coverage(result.name()).map(c -> round(c, 4)),
              round(result.cpuSeconds(), 3),
              result.state().reason()));
    }
    return rows.table();
  }

  private static double round(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
