package dev.reelframe.models;

/**
 * What a model has cost; a snapshot for the profile.
 *
 * @param model catalogue name
 * @param device where it runs
 * @param calls finished calls
 * @param items inputs in those calls: the first dimension where the model leaves it open, else one
 *     per call
 * @param runNanos time inside those calls, summed over threads
 * @param cpuNanos CPU time of the calling threads inside those calls: all of it where a model has
 *     one thread on the CPU
 * @param loadNanos time to load it, once
 */
public record ModelUsage(
    String model,
    DeviceUse device,
    long calls,
    long items,
    long runNanos,
    long cpuNanos,
    long loadNanos) {

  /** Both together, of the same model on the same device. */
  ModelUsage plus(ModelUsage more) {
    return new ModelUsage(
        model,
        device,
        calls + more.calls,
        items + more.items,
        runNanos + more.runNanos,
        cpuNanos + more.cpuNanos,
        Math.max(loadNanos, more.loadNanos));
  }
}
