/** What is done to frames on the device, and the same on the CPU to the bit. */
package dev.reelframe.gpu.kernel;
