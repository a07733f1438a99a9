package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.Span;
import dev.reelframe.analyzer.Stage;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where the time of a run went, and what would help: each rule rests on what its profile measured.
 */
public final class TimeSpent {
  /** From this share of the run's time on one analyzer that works alone decides its length. */
  private static final double LONG_TAIL = 0.25;

  /** Up to this share of the run's time the work of an analyzer does not count. */
  private static final double SLIGHT = 0.02;

  /** From this share of all cores on they are the limit. */
  private static final double FULL_CORES = 0.75;

  /** From this many times its CPU seconds on work has waited for a core. */
  private static final double CROWDED = 2;

  /** Below this share a GPU is not the limit. */
  private static final double IDLE_GPU = 0.5;

  private final Analysis run;
  private final List<Span> spans;
  private final double wallS;

  private TimeSpent(Analysis run) {
    this.run = run;
    this.spans = run.cost().spans();
    this.wallS = run.cost().wallS();
  }

  static TimeSpent of(Analysis run) {
    return new TimeSpent(run);
  }

  /** A line or two of text: where the time went, then what would help. */
  public String sentence() {
    double all = sum(s -> true);
    if (!(all > 0) || !(wallS > 0)) {
      return "Nothing was worked on.";
    }
    return format("%.1f s by the clock, %.1f CPU seconds: ", wallS, cpuS())
        + shares(all)
        + advice();
  }

  private double cpuS() {
    return spans.stream().mapToDouble(Span::busyS).sum();
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  /** Seconds of work; of a model on a GPU the time that it ran. */
  private double sum(Predicate<Span> which) {
    return spans.stream().filter(which).mapToDouble(TimeSpent::workS).sum();
  }

  private static double workS(Span span) {
    boolean elsewhere = span.activity() == Activity.INFERENCE && span.device().startsWith("cuda");
    return elsewhere ? span.spentS() : span.busyS();
  }

  private String shares(double all) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("models", sum(s -> s.activity() == Activity.INFERENCE));
    parts.put("loading models", sum(s -> s.activity() == Activity.LOAD));
    parts.put("decoding", sum(s -> s.stage() == Stage.DECODE || s.stage() == Stage.READ));
    parts.put("the analyzers' own work", sum(TimeSpent::isOwnWork));
    parts.put("writing", sum(s -> s.stage() == Stage.WRITE));
    List<String> told = new ArrayList<>();
    parts.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .filter(part -> part.getValue() >= 0.005 * all)
        .forEach(p -> told.add(format("%s %.0f %%", p.getKey(), 100 * p.getValue() / all)));
    return String.join(", ", told) + ".";
  }

  private static boolean isOwnWork(Span span) {
    return switch (span.activity()) {
      case PREPROCESS, POSTPROCESS, MEASURE, DECIDE -> true;
      case DECODE, VIEW, LOAD, WAIT, INFERENCE, WRITE -> false;
    };
  }

  private String advice() {
    return " "
        + idleGpus()
            .or(this::longTail)
            .or(this::busyMachine)
            .or(this::fullCores)
            .or(this::slowDecoder)
            .orElseGet(() -> dearest(""));
  }

  private Optional<String> idleGpus() {
    OptionalDouble busy =
        run.cost().gpus().stream().flatMapToDouble(g -> g.meanBusyRatio().stream()).average();
    boolean used = spans.stream().anyMatch(s -> s.device().startsWith("cuda"));
    return used && busy.isPresent() && busy.getAsDouble() < IDLE_GPU
        ? Optional.of(
            format(
                "The GPU was busy %.0f %% of the time: several clips at once (--clips) would use it.",
                100 * busy.getAsDouble()))
        : Optional.empty();
  }

  /**
   * One analyzer that still works when all others have ended, but for what is made of its table.
   */
  private Optional<String> longTail() {
    Map<String, Double> ends = new LinkedHashMap<>();
    run.cost().work().stretches().stream()
        .filter(s -> s.activity() != Activity.WAIT && s.stage() != Stage.WRITE)
        .filter(s -> spentBy(s.name()) > SLIGHT * wallS)
        .forEach(s -> ends.merge(s.name(), s.endS(), Math::max));
    List<Map.Entry<String, Double>> last =
        ends.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(2)
            .toList();
    if (last.size() < 2) {
      return Optional.empty();
    }
    double alone = last.get(0).getValue() - last.get(1).getValue();
    return alone > LONG_TAIL * wallS
        ? result(last.get(0).getKey())
            .map(result ->
                format("For the last %.1f s only %s worked: ", alone, result.name())
                    + remedy(result)
                    + ".")
        : Optional.empty();
  }

  private Optional<AnalyzerResult> result(String name) {
    return run.results().stream().filter(r -> r.name().equals(name)).findFirst();
  }

  /** Work on the CPU that had to wait for a core: threads of one's own or other programs. */
  private Optional<String> busyMachine() {
    Set<String> served =
        run.results().stream()
            .filter(TimeSpent::isServed)
            .map(AnalyzerResult::name)
            .collect(Collectors.toSet());
    Predicate<Span> onCpu =
        s ->
            s.activity() == Activity.INFERENCE && s.device().startsWith("cpu")
                || isOwnWork(s) && !served.contains(s.name());
    double byTheClock = spans.stream().filter(onCpu).mapToDouble(Span::spentS).sum();
    double busy = sum(onCpu);
    return byTheClock > CROWDED * busy
        ? Optional.of(
            format(
                "Work of %.1f CPU seconds took %.1f s: other programs held the cores, a quiet machine"
                    + " would help most.",
                busy, byTheClock))
        : Optional.empty();
  }

  /** Whether a server did the work, for which the analyzer waited. */
  private static boolean isServed(AnalyzerResult result) {
    return result.table().stream()
        .flatMap(table -> table.provenance().models().stream())
        .anyMatch(ModelUse::isEndpoint);
  }

  private Optional<String> fullCores() {
    int cores = Math.min(run.cost().workers(), Runtime.getRuntime().availableProcessors());
    return cpuS() > FULL_CORES * wallS * cores
        ? Optional.of(dearest("The cores were the limit. "))
        : Optional.empty();
  }

  private String dearest(String before) {
    return run.results().stream()
        .max(Comparator.comparingDouble(r -> spentBy(r.name())))
        .map(result ->
            before
                + format(
                    "%s took most (%.1f s%s): %s.",
                    result.name(), spentBy(result.name()), models(result.name()), remedy(result)))
        .orElse("");
  }

  private double spentBy(String name) {
    return sum(s -> s.name().equals(name));
  }

  private String models(String name) {
    double inside = sum(s -> s.name().equals(name) && s.activity() == Activity.INFERENCE);
    return inside > 0 ? format(", %.1f s of it in models", inside) : "";
  }

  /** Where those who measure waited for the decoder most of the time. */
  private Optional<String> slowDecoder() {
    Predicate<Span> folding = s -> s.stage() == Stage.FOLD;
    double all = spans.stream().filter(folding).mapToDouble(Span::spentS).sum();
    double waited =
        spans.stream()
            .filter(folding.and(s -> s.what().equals("decoder")))
            .mapToDouble(Span::spentS)
            .sum();
    return waited > 0.5 * all
        ? Optional.of(
            format(
                "The analyzers waited for the decoder %.0f %% of their time: more clips at once, or"
                    + " a smaller copy of the clip, would help.",
                100 * waited / all))
        : Optional.empty();
  }

  /** What would make an analyzer cheaper. */
  public static String remedy(AnalyzerResult result) {
    Optional<Double> everyS =
        Optional.ofNullable(result.spec().parameters().get("every_s")).flatMap(TimeSpent::number);
    return everyS
        .map(s -> format("--set %s.every_s=%s looks half as often", result.name(), twice(s)))
        .orElse("without it (--only names those that are wanted) it would be faster");
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException automatic) {
      return Optional.empty();
    }
  }

  private static String twice(double value) {
    return format("%.3f", 2 * value).replaceAll("\\.?0+$", "");
  }
}
