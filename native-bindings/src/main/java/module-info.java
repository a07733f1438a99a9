/**
 * NVIDIA GPUs from plain Java: what is there, how busy it is, and the CUDA driver API, all called
 * directly through {@code java.lang.foreign}. The generated bindings and the code that turns them
 * into typed calls stay inside.
 */
module dev.reelframe.gpu {
  requires org.slf4j;

  exports dev.reelframe.gpu;
  exports dev.reelframe.gpu.cuda;
  exports dev.reelframe.gpu.error;
  exports dev.reelframe.gpu.kernel;
  exports dev.reelframe.gpu.schedule;
  exports dev.reelframe.gpu.trace;
}
