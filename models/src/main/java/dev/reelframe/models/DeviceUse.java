package dev.reelframe.models;

/**
 * Device wanted and device really used.
 *
 * @param requested what the caller asked for
 * @param used never {@code auto}
 * @param reason why the two differ, empty when they do not
 */
public record DeviceUse(Device requested, Device used, String reason) {}
