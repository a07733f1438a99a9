package dev.reelframe.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.Span;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.gpu.trace.GpuInterval;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A run in the Trace Event Format (JSON object form), which Perfetto and Chrome open: a process for
 * the run with a thread for each lane, and one for each GPU with counters of what NVML saw.
 * Microseconds since the start of the run. See perfetto.dev, "Visualizing external trace formats".
 */
final class TraceFile implements AutoCloseable {
  private static final double MICROSECONDS = 1e6;
  private static final double MIB = 1 << 20;
  private static final int RUN = 1;

  /** GPUs are processes from here on. */
  private static final int FIRST_GPU = 100;

  private final JsonGenerator json;
  private final Map<String, Integer> threads = new HashMap<>();

  private TraceFile(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out);
  }

  static Path write(Analysis run, Path file) throws IOException {
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    try (TraceFile trace = new TraceFile(new BufferedOutputStream(Files.newOutputStream(file)))) {
      trace.write(run);
    }
    return file;
  }

  private void write(Analysis run) throws IOException {
    json.writeStartObject();
    json.writeStringField("displayTimeUnit", "ms");
    json.writeObjectFieldStart("otherData");
    json.writeStringField("media_sha256", run.video().sha256());
    json.writeNumberField("wall_s", run.cost().wallS());
    json.writeStringField("where_the_time_went", run.whereTheTimeWent());
    json.writeEndObject();
    json.writeArrayFieldStart("traceEvents");
    name("process_name", RUN, 0, run.video().name());
    for (Span span : run.cost().work().stretches()) {
      stretch(span);
    }
    for (GpuRecording seen : run.cost().gpus()) {
      gpu(seen);
    }
    for (GpuInterval work : run.cost().kernels()) {
      kernel(work);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void stretch(Span span) throws IOException {
    boolean known = threads.containsKey(span.name());
    int thread = threads.computeIfAbsent(span.name(), n -> threads.size() + 1);
    if (!known) {
      name("thread_name", RUN, thread, span.name());
    }
    String activity = word(span.activity());
    String title =
        span.activity() == Activity.WAIT
            ? "wait for " + span.what()
            : span.what().isEmpty() ? activity : span.what();
    json.writeStartObject();
    json.writeStringField("ph", "X");
    json.writeStringField("name", title);
    json.writeStringField("cat", activity);
    json.writeNumberField("pid", RUN);
    json.writeNumberField("tid", thread);
    json.writeNumberField("ts", span.startS() * MICROSECONDS);
    json.writeNumberField("dur", Math.max(0, span.endS() - span.startS()) * MICROSECONDS);
    json.writeObjectFieldStart("args");
    json.writeStringField("stage", span.stage().name().toLowerCase(Locale.ROOT));
    json.writeNumberField("spent_s", span.spentS());
    json.writeNumberField("busy_s", span.busyS());
    json.writeNumberField("times", span.times());
    json.writeNumberField("items", span.items());
    if (!span.device().isEmpty()) {
      json.writeStringField("device", span.device());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String word(Activity activity) {
    return activity.name().toLowerCase(Locale.ROOT);
  }

  private void name(String kind, int process, int thread, String name) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "M");
    json.writeStringField("name", kind);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", thread);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", name);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void gpu(GpuRecording seen) throws IOException {
    int process = FIRST_GPU + seen.gpu().index();
    name("process_name", process, 0, "GPU " + seen.gpu().index() + ": " + seen.gpu().name());
    for (GpuSample sample : seen.samples()) {
      counter(process, sample, "busy", "percent", percent(sample.busyRatio()));
      counter(process, sample, "memory busy", "percent", percent(sample.memoryBusyRatio()));
      if (sample.memoryUsedBytes().isPresent()) {
        double mib = sample.memoryUsedBytes().getAsLong() / MIB;
        counter(process, sample, "memory used", "MiB", OptionalDouble.of(mib));
      }
      counter(process, sample, "power", "W", sample.powerW());
    }
  }

  /** CUPTI counts devices as CUDA does, which is how they are listed. */
  private void kernel(GpuInterval work) throws IOException {
    json.writeStartObject();
    json.writeStringField("ph", "X");
    json.writeStringField("name", work.name());
    json.writeStringField("cat", work instanceof GpuInterval.KernelRun ? "kernel" : "copy");
    json.writeNumberField("pid", FIRST_GPU + work.device());
    json.writeNumberField("tid", work.stream());
    json.writeNumberField("ts", work.startS() * MICROSECONDS);
    json.writeNumberField("dur", Math.max(0, work.durationS()) * MICROSECONDS);
    json.writeObjectFieldStart("args");
    if (work.span().isPresent()) {
      json.writeStringField("model", work.span().get());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static OptionalDouble percent(OptionalDouble ratio) {
    return ratio.isPresent() ? OptionalDouble.of(100 * ratio.getAsDouble()) : ratio;
  }

  private void counter(
      int process, GpuSample sample, String name, String unit, OptionalDouble value)
      throws IOException {
    if (value.isEmpty()) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("ph", "C");
    json.writeStringField("name", name);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", 0);
    json.writeNumberField("ts", sample.timeS() * MICROSECONDS);
    json.writeObjectFieldStart("args");
    json.writeNumberField(unit, value.getAsDouble());
    json.writeEndObject();
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
