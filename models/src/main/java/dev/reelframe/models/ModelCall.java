package dev.reelframe.models;

/**
 * One call of a model.
 *
 * @param model catalogue name
 * @param device where it ran
 * @param items inputs in it: the first dimension where the model leaves it open, else one
 * @param startNanos when it was asked for, of {@link System#nanoTime}
 * @param endNanos when the caller had its answer
 * @param runNanos time inside the runtime; of a batch that was shared its part
 * @param cpuNanos CPU time of the calling thread meanwhile
 * @param loadNanos time that it took to load the model, once
 */
public record ModelCall(
    String model,
    DeviceUse device,
    long items,
    long startNanos,
    long endNanos,
    long runNanos,
    long cpuNanos,
    long loadNanos) {

  /** What it adds to the account. */
  ModelUsage usage() {
    return new ModelUsage(model, device, 1, items, runNanos, cpuNanos, loadNanos);
  }

  /** Time between the question and the answer in which it did not run: on a GPU in a queue. */
  public long waitNanos() {
    return Math.max(0, endNanos - startNanos - runNanos);
  }
}
