package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Result;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.models.Attention;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The seven criteria, computed from what the run stored; what was not measured says so. */
final class Scorecard {
  private static final String TEMPORAL = "qwen2_vl_temporal";

  static final Schema SCHEMA =
      new Schema(
              "scorecard",
              1,
              "One of the seven acceptance criteria, with its measurement",
              List.of())
          .integer("number", "1..7")
          .text("criterion", "what is asked")
          .text("target", "what must be shown")
          .text("measured", "what this run showed")
          .text("verdict", "whether the target was met", "met", "missed", "not_measured")
          .text("formula", "how the measurement is made");

  private final Analysis run;
  private final Rows rows = SCHEMA.rows();

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
        SCHEMA,
        Provenance.of("scorecard", "1", Map.of()),
        State.OK,
        Optional.empty());
  }

  private void add(
      String criterion, String target, String measured, String verdict, String formula) {
    rows.add(rows.size() + 1, criterion, target, measured, verdict, formula);
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }

  private void automatic() {
    int tables = run.tables().size();
    add(
        "fully automatic",
        "source in, tables out, no step between",
        tables + " tables from " + run.video().file().getFileName(),
        met(tables > 0),
        "tables that exist after one call");
  }

  private void analyzersEnded() {
    long good = count("ok") + count("empty");
    long wanted = run.results().size();
    double score = wanted == 0 ? 0 : 100.0 * (good + 0.5 * count("degraded")) / wanted;
    add(
        "all analyzers succeed",
        "each ends as ok, empty, degraded, skipped or failed; none failed",
        "%d ok, %d empty, %d degraded, %d skipped, %d failed; score %.1f"
            .formatted(
                count("ok"),
                count("empty"),
                count("degraded"),
                count("skipped"),
                count("failed"),
                score),
        met(count("failed") == 0),
        "score = 100 x (ok + empty + degraded / 2) / wanted");
  }

  private long count(String state) {
    return run.results().stream().filter(r -> r.state().word().equals(state)).count();
  }

  private void speed() {
    double ratio = run.cost().wallS() / Math.max(1e-9, run.durationS());
    boolean described = temporal().isPresent();
    double limit = described ? 3.5 : 0.2;
    add(
        "faster than 3.5x real time",
        described
            ? "below 3.5x with the vision-language model"
            : "below 0.2x without the vision-language model",
        String.format(
            Locale.ROOT, "%.3fx (%.2f s for %.2f s)", ratio, run.cost().wallS(), run.durationS()),
        met(ratio < limit),
        "wall seconds of the run / seconds of video");
  }

  private Optional<Result> temporal() {
    return run.results().stream()
        .filter(r -> r.name().equals(TEMPORAL) && r.table().isPresent())
        .findFirst();
  }

  private void everySecond() {
    String formula = "union of the segments' intervals / duration";
    if (temporal().isEmpty() || run.durationS() <= 0) {
      add(
          "every second analysed",
          "100 % coverage, gaps listed",
          TEMPORAL + " has no table in this run",
          "not_measured",
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
        met(gaps.isEmpty()),
        formula);
  }

  private void realOutput() {
    long rowsInAll = run.tables().stream().mapToLong(t -> t.rowCount()).sum();
    long modelled = run.tables().stream().filter(t -> !t.provenance().models().isEmpty()).count();
    boolean named = run.tables().stream().allMatch(t -> !t.provenance().analyzer().isEmpty());
    add(
        "real output, no placeholder",
        "each row from a model or a measurement named in the table's provenance",
        "%d rows in %d tables: %d by models, %d by measurement; %d analyzers without what they need gave none"
            .formatted(
                rowsInAll,
                run.tables().size(),
                modelled,
                run.tables().size() - modelled,
                count("skipped")),
        met(named),
        "rows of tables whose provenance names analyzer, version and models");
  }

  private void gpu() {
    DeviceUse device = run.cost().device();
    Optional<GpuRecording> seen = run.cost().gpu();
    boolean used = device.used().kind() == Device.Kind.CUDA;
    OptionalDouble mean = seen.map(GpuRecording::meanBusyRatio).orElse(OptionalDouble.empty());
    String none = "no GPU took part in this run" + reason(device);
    add(
        "GPU busy above 70 %",
        "mean utilisation over the run's own window",
        seen.map(GpuRecording::toString)
            .map(words -> used ? words : words + "; " + none)
            .orElse(none),
        used && mean.isPresent() ? met(mean.getAsDouble() > 0.7) : "not_measured",
        "mean of NVML utilisation samples between start and end of the run");
    attention(seen);
  }

  private void attention(Optional<GpuRecording> seen) {
    Optional<String> ran = temporal().map(result -> result.circumstances().get("attention"));
    boolean onGpu = ran.isPresent() && ran.get().contains("cuda:");
    String fits =
        seen.map(GpuRecording::gpu)
            .map(gpu ->
                "; "
                    + gpu.name()
                    + " would take "
                    + Attention.on(Device.cuda(gpu.index()), Optional.of(gpu.capability())))
            .orElse("");
    add(
        "attention kernel fits the device",
        "chosen from the compute capability and printed",
        onGpu
            ? TEMPORAL + ": " + ran.get()
            : "no attention ran on a GPU" + ran.map(path -> ": " + path).orElse("") + fits,
        onGpu ? "met" : "not_measured",
        "compute capability >= 8.0: flash; 7.5: memory-efficient fp16; else plain");
  }

  private static String reason(DeviceUse device) {
    return device.reason().isEmpty() ? "" : ": " + device.reason();
  }
}
