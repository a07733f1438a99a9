package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.Picture;
import dev.reelframe.media.Video;
import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run would do, and what it is expected to take, before anything is decoded.
 *
 * @param steps the decoder, then the analyzers, required ones first
 * @param workers analyzers that may work at the same time
 * @param costsFrom where the costs were measured
 */
public record Plan(List<Step> steps, int workers, String costsFrom) {
  /** A row of {@link #table()}. */
  private record Line(
      double startS,
      double endS,
      @Column("analyzer, or 'decoder' for the child process") String step,
      @Column(
              value = "whether it runs",
              values = {"planned", "skipped"})
          String state,
      @Column("the tables that it reads") String after,
      @Column("what it reads of the picture and the sound") String views,
      @Column("those that are here for it") String models,
      @Column("CPU seconds expected; missing where nothing was measured") Optional<Double> cpuS,
      @Column("whether the run can end no earlier than it lets it") boolean critical,
      @Column("why it does not run") Optional<String> reason) {
    static final RowSchema<Line> SCHEMA =
        RowSchema.of(
            Line.class,
            "plan",
            "A step of a run that has not been made; time is seconds since its start, as early as"
                + " the step can end with a core of its own");

    static Line of(Step step) {
      return new Line(
          step.startS(),
          Math.max(step.endS(), step.startS() + 1e-9),
          step.name(),
          step.skipped().isPresent() ? "skipped" : "planned",
          String.join(", ", step.after()),
          String.join("; ", step.views()),
          String.join(", ", step.models()),
          step.cpuS(),
          step.critical(),
          step.skipped());
    }
  }

  /**
   * One step.
   *
   * @param after names of the steps whose tables it reads
   * @param skipped why it does not run; empty where it does
   * @param cpuS CPU seconds; empty where nothing was measured
   * @param endS seconds since the start of the run at the earliest
   */
  public record Step(
      String name,
      List<String> after,
      List<String> views,
      List<String> models,
      Optional<String> skipped,
      Optional<Double> cpuS,
      double startS,
      double endS,
      boolean critical) {

    private Step asCritical() {
      return new Step(name, after, views, models, skipped, cpuS, startS, endS, true);
    }
  }

  public Plan {
    steps = List.copyOf(steps);
  }

  static Plan of(Pipeline pipeline, Video video, StepCosts costs) {
    double durationS = video.durationS().orElse(0.0);
    Map<String, Step> steps = new LinkedHashMap<>();
    Map<String, String> waitsFor = new LinkedHashMap<>();
    List<Analyzer> reading =
        pipeline.analyzers().stream().filter(a -> !views(a, video).isEmpty()).toList();
    Optional<StepCosts.Cost> decoding =
        Optional.ofNullable(costs.steps().get(StepCosts.DECODER)).filter(c -> !reading.isEmpty());
    double decodedS =
        decoding.map(c -> Math.max(c.foldRatio(), c.decideRatio()) * durationS).orElse(0.0);
    Set<String> all = new LinkedHashSet<>();
    reading.forEach(a -> all.addAll(views(a, video)));
    steps.put(
        StepCosts.DECODER,
        new Step(
            StepCosts.DECODER,
            List.of(),
            List.copyOf(all),
            List.of(),
            reading.isEmpty() ? Optional.of("nothing is decoded") : Optional.empty(),
            decoding.map(c -> (c.foldRatio() + c.decideRatio()) * durationS),
            0,
            decodedS,
            false));
    for (Analyzer analyzer : pipeline.analyzers()) {
      add(analyzer, video, Optional.ofNullable(costs.steps().get(name(analyzer))), steps, waitsFor);
    }
    return new Plan(marked(steps, waitsFor), pipeline.workers(), costs.source());
  }

  private static String name(Analyzer analyzer) {
    return analyzer.spec().name();
  }

  private static List<String> views(Analyzer analyzer, Video video) {
    return analyzer.unable(video.info()).isPresent()
        ? List.of()
        : analyzer.spec().views().stream().filter(video::has).map(Object::toString).toList();
  }

  private static void add(
      Analyzer analyzer,
      Video video,
      Optional<StepCosts.Cost> cost,
      Map<String, Step> steps,
      Map<String, String> waitsFor) {
    AnalyzerSpec spec = analyzer.spec();
    Optional<String> skipped = analyzer.unable(video.info()).map(State::reason);
    Optional<StepCosts.Cost> own = cost.filter(c -> skipped.isEmpty());
    List<String> views = views(analyzer, video);
    double durationS = video.durationS().orElse(0.0);
    double foldS = own.map(c -> c.openS() + c.foldRatio() * durationS).orElse(0.0);
    double decideS = own.map(c -> c.decideRatio() * durationS).orElse(0.0);
    double foldedS = foldS;
    double readyS = foldS;
    List<String> before = new ArrayList<>(spec.inputs());
    if (!views.isEmpty()) {
      before.addFirst(StepCosts.DECODER);
    }
    for (String name : before) {
      if (steps.get(name).endS() > readyS) {
        readyS = steps.get(name).endS();
        waitsFor.put(spec.name(), name);
      }
    }
    double startS = views.isEmpty() ? Math.max(0, readyS - foldedS) : 0;
    steps.put(
        spec.name(),
        new Step(
            spec.name(),
            spec.inputs(),
            views,
            analyzer.modelsNow().stream().map(ModelUse::name).toList(),
            skipped,
            skipped.isPresent() ? Optional.of(0.0) : own.map(c -> foldS + decideS),
            startS,
            readyS + decideS,
            false));
  }

  /** The steps, those on the longest way marked. */
  private static List<Step> marked(Map<String, Step> steps, Map<String, String> waitsFor) {
    String last = StepCosts.DECODER;
    for (Step step : steps.values()) {
      last = step.endS() > steps.get(last).endS() ? step.name() : last;
    }
    for (String name = last; name != null; name = waitsFor.get(name)) {
      steps.computeIfPresent(name, (n, step) -> step.asCritical());
    }
    return List.copyOf(steps.values());
  }

  /** CPU seconds of all steps that were measured. */
  public double cpuS() {
    return steps.stream().flatMap(step -> step.cpuS().stream()).mapToDouble(s -> s).sum();
  }

  /** Seconds on this many cores: no less than the longest way, and than all work divided. */
  public double expectedS() {
    double longest = steps.stream().mapToDouble(Step::endS).max().orElse(0);
    return Math.max(longest, cpuS() / workers);
  }

  /** Names of the steps on the longest way, in order of time. */
  public List<String> criticalPath() {
    return steps.stream()
        .filter(Step::critical)
        .sorted((a, b) -> Double.compare(a.endS(), b.endS()))
        .map(Step::name)
        .toList();
  }

  /** One row per step. */
  public MeasuredTable table() {
    return MeasuredTable.of(
        Line.SCHEMA.table(steps.stream().map(Line::of).toList()),
        Line.SCHEMA.schema(),
        Provenance.of("plan", "1", Map.of()),
        State.OK,
        Optional.empty());
  }

  /** A bar for each step over the seconds of the run. */
  public Picture picture() {
    return Charts.plan(table());
  }

  @Override
  public String toString() {
    return table().printAll();
  }
}
