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
 */
public record SessionSettings(Device device, int threads, boolean arena) {
  public SessionSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("A model needs at least one thread, not " + threads + ".");
    }
  }

  /** CPU, one thread, memory kept between calls. */
  public static SessionSettings standard() {
    return new SessionSettings(Device.cpu(), 1, true);
  }

  public SessionSettings on(Device other) {
    return new SessionSettings(other, threads, arena);
  }

  public SessionSettings threads(int count) {
    return new SessionSettings(device, count, arena);
  }

  public SessionSettings arena(boolean keep) {
    return new SessionSettings(device, threads, keep);
  }
}
