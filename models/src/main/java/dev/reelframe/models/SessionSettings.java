package dev.reelframe.models;

/**
 * How a model is loaded. Two settings that are equal share one loaded model.
 *
 * @param device where it is wanted to run
 * @param threads threads inside one call. One by default: several single-threaded models side by
 *     side beat one that takes every core, and one thread adds in one order, so results do not
 *     depend on the machine.
 * @param arena whether the runtime keeps freed memory for the next call: faster with fixed shapes,
 *     larger where shapes vary widely
 * @param exact whether the graph is run as the file has it. By default steps are fused, which may
 *     round otherwise: with 8-bit models it does so visibly, and differently on each kind of CPU
 *     and in each version of the runtime. Exact runs agree everywhere and take about twice as long.
 * @param patterns whether the runtime keeps a memory plan for each input shape: for ever, so not
 *     where every call has a new shape, as in a decoder's steps
 */
public record SessionSettings(
    Device device, int threads, boolean arena, boolean exact, boolean patterns) {
  public SessionSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("A model needs at least one thread, not " + threads + ".");
    }
  }

  /**
   * One thread, memory given back after each call (as fast with the models here, and a pool for
   * each of them would hold its largest call), on the CPU.
   */
  public static SessionSettings standard() {
    return new SessionSettings(Device.cpu(), 1, false, false, true);
  }

  public SessionSettings on(Device other) {
    return new SessionSettings(other, threads, arena, exact, patterns);
  }

  public SessionSettings threads(int count) {
    return new SessionSettings(device, count, arena, exact, patterns);
  }

  public SessionSettings arena(boolean keep) {
    return new SessionSettings(device, threads, keep, exact, patterns);
  }

  public SessionSettings exact(boolean asTheFileHasIt) {
    return new SessionSettings(device, threads, arena, asTheFileHasIt, patterns);
  }

  public SessionSettings patterns(boolean keepPlans) {
    return new SessionSettings(device, threads, arena, exact, keepPlans);
  }
}
