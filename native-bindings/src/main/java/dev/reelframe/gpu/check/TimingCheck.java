package dev.reelframe.gpu.check;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Event;
import dev.reelframe.gpu.cuda.ExecutableGraph;
import dev.reelframe.gpu.cuda.Graph;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.trace.GpuTrace;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The device's clock against the host's, graphs against single calls, and what tracing costs. */
final class TimingCheck {
  private static final int STEPS = 200;
  private static final int WARM_UP = 20;

  private final Context context;
  private final Stream stream;
  private final long bytes;

  TimingCheck(Context context, Stream stream, long bytes) {
    this.context = context;
    this.stream = stream;
    this.bytes = bytes;
  }

  List<CheckRow> rows() {
    List<CheckRow> rows = new ArrayList<>();
    rows.add(eventsAgainstWallClock());
    rows.add(graph());
    rows.add(trace());
    return rows;
  }

  /**
   * Long enough that submitting and waiting do not count: the device's seconds must be those of the
   * host, less a little.
   */
  private CheckRow eventsAgainstWallClock() {
    try (DeviceMemory a = context.allocate(bytes);
        DeviceMemory b = context.allocate(bytes);
        Event start = context.event();
        Event end = context.event()) {
      stream.copy(a, b).synchronize();
      long begin = System.nanoTime();
      start.record(stream);
      for (int i = 0; i < 4 * STEPS; i++) {
        stream.copy(a, b);
      }
      end.record(stream).synchronize();
      double wall = (System.nanoTime() - begin) / 1e9;
      double device = end.secondsSince(start);
      return CheckRow.judged(
          "event timing",
          CheckRow.text("%.2f ms", device * 1e3),
          CheckRow.text("%.2f ms by the host's clock", wall * 1e3),
          device > 0 && device <= wall * 1.02 && device >= wall * 0.5);
    }
  }

  private CheckRow graph() {
    try (DeviceMemory memory = context.allocate(STEPS);
        Graph graph = stream.capture(() -> fill(memory, 1));
        ExecutableGraph ready = graph.instantiate()) {
      ready.upload(stream);
      ready.launch(stream);
      stream.synchronize();
      double single = secondsOf(() -> fill(memory, 2));
      double asGraph = secondsOf(() -> ready.launch(stream));
      byte[] seen = new byte[STEPS];
      memory.copyTo(MemorySegment.ofArray(seen));
      boolean right = true;
      for (int i = 0; i < STEPS; i++) {
        right &= seen[i] == (byte) (i + 1);
      }
      return CheckRow.judged(
          "graph launch",
          CheckRow.text("%.3f ms for %d steps", asGraph * 1e3, STEPS),
          CheckRow.text("%.3f ms one by one, same bytes", single * 1e3),
          right);
    }
  }

  private void fill(DeviceMemory memory, int first) {
    for (int i = 0; i < STEPS; i++) {
      stream.fill(memory.slice(i, 1), (byte) (first + i));
    }
  }

  private CheckRow trace() {
    if (!GpuTrace.isAvailable()) {
      return CheckRow.note("tracing", "no libcupti.so.13 here", "optional");
    }
    try (DeviceMemory memory = context.allocate(STEPS)) {
      double plain = secondsOf(() -> fill(memory, 1));
      try (GpuTrace trace = GpuTrace.start(System.nanoTime())) {
        double traced = secondsOf(() -> fill(memory, 1));
        stream.synchronize();
        int seen = trace.stop().size();
        return CheckRow.judged(
            "tracing",
            CheckRow.text("%d intervals, %.2f us a call with it", seen, traced / STEPS * 1e6),
            CheckRow.text("%.2f us a call without", plain / STEPS * 1e6),
            seen >= STEPS);
      }
    } catch (dev.reelframe.gpu.error.NotPermitted kept) {
      return CheckRow.note("tracing", "kept to administrators by the driver", "optional");
    }
  }

  private double secondsOf(Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < WARM_UP; i++) {
      long begin = System.nanoTime();
      work.run();
      stream.synchronize();
      best = Math.min(best, (System.nanoTime() - begin) / 1e9);
    }
    return best;
  }
}
