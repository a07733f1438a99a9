package dev.reelframe.cli;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.pipeline.Analysis;
import java.util.Locale;

/** A run's summary for a terminal of 80 columns: a line per analyzer, reasons below. */
final class SummaryText {
  private SummaryText() {}

  static String of(Analysis run) {
    StringBuilder text = new StringBuilder(line("analyzer", "state", "rows", "coverage", "cpu"));
    for (AnalyzerResult result : run.results()) {
      text.append(
          line(
              result.name(),
              result.state().word(),
              result.table().map(table -> "" + table.rowCount()).orElse(""),
              run.coverage(result.name())
                  .map(c -> String.format(Locale.ROOT, "%.0f %%", 100 * c))
                  .orElse(""),
              String.format(Locale.ROOT, "%.2f s", result.cpuSeconds())));
    }
    text.append('\n');
    for (AnalyzerResult result : run.results()) {
      String reason = result.state().reason();
      if (!reason.isEmpty()) {
        String whole = "%s %s: %s".formatted(result.name(), result.state().word(), reason);
        text.append(WrappedText.of(whole, "  ")).append('\n');
      }
    }
    return text.append(WrappedText.of(run.whereTheTimeWent(), "  ")).append('\n').toString();
  }

  private static String line(String name, String state, String rows, String coverage, String cpu) {
    return "%-28s  %-8s  %6s  %8s  %8s%n".formatted(name, state, rows, coverage, cpu);
  }
}
