package dev.reelframe.cli;

import dev.reelframe.fetch.Sources;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.Plan;
import dev.reelframe.pipeline.StepCosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  @Parameters(paramLabel = "SOURCE", description = "a video file, or an http(s) address")
  private String source;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "these analyzers, and those they need")
  private Set<String> only;

  @Option(
      names = "--set",
      paramLabel = "ANALYZER.PARAMETER=VALUE",
      description = "a parameter, as docs/tables.md names it; may be repeated")
  private Map<String, String> parameters = Map.of();

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

  @Mixin private MediaOptions media;

  @Override
  public Integer call() throws IOException {
    Pipeline pipeline = Pipeline.standard().set(parameters);
    pipeline = only == null ? pipeline : pipeline.only(only);
    StepCosts measured = StepCosts.measured(costs).orElseGet(StepCosts::shipped);
    Plan plan = pipeline.plan(media.open(source, Sources.standard()), measured);
    print(plan, spec.commandLine().getOut());
    if (picture.isPresent()) {
      plan.picture().save(picture.get());
    }
    return 0;
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
