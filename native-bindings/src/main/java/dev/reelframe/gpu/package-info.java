/**
 * NVIDIA devices of this machine: finding them, reading them, watching them. {@link
 * dev.reelframe.gpu.Gpu} is the door.
 */
package dev.reelframe.gpu;
