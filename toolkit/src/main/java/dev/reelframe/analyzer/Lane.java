package dev.reelframe.analyzer;

import dev.reelframe.models.Device;
import dev.reelframe.models.ModelCall;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one thread of a run does, one stretch after the other. Sums are exact; of the stretches
 * themselves so many are kept that a long run takes no more memory than a short one: where they
 * become too many, neighbours are joined.
 */
final class Lane {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Stretches that are kept, at most. */
  static final int MOST = 2048;

  /** Shorter waits are counted and not kept: most permits to work are there at once. */
  private static final double SHORT_S = 20e-6;

  /** Off in the half of the runs that show what keeping costs: benchmarks/run-profile-cost. */
  static volatile boolean keeping = true;

  private record Kind(Stage stage, Activity activity, String what, String device) {}

  private final String name;
  private final long originNanos;
  private final Map<Kind, Span> totals = new LinkedHashMap<>();
  private List<Span> stretches = new ArrayList<>();

  /** End of the stretch before, and the thread's CPU time then. */
  private long atNanos = System.nanoTime();

  private long atCpuNanos;

  private Stage stage = Stage.OPEN;
  private boolean called;
  private Thread working;
  private StepEvent event;

  /**
   * @param originNanos of {@link System#nanoTime}: second 0 of the run
   */
  Lane(String name, long originNanos) {
    this.name = name;
    this.originNanos = originNanos;
  }

  /** The thread begins, and has waited for nothing yet. */
  synchronized void start() {
    atNanos = System.nanoTime();
  }

  /** Nothing was done since the last stretch; what comes next is work of that stage. */
  synchronized void waited(Stage part, String what) {
    if (!keeping) {
      return;
    }
    stage = part;
    long now = System.nanoTime();
    add(Activity.WAIT, what, "", atNanos, now, 0, 1);
    atNanos = now;
  }

  /** A step of work begins on this thread. */
  synchronized void begin(Stage part) {
    if (!keeping) {
      return;
    }
    stage = part;
    called = false;
    working = Thread.currentThread();
    atCpuNanos = cpuNanos();
    event = StepEvent.begun();
    atNanos = System.nanoTime();
  }

  /** It is over: what came after the last call of a model was the step's own work. */
  synchronized void end() {
    if (!keeping) {
      return;
    }
    long now = System.nanoTime();
    event.end();
    event.tell(name, stage);
    ownWork(called ? Activity.POSTPROCESS : plain(), now, cpuNanos());
    working = null;
  }

  private static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private Activity plain() {
    return switch (stage) {
      case DECODE -> Activity.DECODE;
      case READ -> Activity.VIEW;
      case OPEN -> Activity.LOAD;
      case FOLD -> Activity.MEASURE;
      case DECIDE -> Activity.DECIDE;
      case WRITE -> Activity.WRITE;
    };
  }

  private void ownWork(Activity activity, long now, long cpu) {
    Activity own = stage == Stage.OPEN ? Activity.LOAD : activity;
    add(own, "", "", atNanos, now, cpu - atCpuNanos, 1);
    atNanos = now;
    atCpuNanos = cpu;
  }

  /** A model was called. */
  synchronized void called(ModelCall call) {
    if (!keeping) {
      return;
    }
    boolean within = working == Thread.currentThread();
    long cpu = cpuNanos();
    if (within) {
      ownWork(Activity.PREPROCESS, call.startNanos(), cpu - call.cpuNanos());
      called = true;
      atNanos = call.endNanos();
      atCpuNanos = cpu;
    }
    Device device = call.device().used();
    long start = call.startNanos();
    if (device.kind() == Device.Kind.CUDA) {
      start += call.waitNanos();
      add(Activity.WAIT, "device", "", call.startNanos(), start, 0, 1);
    }
    add(
        Activity.INFERENCE,
        call.model(),
        device.toString(),
        start,
        call.endNanos(),
        call.cpuNanos(),
        call.items());
  }

  /** What a child process did since the start. */
  synchronized void child(double cpuS, long items) {
    stage = Stage.DECODE;
    add(Activity.DECODE, "", "", atNanos, System.nanoTime(), Math.round(cpuS * 1e9), items);
  }

  private void add(
      Activity activity,
      String what,
      String device,
      long from,
      long to,
      long cpuNanos,
      long items) {
    add(
        new Span(
            name,
            stage,
            activity,
            what,
            device,
            seconds(from),
            seconds(to),
            (to - from) / 1e9,
            cpuNanos / 1e9,
            1,
            items));
  }

  private void add(Span span) {
    totals.merge(
        new Kind(span.stage(), span.activity(), span.what(), span.device()), span, Span::plus);
    if (span.activity() == Activity.WAIT && span.spentS() < SHORT_S) {
      return;
    }
    stretches.add(span);
    if (stretches.size() == MOST) {
      List<Span> coarser = new ArrayList<>(MOST);
      for (int i = 0; i < MOST; i += 2) {
        coarser.add(stretches.get(i).joined(stretches.get(i + 1)));
      }
      stretches = coarser;
    }
  }

  private double seconds(long nanos) {
    return (nanos - originNanos) / 1e9;
  }

  /** CPU seconds of the work so far. */
  synchronized double busyS() {
    return totals.values().stream().mapToDouble(Span::busyS).sum();
  }

  /** The sum of each kind of work. */
  synchronized List<Span> totals() {
    return List.copyOf(totals.values());
  }

  /** The stretches, in their order. */
  synchronized List<Span> stretches() {
    return List.copyOf(stretches);
  }
}
