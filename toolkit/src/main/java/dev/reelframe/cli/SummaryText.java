package dev.reelframe.cli;

import dev.reelframe.analyzer.Result;
import dev.reelframe.pipeline.Analysis;

/** A run's summary for a terminal: a narrow table, reasons below it. */
final class SummaryText {
  private static final int REASON_CHARACTERS = 160;

  private SummaryText() {}

  static String of(Analysis run) {
    StringBuilder text =
        new StringBuilder(run.summary().removeColumns("reason").printAll()).append('\n');
    for (Result result : run.results()) {
      String reason = result.state().reason();
      if (!reason.isEmpty()) {
        text.append("%s %s: %s%n".formatted(result.name(), result.state().word(), cut(reason)));
      }
    }
    return text.toString();
  }

  private static String cut(String reason) {
    String line = reason.replaceAll("\\s+", " ");
    return line.length() > REASON_CHARACTERS
        ? line.substring(0, REASON_CHARACTERS - 1) + "…"
        : line;
  }
}
