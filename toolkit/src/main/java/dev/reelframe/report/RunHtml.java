package dev.reelframe.report;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.table.MeasuredTable;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run as HTML: how each analyzer ended. */
public final class RunHtml {
  private RunHtml() {}

  /** For a notebook's cell. */
  public static Html of(Analysis run) {
    String name = FittedText.line(run.video().file().getFileName().toString(), 120);
    Html head =
        Html.tag("p")
            .css("head")
            .add(Html.tag("b").add(Html.tag("bdi").addText(name)))
            .addText(" ")
            .add(Html.tag("span").css("m").addText(headline(run)));
    Html time = Html.tag("p").css("m").addText(run.whereTheTimeWent());
    return cell(head, states(run, Html::text), time);
  }

  /** What a notebook's cell shows, with the style it needs: complete in itself. */
  static Html cell(Html... content) {
    return Html.of(Style.block(), Html.tag("div").css("rf").add(content));
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
   * @param name makes what stands for an analyzer's name, for example a link
   */
  static Html states(Analysis run, Function<String, Html> name) {
    boolean reasons = run.results().stream().anyMatch(r -> !r.state().reason().isEmpty());
    Tag head = Html.tag("tr").add(heading("", "analyzer"), heading("", "state"));
    head.add(heading("n", "rows"), heading("n", "covers"), heading("n", "CPU"));
    if (reasons) {
      head.add(heading("", "why"));
    }
    Tag body = Html.tag("tbody");
    for (AnalyzerResult result : run.results()) {
      Tag row = Html.tag("tr");
      row.add(Html.tag("td").add(name.apply(result.name())));
      row.add(Html.tag("td").add(HtmlTable.badge(result.state())));
      row.add(number("rows", result.table().map(t -> "%,d".formatted(t.rowCount())).orElse("–")));
      row.add(number("covers", run.coverage(result.name()).map(RunHtml::percent).orElse("–")));
      row.add(number("CPU", String.format(Locale.ROOT, "%.2f s", result.cpuSeconds())));
      if (reasons) {
        String reason = FittedText.line(result.state().reason(), 600);
        Tag told = Html.tag("div").attribute("title", reason).add(Html.tag("bdi").addText(reason));
        row.add(Html.tag("td").css("w").add(told));
      }
      body.add(row);
    }
    return table(head, body);
  }

  private static Html table(Tag head, Tag body) {
    Tag table = Html.tag("table").css("states").add(Html.tag("thead").add(head), body);
    return HtmlTable.scrolling().add(table);
  }

  private static Tag heading(String css, String words) {
    Tag heading = Html.tag("th");
    return (css.isEmpty() ? heading : heading.css(css)).addText(words);
  }

  /** A figure, and what it is where a narrow page has no heads of columns. */
  private static Tag number(String name, String text) {
    return Html.tag("td").css("n").attribute("data-name", name).addText(text);
  }

  private static String percent(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 1) {
      return "< 1 %";
    }
    // Nearly all is not all: never rounded up to 100.
    return percent > 99 && percent < 99.995
        ? String.format(Locale.ROOT, "%.1f %%", Math.floor(10 * percent) / 10)
        : String.format(Locale.ROOT, "%.0f %%", percent);
  }

  /** The seven criteria, for a notebook's cell. */
  public static Html ofScorecard(MeasuredTable card) {
    return cell(scorecard(card));
  }

  /** The seven criteria. */
  static Html scorecard(MeasuredTable card) {
    Tag head = Html.tag("tr").add(heading("n", ""), heading("", "criterion"));
    head.add(heading("", "verdict"), heading("t", "measured"));
    head.add(heading("t", "target, and how it is measured"));
    Tag body = Html.tag("tbody");
    for (int row = 0; row < card.rowCount(); row++) {
      String word = cell(card, "verdict", row);
      Tag verdict = Html.tag("td").css("v");
      verdict.add(Html.tag("span").css("st " + word).addText(word.replace('_', ' ')));
      if (!card.column("needs").isMissing(row)) {
        verdict.add(Html.tag("br"), muted("needs " + cell(card, "needs", row)));
      }
      Tag target = Html.tag("td").css("t").addText(cell(card, "target", row));
      target.add(Html.tag("br"), muted(cell(card, "formula", row)));
      body.add(
          Html.tag("tr")
              .add(Html.tag("td").css("n").addText(cell(card, "number", row)))
              .add(Html.tag("td").addText(cell(card, "criterion", row)))
              .add(verdict)
              .add(Html.tag("td").css("t").addText(cell(card, "measured", row)))
              .add(target));
    }
    return table(head, body);
  }

  private static Tag muted(String text) {
    return Html.tag("span").css("m").addText(text);
  }

  private static String cell(MeasuredTable table, String column, int row) {
    return FittedText.line(table.column(column).getString(row), 400);
  }
}
