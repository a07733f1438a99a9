package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Span;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.PageWidth;
import dev.reelframe.chart.Picture;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.table.Column;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a run cost.
 *
 * @param spans stretches of work
 * @param wallS seconds from start to end
 * @param workers analyzers that were allowed to work at the same time
 * @param device where models were wanted, and where they really worked
 * @param gpu what a sampler saw of the GPU from the start of the run to its end, on the run's clock
 */
public record Cost(
    List<Span> spans, double wallS, int workers, DeviceUse device, Optional<GpuRecording> gpu) {
  private static final double MIB = 1 << 20;

  /** A row of {@link #table()}. */
  private record SpanRow(
      double startS,
      double endS,
      @Column(
              value =
                  "what was done: decode and make views in the child, read them from it, load"
                      + " models, measure, decide",
              values = {"decode", "read", "open", "fold", "decide"})
          String stage,
      @Column("analyzer, or 'decoder' for the child process") String name,
      @Column("CPU seconds inside the stretch, of the analyzer's thread or of the decoder child")
          double busyS,
      @Column(
              "the part of busy_s that was spent inside models; the rest makes their inputs and"
                  + " reads their outputs")
          double modelS,
      @Column(
              "seconds inside the stretch without work: waiting for items, a worker or a core;"
                  + " missing for the decoder")
          OptionalDouble idleS,
      @Column("frames and blocks of sound that were handled") long items,
      @Column("looks at the GPU inside the stretch; missing without a GPU") OptionalInt gpuSamples,
      @Column("share of time in which the GPU worked, mean of them, 0..1")
          OptionalDouble gpuBusyRatio,
      @Column("GPU memory in use by all processes, most of them, MiB")
          OptionalDouble gpuMemoryUsedMib,
      @Column("power that the GPU drew, mean of them, W") OptionalDouble gpuPowerW) {
    static final RowSchema<SpanRow> SCHEMA =
        RowSchema.of(
                SpanRow.class,
                "profile",
                "A stretch of work inside the run; time is seconds since its start")
            .version(3);
  }

  /** Columns of {@link #table()}. */
  public static final Schema SCHEMA = SpanRow.SCHEMA.schema();

  public Cost {
    spans =
        spans.stream()
            .sorted(Comparator.comparingDouble(Span::startS).thenComparing(Span::name))
            .toList();
  }

  /** The spans as a table, with what the GPU did meanwhile; its samples are the signal. */
  public MeasuredTable table() {
    RowWriter<SpanRow> rows = SpanRow.SCHEMA.rows();
    for (Span span : spans) {
      double end = Math.max(span.endS(), span.startS() + 1e-9);
      double idle = Math.max(0, end - span.startS() - span.busyS());
      List<GpuSample> seen = samples(span.startS(), end);
      rows.add(
          new SpanRow(
              span.startS(),
              end,
              span.stage(),
              span.name(),
              span.busyS(),
              span.modelS(),
              span.stage().equals("decode") ? OptionalDouble.empty() : OptionalDouble.of(idle),
              span.items(),
              gpu.isPresent() ? OptionalInt.of(seen.size()) : OptionalInt.empty(),
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
        Provenance.of("profile", "3", Map.of()),
        State.OK,
        gpu.map(GpuTables::samples));
  }

  /** When each step worked, over the seconds of the run. */
  public Picture picture() {
    return picture(PageWidth.WIDE);
  }

  /** The same for a page of that width. */
  public Picture picture(PageWidth width) {
    return Charts.profile(table(), wallS, gpu, width);
  }

  private List<GpuSample> samples(double startS, double endS) {
    return gpu.map(GpuRecording::samples).orElse(List.of()).stream()
        .filter(s -> s.timeS() >= startS && s.timeS() < endS)
        .toList();
  }
}
