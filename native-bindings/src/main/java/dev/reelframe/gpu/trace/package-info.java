/** What ran on the devices of this process, and when: {@link dev.reelframe.gpu.trace.GpuTrace}. */
package dev.reelframe.gpu.trace;
