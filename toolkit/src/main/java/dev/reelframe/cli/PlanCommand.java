package dev.reelframe.cli;

import dev.reelframe.fetch.Sources;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.CardPrediction;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.Plan;
import dev.reelframe.pipeline.StepCosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe plan}: what a run would do and take. */
@Command(
    name = "plan",
    description = "What a run over a video would do, and what it is expected to take.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "video files, folders of them, patterns, http(s) addresses, @FILE for a list")
  private List<String> sources;

  @Mixin private AnalyzerOptions analyzers;

  @Option(
      names = "--costs",
      paramLabel = "DIR",
      defaultValue = "results",
      description =
          "results of earlier runs, whose profiles say what a step costs; without any, a measurement"
              + " that comes along (default: ${DEFAULT-VALUE})")
  private Path costs;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "draw it as well, as .svg or .png")
  private Optional<Path> picture = Optional.empty();

  @Mixin private CardOptions card;

  @Mixin private MediaOptions media;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws IOException {
    Pipeline pipeline = analyzers.pipeline();
    StepCosts measured = StepCosts.measured(costs).orElseGet(StepCosts::shipped);
    List<String> clips = Corpus.named(sources).sources();
    if (picture.isPresent() && clips.size() > 1) {
      throw new IllegalArgumentException("--picture draws one clip, not " + clips.size());
    }
    PrintWriter out = spec.commandLine().getOut();
    for (String clip : clips) {
      Video video = media.open(clip, Sources.standard());
      Optional<CardPrediction> predicted = card.prediction(pipeline, video, measured);
      if (predicted.isPresent()) {
        show(clip, predicted.get(), out);
        continue;
      }
      Plan plan = pipeline.plan(video, measured);
      if (json.isWanted()) {
        JsonOption.print(out, fields(clip, plan));
      } else {
        if (clips.size() > 1) {
          out.println(clip);
        }
        print(plan, out);
      }
      if (picture.isPresent()) {
        plan.picture().save(picture.get());
      }
    }
    return 0;
  }

  private void show(String clip, CardPrediction predicted, PrintWriter out) throws IOException {
    if (json.isWanted()) {
      JsonOption.print(out, CardOptions.fields(clip, predicted));
    } else {
      out.println(CardOptions.words(predicted));
    }
    if (picture.isPresent()) {
      predicted.picture().save(picture.get());
    }
  }

  private static Map<String, Object> fields(String clip, Plan plan) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Plan.Step step : plan.steps()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", step.name());
      step.cpuS().ifPresent(s -> fields.put("cpu_s", s));
      step.skipped()
          .ifPresentOrElse(
              why -> fields.put("skipped", why), () -> fields.put("end_s", step.endS()));
      fields.put("after", step.after());
      steps.add(fields);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", clip);
    fields.put("cpu_s", plan.cpuS());
    fields.put("expected_s", plan.expectedS());
    fields.put("workers", plan.workers());
    fields.put("critical_path", plan.criticalPath());
    fields.put("costs_from", plan.costsFrom());
    fields.put("steps", steps);
    return fields;
  }

  private static void print(Plan plan, PrintWriter out) {
    out.printf(Locale.ROOT, "%-30s %8s %8s  %s%n", "step", "cpu", "end", "after");
    for (Plan.Step step : plan.steps()) {
      String end = step.skipped().isPresent() ? "skipped" : seconds(Optional.of(step.endS()));
      out.printf(
          Locale.ROOT,
          "%-30s %8s %8s  %s%n",
          (step.critical() ? "* " : "  ") + step.name(),
          seconds(step.cpuS()),
          end,
          after(step.after()));
    }
    out.println();
    out.println(
        WrappedText.of(
            String.format(
                Locale.ROOT,
                "Expected: %.1f s of CPU, about %.1f s with %d workers. Longest way (*): %s.",
                plan.cpuS(),
                plan.expectedS(),
                plan.workers(),
                String.join(", ", plan.criticalPath())),
            ""));
    out.println(WrappedText.of("Costs: " + plan.costsFrom() + ".", ""));
  }

  private static String after(List<String> names) {
    String all = String.join(", ", names);
    return all.length() <= 30 ? all : all.substring(0, 29) + "…";
  }

  private static String seconds(Optional<Double> value) {
    return value.map(s -> String.format(Locale.ROOT, "%.2f s", s)).orElse("?");
  }
}
