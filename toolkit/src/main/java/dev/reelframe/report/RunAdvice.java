package dev.reelframe.report;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.TimeSpent;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time of a run went, and what could be done about it; each rule is stated. */
final class RunAdvice {
  private static final int LISTED = 8;
  private static final double SLOW_SHARE = 0.2;
  private static final double LITTLE_COVERAGE = 0.05;

  private RunAdvice() {}

  /** What could be done, each with the rule that says so. */
  static Html suggestions(Analysis run) {
    List<Html> found = new ArrayList<>();
    toInstall(run)
        .forEach((remedy, names) ->
            found.add(
                item(
                    remedy,
                    "would enable " + String.join(", ", names),
                    "skipped, and something can be supplied")));
    double all = cpuS(run);
    for (AnalyzerResult result : byCost(run)) {
      if (result.cpuSeconds() > SLOW_SHARE * all) {
        String words =
            String.format(
                Locale.ROOT,
                "took %.0f %% of the CPU time: %s",
                100 * result.cpuSeconds() / all,
                TimeSpent.remedy(result));
        found.add(item(result.name(), words, "more than a fifth of all analyzers' CPU time"));
      }
    }
    List<String> little =
        run.results().stream()
            .filter(r -> r.state() instanceof State.Ok)
            .filter(r -> run.coverage(r.name()).filter(c -> c < LITTLE_COVERAGE).isPresent())
            .map(AnalyzerResult::name)
            .toList();
    if (!little.isEmpty()) {
      found.add(
          item(
              String.join(", ", little),
              "say little about this clip",
              "ok, and the rows cover less than 5 % of it"));
    }
    return found.isEmpty()
        ? Html.tag("p").css("say").addText("No rule has anything to suggest.")
        : Html.tag("ul").css("advice").add(found);
  }

  private static Html item(String what, String words, String rule) {
    return Html.tag("li")
        .add(Html.tag("b").add(Html.tag("bdi").addText(FittedText.line(what, 300))))
        .addText(" " + words + ". ")
        .add(Html.tag("span").css("m").addText("Rule: " + rule + "."));
  }

  private static Map<String, List<String>> toInstall(Analysis run) {
    Map<String, List<String>> remedies = new LinkedHashMap<>();
    for (AnalyzerResult result : run.results()) {
      if (result.state() instanceof State.Skipped skipped && !skipped.remedy().isEmpty()) {
        remedies.computeIfAbsent(skipped.remedy(), r -> new ArrayList<>()).add(result.name());
      }
    }
    return remedies;
  }

  private static double cpuS(Analysis run) {
    return run.results().stream().mapToDouble(AnalyzerResult::cpuSeconds).sum();
  }

  private static List<AnalyzerResult> byCost(Analysis run) {
    return run.results().stream()
        .sorted(Comparator.comparingDouble(AnalyzerResult::cpuSeconds).reversed())
        .toList();
  }

  /** Where the analyzers' CPU time went, the most first. */
  static Html costs(Analysis run) {
    double all = cpuS(run);
    if (!(all > 0)) {
      return Html.nothing();
    }
    List<AnalyzerResult> sorted = byCost(run);
    Tag list = Html.tag("div").css("costs");
    double rest = all;
    for (AnalyzerResult result : sorted.subList(0, Math.min(LISTED, sorted.size()))) {
      list.add(cost(result.name(), result.cpuSeconds(), all));
      rest -= result.cpuSeconds();
    }
    if (sorted.size() > LISTED) {
      list.add(cost((sorted.size() - LISTED) + " others", Math.max(0, rest), all));
    }
    return list;
  }

  private static Html cost(String name, double cpuS, double all) {
    String width = String.format(Locale.ROOT, "width:%.1f%%", 100 * cpuS / all);
    Tag bar = Html.tag("span").css("share").add(Html.tag("i").attribute("style", width));
    String words = String.format(Locale.ROOT, "%.2f s, %.0f %%", cpuS, 100 * cpuS / all);
    return Html.tag("div")
        .add(Html.tag("span").addText(name), bar, Html.tag("span").css("n").addText(words));
  }
}
