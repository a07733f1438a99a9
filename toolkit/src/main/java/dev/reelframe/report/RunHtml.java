package dev.reelframe.report;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.chart.Markup;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.table.MeasuredTable;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tech.tablesaw.columns.Column;

/** A run as HTML: how each analyzer ended. */
public final class RunHtml {
  private RunHtml() {}

  /** For a notebook's cell. */
  public static String of(Analysis run) {
    return Style.block()
        + "<div class=\"rf\"><p class=\"head\"><b><bdi>"
        + Markup.escaped(Markup.line(run.video().file().getFileName().toString(), 120))
        + "</bdi></b> <span class=\"m\">"
        + headline(run)
        + "</span></p>"
        + states(run, UnaryOperator.identity())
        + "</div>";
  }

  /** {@code 8.00 s in 1.24 s, 0.16x real time; 14 analyzers: 12 ok, 2 skipped}. */
  static String headline(Analysis run) {
    String speed =
        run.durationS() > 0
            ? String.format(Locale.ROOT, " (%.2f× real time)", run.cost().wallS() / run.durationS())
            : "";
    String states =
        run.results().stream()
            .collect(
                Collectors.groupingBy(
                    r -> r.state().word(), java.util.LinkedHashMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%.2f s of video in %.2f s%s; %d analyzers: %s",
        run.durationS(),
        run.cost().wallS(),
        speed,
        run.results().size(),
        states);
  }

  /**
   * One row per analyzer.
   *
   * @param name makes what stands for an analyzer's escaped name, for example a link
   */
  static String states(Analysis run, UnaryOperator<String> name) {
    boolean reasons = run.results().stream().anyMatch(r -> !r.state().reason().isEmpty());
    StringBuilder out =
        new StringBuilder(
            "<div class=\"scroll\"><table class=\"states\"><thead><tr><th>analyzer</th><th>state</th><th class=\"n\">rows</th><th class=\"n\">covers</th><th class=\"n\">CPU</th>");
    out.append(reasons ? "<th>why</th>" : "").append("</tr></thead><tbody>");
    for (AnalyzerResult result : run.results()) {
      String rows = result.table().map(t -> "%,d".formatted(t.rowCount())).orElse("–");
      String covers = run.coverage(result.name()).map(RunHtml::percent).orElse("–");
      out.append("<tr><td>").append(name.apply(Markup.escaped(result.name()))).append("</td><td>");
      out.append(HtmlTable.badge(result.state()));
      out.append("</td><td class=\"n\">").append(rows);
      out.append("</td><td class=\"n\">").append(covers);
      out.append("</td><td class=\"n\">");
      out.append(String.format(Locale.ROOT, "%.2f s", result.cpuSeconds()));
      if (reasons) {
        String reason = Markup.escaped(Markup.line(result.state().reason(), 600));
        out.append("</td><td class=\"w\"><div title=\"").append(reason).append("\"><bdi>");
        out.append(reason).append("</bdi></div>");
      }
      out.append("</td></tr>");
    }
    return out.append("</tbody></table></div>").toString();
  }

  private static String percent(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 1) {
      return "&lt; 1 %";
    }
    // Nearly all is not all: never rounded up to 100.
    return percent > 99 && percent < 99.995
        ? String.format(Locale.ROOT, "%.1f %%", Math.floor(10 * percent) / 10)
        : String.format(Locale.ROOT, "%.0f %%", percent);
  }

  /** The seven criteria, for a notebook's cell. */
  public static String ofScorecard(MeasuredTable card) {
    return Style.block() + "<div class=\"rf\">" + scorecard(card) + "</div>";
  }

  /** The seven criteria. */
  static String scorecard(MeasuredTable card) {
    StringBuilder out =
        new StringBuilder(
            "<div class=\"scroll\"><table class=\"states\"><thead><tr><th class=\"n\"></th><th>criterion</th><th>verdict</th><th class=\"t\">measured</th><th class=\"t\">target, and how it is measured</th></tr></thead><tbody>");
    for (int row = 0; row < card.rowCount(); row++) {
      String verdict = cell(card.column("verdict"), row);
      out.append("<tr><td class=\"n\">").append(cell(card.column("number"), row));
      out.append("</td><td>").append(cell(card.column("criterion"), row));
      out.append("</td><td><span class=\"st ").append(verdict).append("\">");
      out.append(verdict.replace('_', ' ')).append("</span>");
      if (!card.column("needs").isMissing(row)) {
        out.append("<br><span class=\"m\">needs ").append(cell(card.column("needs"), row));
        out.append("</span>");
      }
      out.append("</td><td class=\"t\">");
      out.append(cell(card.column("measured"), row)).append("</td><td class=\"t\">");
      out.append(cell(card.column("target"), row)).append("<br><span class=\"m\">");
      out.append(cell(card.column("formula"), row)).append("</span></td></tr>");
    }
    return out.append("</tbody></table></div>").toString();
  }

  private static String cell(Column<?> column, int row) {
    return Markup.escaped(Markup.line(column.getString(row), 400));
  }
}
