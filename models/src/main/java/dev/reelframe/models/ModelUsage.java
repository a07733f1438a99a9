package dev.reelframe.models;

/**
 * What a loaded model has cost so far; a snapshot for the profile.
 *
 * @param model catalogue name
 * @param device where it runs
 * @param calls finished calls
 * @param items inputs in those calls: the first dimension where the model leaves it open, else one
 *     per call
 * @param runNanos time inside those calls, summed over threads
 * @param loadNanos time to load it, once
 */
public record ModelUsage(
    String model, DeviceUse device, long calls, long items, long runNanos, long loadNanos) {}
