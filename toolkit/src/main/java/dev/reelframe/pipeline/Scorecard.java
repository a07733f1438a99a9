package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.models.Attention;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;

/**
 * The seven criteria, computed from what the run stored. The analyzers asked for are a fixed list,
 * whatever this run was told to run: one that was left out or skipped counts against it. What needs
 * a vision-language model or a GPU says so where there was none.
 */
final class Scorecard {
  private static final String TEMPORAL = "qwen2_vl_temporal";

  /**
   * The 18 analyzers of the report that set the criteria, and the 8 that it named and never ran.
   */
  static final List<String> WANTED =
      List.of(
          "cut_analysis",
          "scene_segmentation",
          "camera_analysis",
          "color_analysis",
          "content_quality",
          "background_segmentation",
          "object_detection",
          "body_pose",
          "age_estimation",
          "eye_tracking",
          "text_overlay",
          "speech_transcription",
          "audio_analysis",
          "audio_environment",
          "speech_emotion",
          "speech_flow",
          TEMPORAL,
          "temporal_flow",
          "composition_analysis",
          "visual_effects",
          "product_detection",
          "face_emotion",
          "speech_rate",
          "sound_effects",
          "comment_cta_detection",
          "cross_analyzer_intelligence");

  /** From this many rows on a confidence that never changes is no model's. */
  private static final int CONSTANT_ROWS = 10;

  private static final String VLM = "a vision-language model";
  private static final String GPU = "a GPU";

  /** A row. */
  private record Criterion(
      @Column("1..7") int number,
      @Column("what is asked") String criterion,
      @Column("what must be shown") String target,
      @Column("what this run showed") String measured,
      @Column("whether the target was met") Verdict verdict,
      @Column("what was lacking to measure it; missing where it was measured") String needs,
      @Column("how the measurement is made") String formula) {
    static final RowSchema<Criterion> SCHEMA =
        RowSchema.of(
                Criterion.class,
                "scorecard",
                "One of the seven acceptance criteria, with its measurement")
            .version(2);
  }

  private enum Verdict {
    MET,
    MISSED,
    NOT_MEASURED;

    static Verdict of(boolean met) {
      return met ? MET : MISSED;
    }
  }

  private final Analysis run;
  private final RowWriter<Criterion> rows = Criterion.SCHEMA.rows();

  private Scorecard(Analysis run) {
    this.run = run;
  }

  static MeasuredTable of(Analysis run) {
    Scorecard card = new Scorecard(run);
    card.automatic();
    card.analyzersEnded();
    card.speed();
    card.everySecond();
    card.realOutput();
    card.gpu();
    return MeasuredTable.of(
        card.rows.table(),
        Criterion.SCHEMA.schema(),
        Provenance.of("scorecard", "1", Map.of()),
        State.OK,
        Optional.empty());
  }

  private void add(String criterion, String target, String measured, boolean met, String formula) {
    rows.add(
        new Criterion(rows.size() + 1, criterion, target, measured, Verdict.of(met), "", formula));
  }

  private void lacks(String needs, String criterion, String target, String measured, String how) {
    rows.add(
        new Criterion(
            rows.size() + 1, criterion, target, measured, Verdict.NOT_MEASURED, needs, how));
  }

  private void automatic() {
    List<String> waiting =
        run.results().stream().filter(Scorecard::waits).map(AnalyzerResult::name).toList();
    add(
        "fully automatic",
        "source in, tables out, no step between",
        waiting.isEmpty()
            ? run.tables().size() + " tables from one call"
            : waiting.size() + " wait for a step of the user's: " + String.join(", ", waiting),
        waiting.isEmpty() && !run.tables().isEmpty(),
        "analyzers that were skipped for want of something");
  }

  /** Skipped, and something that the user can do would end that. */
  private static boolean waits(AnalyzerResult result) {
    return result.state() instanceof State.Skipped skipped
        && (!skipped.remedy().isEmpty() || skipped.cause().contains("`"));
  }

  private void analyzersEnded() {
    Map<String, Long> ends = new TreeMap<>();
    WANTED.forEach(name -> ends.merge(end(name), 1L, Long::sum));
    long good = ends.getOrDefault("ok", 0L) + ends.getOrDefault("empty", 0L);
    String counted =
        List.of("ok", "empty", "degraded", "skipped", "failed", "not run").stream()
            .filter(ends::containsKey)
            .map(state -> ends.get(state) + " " + state)
            .collect(Collectors.joining(", "));
    add(
        "all analyzers succeed",
        "each of " + WANTED.size() + " ends as ok or empty",
        "%s; %.1f %%".formatted(counted, 100.0 * good / WANTED.size()),
        good == WANTED.size(),
        "100 x (ok + empty) / " + WANTED.size() + " analyzers of the fixed list");
  }

  private String end(String analyzer) {
    return run.results().stream()
        .filter(r -> r.name().equals(analyzer))
        .map(r -> r.state().word())
        .findFirst()
        .orElse("not run");
  }

  /** A run that left analyzers out is no measure of the speed of all. */
  private void speed() {
    double ratio = run.cost().wallS() / Math.max(1e-9, run.durationS());
    boolean described = temporal().isPresent();
    double limit = described ? 3.5 : 0.2;
    String criterion = described ? "faster than 3.5x real time" : "faster than 0.2x real time";
    String target =
        described
            ? "all analyzers below 3.5x with the vision-language model, on a GPU"
            : "all other analyzers below 0.2x without the vision-language model, on two cores";
    String measured =
        String.format(
            Locale.ROOT,
            "%.3fx (%.2f s for %.2f s, %d analyzers with a table, %d cores)",
            ratio,
            run.cost().wallS(),
            run.durationS(),
            run.tables().size(),
            Runtime.getRuntime().availableProcessors());
    String how = "wall seconds of the run / seconds of video, all of the fixed list at work";
    long idle =
        WANTED.stream()
            .filter(name -> !name.equals(TEMPORAL))
            .filter(name -> List.of("not run", "skipped").contains(end(name)))
            .count();
    if (idle > 0) {
      String without = measured + "; " + idle + " analyzers of the list did not work";
      lacks("a run of all analyzers", criterion, target, without, how);
    } else {
      add(criterion, target, measured, ratio < limit, how);
    }
  }

  private Optional<AnalyzerResult> temporal() {
    return run.results().stream()
        .filter(r -> r.name().equals(TEMPORAL) && r.table().isPresent())
        .findFirst();
  }

  private void everySecond() {
    String formula = "union of the segments' intervals / duration";
    if (temporal().isEmpty() || run.durationS() <= 0) {
      lacks(
          VLM,
          "every second analysed",
          "100 % coverage, gaps listed",
          TEMPORAL + " has no table in this run",
          formula);
      return;
    }
    double coverage = run.coverage(TEMPORAL).orElse(0.0);
    List<Interval> gaps =
        Interval.gaps(Interval.of(run.table(TEMPORAL)), new Interval(0, run.durationS()));
    String listed =
        gaps.stream()
            .map(g -> String.format(Locale.ROOT, "%.2f-%.2f", g.startS(), g.endS()))
            .toList()
            .toString();
    add(
        "every second analysed",
        "100 % coverage, gaps listed",
        String.format(Locale.ROOT, "%.2f %%, gaps %s", 100 * coverage, listed),
        gaps.isEmpty(),
        formula);
  }

  private void realOutput() {
    long rowsInAll = run.tables().stream().mapToLong(t -> t.rowCount()).sum();
    List<String> doubts =
        run.results().stream()
            .flatMap(result -> result.table().stream().flatMap(table -> doubts(result, table)))
            .toList();
    add(
        "real output, no placeholder",
        "each row from a model or a measurement named in the table's provenance",
        doubts.isEmpty()
            ? rowsInAll + " rows in " + run.tables().size() + " tables"
            : String.join("; ", doubts),
        doubts.isEmpty() && rowsInAll > 0,
        "tables with a model declared and none named, with one confidence in all of "
            + CONSTANT_ROWS
            + " or more rows, or with rows outside of the clip");
  }

  private Stream<String> doubts(AnalyzerResult result, MeasuredTable table) {
    List<String> found = new ArrayList<>();
    String name = result.name();
    boolean declared = !result.spec().models().isEmpty();
    if (declared && !table.isEmpty() && table.provenance().models().isEmpty()) {
      found.add(name + " names no model");
    }
    if (table.containsColumn("confidence") && table.rowCount() >= CONSTANT_ROWS) {
      DoubleColumn sure = table.doubleColumn("confidence").removeMissing();
      if (sure.size() >= CONSTANT_ROWS && sure.countUnique() == 1) {
        found.add(name + " has one confidence in all rows");
      }
    }
    if (table.containsColumn("start_s")
        && Interval.of(table).stream()
            .anyMatch(i -> i.startS() < 0 || i.endS() > run.durationS() + 1e-6)) {
      found.add(name + " has rows outside of the clip");
    }
    return found.stream();
  }

  private void gpu() {
    DeviceUse device = run.cost().device();
    List<GpuRecording> seen = run.cost().gpus();
    boolean used = device.used().kind() == Device.Kind.CUDA;
    OptionalDouble mean =
        seen.stream().flatMapToDouble(gpu -> gpu.meanBusyRatio().stream()).average();
    String none = "no GPU took part in this run" + reason(device);
    String criterion = "GPU busy above 70 %";
    String target = "mean utilisation over the run's own window";
    String how = "mean of NVML utilisation samples between start and end of the run";
    Stream<String> devices = seen.stream().map(GpuRecording::toString);
    String measured =
        Stream.concat(devices, used ? Stream.empty() : Stream.of(none))
            .collect(Collectors.joining("; "));
    if (used && mean.isPresent()) {
      add(criterion, target, measured, mean.getAsDouble() > 0.7, how);
    } else {
      lacks(GPU, criterion, target, measured, how);
    }
    attention(seen);
  }

  private void attention(List<GpuRecording> seen) {
    Optional<String> ran = temporal().map(result -> result.circumstances().get("attention"));
    boolean onGpu = ran.isPresent() && ran.get().contains("cuda:");
    Optional<Gpu> card = seen.stream().map(GpuRecording::gpu).findFirst();
    Optional<Attention> fits =
        card.map(gpu -> Attention.on(Device.cuda(gpu.index()), Optional.of(gpu.capability())));
    String would =
        card.flatMap(gpu -> fits.map(kernel -> "; " + gpu.name() + " would take " + kernel))
            .orElse("");
    String criterion = "attention kernel fits the device";
    String target = "the one that the compute capability allows, and printed";
    String how = "compute capability >= 8.0: flash; 7.5: memory-efficient fp16; else plain";
    if (onGpu && fits.isPresent()) {
      String kernel = ran.orElseThrow();
      boolean best = kernel.startsWith(fits.get().path().toString());
      add(criterion, target, TEMPORAL + ": " + kernel + (best ? "" : would), best, how);
    } else {
      String measured =
          (onGpu
                  ? "the driver does not tell the GPU's compute capability"
                  : "no attention ran on a GPU")
              + ran.map(path -> ": " + path).orElse("")
              + would;
      lacks(temporal().isEmpty() ? VLM + " and " + GPU : GPU, criterion, target, measured, how);
    }
  }

  private static String reason(DeviceUse device) {
    return device.reason().isEmpty() ? "" : ": " + device.reason();
  }
}
