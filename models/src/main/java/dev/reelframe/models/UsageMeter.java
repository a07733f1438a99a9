package dev.reelframe.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Counts what models cost somebody: an analyzer in a run, or the session over its life. Thread
 * safe. Each user has a meter of its own, so two runs in one process never mix.
 */
public final class UsageMeter {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private record Key(String model, DeviceUse device) {}

  private final Map<Key, ModelUsage> byModel = new ConcurrentHashMap<>();
  private final Consumer<ModelCall> listener;

  public UsageMeter() {
    this(call -> {});
  }

  /**
   * @param listener hears of each call when it is over, on the thread that made it
   */
  public UsageMeter(Consumer<ModelCall> listener) {
    this.listener = listener;
  }

  /** Counts a call. */
  void count(ModelCall call) {
    add(call.usage());
    listener.accept(call);
  }

  /** Adds what was counted elsewhere. */
  public void add(ModelUsage calls) {
    byModel.merge(new Key(calls.model(), calls.device()), calls, ModelUsage::plus);
  }

  /**
   * Runs a model that is not an ONNX session, such as a text recogniser of another library, on the
   * CPU.
   */
  public <T> T time(String model, Supplier<T> call) {
    return time(model, new DeviceUse(Device.cpu(), Device.cpu(), ""), call);
  }

  /** Runs a model of another library on that device. */
  public <T> T time(String model, DeviceUse device, Supplier<T> call) {
    long start = System.nanoTime();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    try {
      return call.get();
    } finally {
      long cpu = THREADS.getCurrentThreadCpuTime() - startCpu;
      long end = System.nanoTime();
      count(new ModelCall(model, device, 1, start, end, end - start, cpu, 0));
    }
  }

  /** What was counted, by name of the model. */
  public List<ModelUsage> read() {
    return byModel.values().stream().sorted(Comparator.comparing(ModelUsage::model)).toList();
  }
}
