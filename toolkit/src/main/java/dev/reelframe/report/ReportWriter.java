package dev.reelframe.report;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.PageWidth;
import dev.reelframe.chart.Picture;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunWriter;
import dev.reelframe.table.PlainTable;
import dev.reelframe.table.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code report.html}: one file that holds all it shows. It runs no script and loads nothing, which
 * its content security policy says to the browser as well: what stands in a video's captions stays
 * text.
 */
public final class ReportWriter implements RunWriter {
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action"
          + " 'none'";

  /** For the service loader. */
  public ReportWriter() {}

  @Override
  public List<Path> write(Analysis analysis, Path folder) throws IOException {
    Path page = folder.resolve("report.html");
    return List.of(Files.writeString(page, html(analysis), StandardCharsets.UTF_8));
  }

  /** The page. */
  public static String html(Analysis run) {
    String name = FittedText.line(run.video().file().getFileName().toString(), 200);
    Tag main = Html.tag("main").add(Html.tag("h1").add(Html.tag("bdi").addText(name)));
    facts(main, run);
    main.add(FirstPage.of(run));
    main.add(Html.tag("h2").addText("Timeline"), fitting(run::timeline));
    main.add(Html.tag("h2").addText("Where the time went"));
    main.add(Html.tag("p").css("say").addText(run.whereTheTimeWent()), RunAdvice.costs(run));
    main.add(Html.tag("h2").addText("What could be done"), RunAdvice.suggestions(run));
    main.add(Html.tag("h2").addText("Analyzers"));
    main.add(
        inset(RunHtml.states(run, id -> Html.tag("a").attribute("href", "#" + id).addText(id))));
    main.add(Html.tag("h2").addText("Scorecard"), inset(RunHtml.scorecard(run.scorecard())));
    main.add(Html.tag("h2").addText("Tables"));
    run.results().forEach(result -> main.add(section(run, result)));
    profile(main, run);
    footer(main, run);
    return Html.page(name + " · Reelframe", POLICY, Style.page(), Html.tag("body").add(main));
  }

  /** A picture for screens and paper, and one for phones: letters keep their size on both. */
  private static Html fitting(Function<PageWidth, Picture> painter) {
    return Html.of(
        Html.tag("div").css("wide").add(painter.apply(PageWidth.WIDE).html()),
        Html.tag("div").css("narrow").add(painter.apply(PageWidth.NARROW).html()));
  }

  /** In the style of tables. */
  private static Tag inset(Html... content) {
    return Html.tag("div").css("rf").add(content);
  }

  private static void facts(Tag main, Analysis run) {
    Map<String, String> facts = MediaHtml.facts(run.video().info());
    String line =
        facts.entrySet().stream()
            .map(e -> e.getValue().equals("none") ? "no " + e.getKey() : e.getValue())
            .collect(Collectors.joining(" · "));
    main.add(Html.tag("p").css("lead").addText(line));
    main.add(Html.tag("p").css("lead").addText(RunHtml.headline(run)));
    run.damage()
        .map(damage -> "The file is damaged: " + FittedText.line(damage, 400))
        .ifPresent(words -> main.add(Html.tag("p").css("lead").addText(words)));
  }

  private static Html section(Analysis run, AnalyzerResult result) {
    Tag section = Html.tag("section").attribute("id", result.name());
    section.add(
        Html.tag("h3")
            .addText(result.name() + " ")
            .add(Html.tag("span").css("rf").add(HtmlTable.badge(result.state()))));
    Tag meaning = Html.tag("p").css("say");
    meaning.addText(FittedText.line(result.spec().schema().meaning(), 300));
    result.table().ifPresent(table -> meaning.addText(" · " + PlainTable.size(table)));
    section.add(meaning);
    if (!(result.state() instanceof State.Ok || result.state() instanceof State.Empty)) {
      String reason = FittedText.line(result.state().reason(), 600);
      section.add(Html.tag("p").add(Html.tag("bdi").addText(reason)));
    }
    result
        .table()
        .filter(table -> !table.isEmpty())
        .ifPresent(table -> {
          if (Charts.drawable(table)) {
            section.add(fitting(width -> Charts.plot(table, run.durationS(), width)));
          }
          section.add(inset(HtmlTable.REPORT.of(table), HtmlTable.REPORT.about(table)));
        });
    return section;
  }

  private static void profile(Tag main, Analysis run) {
    int workers = run.cost().workers();
    main.add(Html.tag("h2").addText("Profile"));
    main.add(
        Html.tag("p")
            .css("say")
            .addText(
                "What worked when, in seconds since the run began. Workers: " + workers + "."));
    main.add(fitting(run.cost()::gantt));
    main.add(
        inset(
            Html.tag("details")
                .add(
                    Html.tag("summary").addText("All kinds of work"),
                    HtmlTable.REPORT.of(run.profile()))));
  }

  private static void footer(Tag main, Analysis run) {
    String version = ReportWriter.class.getPackage().getImplementationVersion();
    main.add(
        Html.tag("footer")
            .addText(
                "Reelframe %s · media sha256 %s · tables as files stand in tables/, all of this in analysis.json"
                    .formatted(version == null ? "" : version, run.video().sha256())));
  }
}
