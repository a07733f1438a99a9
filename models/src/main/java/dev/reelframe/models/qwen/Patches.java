package dev.reelframe.models.qwen;

import java.nio.FloatBuffer;

/**
 * One temporal slice, cut into patches: what one call of the vision encoder takes.
 *
 * @param grid always one slice
 * @param values direct buffer, {@code grid.patches()} rows of channel x frame x patch x patch
 */
public record Patches(Grid grid, FloatBuffer values) {}
