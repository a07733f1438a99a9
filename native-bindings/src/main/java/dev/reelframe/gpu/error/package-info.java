/**
 * What can go wrong in a driver, as one sealed hierarchy, {@link
 * dev.reelframe.gpu.error.GpuException}.
 */
package dev.reelframe.gpu.error;
