package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.Span;
import dev.reelframe.analyzer.Stage;
import dev.reelframe.analyzer.WorkDone;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.PageWidth;
import dev.reelframe.chart.Picture;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.gpu.trace.GpuInterval;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.table.Column;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run cost.
 *
 * @param work where the time went
 * @param originNanos of {@link System#nanoTime}: second 0 of the run
 * @param wallS seconds from start to end
 * @param workers analyzers that were allowed to work at the same time
 * @param device where models were wanted, and where they really worked
 * @param gpus what samplers saw of the GPUs from the start of the run to its end, on its clock
 * @param kernels what ran on GPUs, where that was recorded: {@link Pipeline#recordingKernels}
 */
public record Cost(
    WorkDone work,
    long originNanos,
    double wallS,
    int workers,
    DeviceUse device,
    List<GpuRecording> gpus,
    List<GpuInterval> kernels) {
  private static final double MIB = 1 << 20;

  /** A row of {@link #table()}. */
  private record SpanRow(
      double startS,
      double endS,
      @Column(
              "part of the run: the child decodes and makes views, a thread reads them from it, an"
                  + " analyzer loads its models, measures items, decides; files are written")
          Stage stage,
      @Column(
              "what was done: a model ran, its input was made before or its output read after it;"
                  + " measured or decided without a model; waited")
          Activity activity,
      @Column(
              "analyzer; 'decoder' for the child process, 'views' for the thread that reads from"
                  + " it, 'sound decoder' and 'sound views' where the sound is read apart, 'files'")
          String name,
      @Column(
              "the model that ran; of a wait what for: 'decoder', 'analyzers', 'tables', 'worker'"
                  + " (a permit to work), 'device'")
          String what,
      @Column("where the model ran") String device,
      @Column("seconds of it between start and end, by the clock") double spentS,
      @Column("CPU seconds of it, of the thread or of the decoder child") double busyS,
      @Column("stretches that are counted together") long times,
      @Column("inputs of the model; else frames and blocks of sound") long items,
      @Column("looks at GPUs between start and end; missing without a GPU") OptionalInt gpuSamples,
      @Column("share of time in which the GPU worked, mean of them, 0..1")
          OptionalDouble gpuBusyRatio,
      @Column("GPU memory in use by all processes, most of them, MiB")
          OptionalDouble gpuMemoryUsedMib,
      @Column("power that the GPU drew, mean of them, W") OptionalDouble gpuPowerW) {
    static final RowSchema<SpanRow> SCHEMA =
        RowSchema.of(
                SpanRow.class,
                "profile",
                "All of one kind of work in the run; time is seconds since its start")
            .version(4);
  }

  /** Columns of {@link #table()}. */
  public static final Schema SCHEMA = SpanRow.SCHEMA.schema();

  public Cost {
    gpus = List.copyOf(gpus);
    kernels = List.copyOf(kernels);
  }

  /** The sum of each kind of work. */
  public List<Span> spans() {
    return work.totals();
  }

  /** The same run, with what was done after its end. */
  Cost and(Span more) {
    return new Cost(work.and(more), originNanos, wallS, workers, device, gpus, kernels);
  }

  /** Seconds on the run's clock. */
  double nowS() {
    return (System.nanoTime() - originNanos) / 1e9;
  }

  /** The work as a table, with what the GPUs did meanwhile; their samples are the signal. */
  public MeasuredTable table() {
    RowWriter<SpanRow> rows = SpanRow.SCHEMA.rows();
    for (Span span : spans()) {
      double end = Math.max(span.endS(), span.startS() + 1e-9);
      List<GpuSample> seen = samples(span.startS(), end);
      rows.add(
          new SpanRow(
              span.startS(),
              end,
              span.stage(),
              span.activity(),
              span.name(),
              span.what(),
              span.device(),
              span.spentS(),
              span.busyS(),
              span.times(),
              span.items(),
              gpus.isEmpty() ? OptionalInt.empty() : OptionalInt.of(seen.size()),
              seen.stream().flatMapToDouble(s -> s.busyRatio().stream()).average(),
              seen.stream()
                  .flatMapToLong(s -> s.memoryUsedBytes().stream())
                  .mapToDouble(bytes -> bytes / MIB)
                  .max(),
              seen.stream().flatMapToDouble(s -> s.powerW().stream()).average()));
    }
    return MeasuredTable.of(
        rows.table(),
        SCHEMA,
        Provenance.of("profile", "4", Map.of()),
        State.OK,
        gpus.isEmpty() ? Optional.empty() : Optional.of(GpuTables.samples(gpus)));
  }

  /** When each step worked and what it did, over the seconds of the run. */
  public Picture gantt() {
    return gantt(PageWidth.WIDE);
  }

  /** The same for a page of that width. */
  public Picture gantt(PageWidth width) {
    return Charts.gantt(work, wallS, gpus, width);
  }

  private List<GpuSample> samples(double startS, double endS) {
    return gpus.stream()
        .flatMap(seen -> seen.samples().stream())
        .filter(s -> s.timeS() >= startS && s.timeS() < endS)
        .toList();
  }
}
