package dev.reelframe.report;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.Markup;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunPainter;
import dev.reelframe.pipeline.RunWriter;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code report.html}: one file that holds all it shows. It runs no script and loads nothing, which
 * its content security policy says to the browser as well: what stands in a video's captions stays
 * text.
 */
public final class ReportWriter implements RunWriter {
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  /** For the service loader. */
  public ReportWriter() {}

  @Override
  public List<Path> write(Analysis analysis, Path folder) throws IOException {
    Path page = folder.resolve("report.html");
    return List.of(Files.writeString(page, html(analysis), StandardCharsets.UTF_8));
  }

  /** The page. */
  public static String html(Analysis run) {
    RunPainter painter = RunPainter.found();
    String name = Markup.escaped(Markup.line(run.video().file().getFileName().toString(), 200));
    StringBuilder out = new StringBuilder(1 << 18);
    out.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(POLICY)
        .append("\">");
    out.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    out.append("<title>").append(name).append(" · Reelframe</title>").append(Style.page());
    out.append("</head><body><main><h1><bdi>").append(name).append("</bdi></h1>");
    facts(out, run);
    out.append("<h2>Timeline</h2>").append(run.timeline().html());
    out.append("<h2>Analyzers</h2><div class=\"rf\">");
    out.append(RunHtml.states(run, id -> "<a href=\"#" + id + "\">" + id + "</a>"))
        .append("</div>");
    out.append("<h2>Scorecard</h2><div class=\"rf\">");
    out.append(RunHtml.scorecard(run.scorecard())).append("</div>");
    out.append("<h2>Tables</h2>");
    run.results().forEach(result -> section(out, run, result, painter));
    profile(out, run, painter);
    footer(out, run);
    return out.append("</main></body></html>\n").toString();
  }

  private static void facts(StringBuilder out, Analysis run) {
    Map<String, String> facts = MediaHtml.facts(run.video().info());
    String line =
        facts.entrySet().stream()
            .map(e -> e.getValue().equals("none") ? "no " + e.getKey() : e.getValue())
            .collect(Collectors.joining(" · "));
    out.append("<p class=\"lead\">").append(Markup.escaped(line)).append("</p>");
    out.append("<p class=\"lead\">").append(Markup.escaped(RunHtml.headline(run))).append("</p>");
    run.damage()
        .ifPresent(d ->
            out.append("<p class=\"lead\">The file is damaged: ")
                .append(Markup.escaped(Markup.line(d, 400)))
                .append("</p>"));
  }

  private static void section(
      StringBuilder out, Analysis run, AnalyzerResult result, RunPainter painter) {
    String name = Markup.escaped(result.name());
    out.append("<section id=\"").append(name).append("\"><h3>").append(name).append(' ');
    out.append("<span class=\"rf\">").append(HtmlTable.badge(result.state()));
    out.append("</span></h3><p class=\"say\">");
    out.append(Markup.escaped(Markup.line(result.spec().schema().meaning(), 300)));
    result.table().ifPresent(t -> out.append(" · ").append(HtmlTable.size(t)));
    out.append("</p>");
    if (!(result.state() instanceof State.Ok || result.state() instanceof State.Empty)) {
      out.append("<p><bdi>").append(Markup.escaped(Markup.line(result.state().reason(), 600)));
      out.append("</bdi></p>");
    }
    result
        .table()
        .filter(table -> !table.isEmpty())
        .ifPresent(table -> {
          if (Charts.drawable(table)) {
            out.append(painter.plot(table, run.durationS()).html());
          }
          out.append("<div class=\"rf\">").append(HtmlTable.REPORT.of(table));
          out.append(HtmlTable.REPORT.about(table)).append("</div>");
        });
    out.append("</section>");
  }

  private static void profile(StringBuilder out, Analysis run, RunPainter painter) {
    MeasuredTable spans = run.profile();
    out.append(
        "<h2>Profile</h2><p class=\"say\">What worked when, in seconds since the run began. ");
    out.append("Workers: ").append(run.cost().workers()).append(".</p>");
    out.append(painter.profile(run).html());
    out.append("<div class=\"rf\"><details><summary>All spans</summary>");
    out.append(HtmlTable.REPORT.of(spans)).append("</details></div>");
  }

  private static void footer(StringBuilder out, Analysis run) {
    String version = ReportWriter.class.getPackage().getImplementationVersion();
    out.append("<footer>Reelframe ").append(version == null ? "" : version);
    out.append(" · media sha256 ").append(run.video().sha256());
    out.append(" · tables as files stand in tables/, all of this in analysis.json</footer>");
  }
}
