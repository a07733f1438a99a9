package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** A function of a module that runs on the device; good as long as the module is. */
public final class Kernel {
  private static final int MAX_THREADS = 0;
  private static final int STATIC_SHARED = 1;
  private static final int LOCAL_BYTES = 3;
  private static final int REGISTERS = 4;

  /**
   * What a kernel needs.
   *
   * @param registers for each thread
   * @param localBytes for each thread, in device memory: above 0 registers have spilled
   * @param sharedBytes for each block, without the dynamic part
   * @param maxThreads in a block
   */
  public record Needs(int registers, int localBytes, int sharedBytes, int maxThreads) {}

  /**
   * How well a block size fills a multiprocessor.
   *
   * @param blockThreads threads in a block
   * @param blocksPerMultiprocessor how many run at once on each
   */
  public record Occupancy(int blockThreads, int blocksPerMultiprocessor) {}

  private final KernelModule module;
  private final String name;
  private final MemorySegment handle;

  private final Optional<KernelSignature> signature;

  Kernel(
      KernelModule module, String name, MemorySegment handle, Optional<KernelSignature> signature) {
    this.signature = signature;
    this.module = module;
    this.name = name;
    this.handle = handle;
  }

  /** Its name in the image. */
  public String name() {
    return name;
  }

  /**
   * Submits the kernel. For a module from PTX the arguments are held against the kernel's
   * parameters; machine code does not say what it takes, so there number, order and type are the
   * caller's word.
   *
   * @throws IllegalArgumentException when the arguments are not the kernel's
   * @throws dev.reelframe.gpu.error.InvalidCall when the shape does not suit the device
   */
  public void launch(Stream stream, LaunchShape shape, KernelArgument... arguments) {
    signature.ifPresent(s -> s.check(arguments));
    module.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(8L * Math.max(arguments.length, 1), 8);
      MemorySegment pointers = arena.allocate(8L * Math.max(arguments.length, 1), 8);
      for (int i = 0; i < arguments.length; i++) {
        arguments[i].write(values, 8L * i);
        pointers.set(ValueLayout.JAVA_LONG, 8L * i, values.address() + 8L * i);
      }
      module.check(
          CudaDriver.cuLaunchKernel(
              handle,
              shape.gridX(),
              shape.gridY(),
              shape.gridZ(),
              shape.blockX(),
              shape.blockY(),
              shape.blockZ(),
              shape.sharedBytes(),
              stream.handle(),
              pointers,
              MemorySegment.NULL),
          "cuLaunchKernel");
    }
  }

  /** Registers, memory and limits. */
  public Needs needs() {
    return new Needs(
        attribute(REGISTERS),
        attribute(LOCAL_BYTES),
        attribute(STATIC_SHARED),
        attribute(MAX_THREADS));
  }

  /** How many blocks of a size run at once on a multiprocessor. */
  public Occupancy occupancy(int blockThreads, int sharedBytes) {
    module.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      module.check(
          CudaDriver.cuOccupancyMaxActiveBlocksPerMultiprocessor(
              out, handle, blockThreads, sharedBytes),
          "cuOccupancyMaxActiveBlocksPerMultiprocessor");
      return new Occupancy(blockThreads, out.get(ValueLayout.JAVA_INT, 0));
    }
  }

  /** The block size that fills the device best. */
  public Occupancy bestOccupancy(int sharedBytes) {
    module.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment grid = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment block = arena.allocate(ValueLayout.JAVA_INT);
      module.check(
          CudaDriver.cuOccupancyMaxPotentialBlockSize(
              grid, block, handle, MemorySegment.NULL, sharedBytes, 0),
          "cuOccupancyMaxPotentialBlockSize");
      int units = Math.max(module.context().gpu().multiprocessors(), 1);
      return new Occupancy(
          block.get(ValueLayout.JAVA_INT, 0), grid.get(ValueLayout.JAVA_INT, 0) / units);
    }
  }

  private int attribute(int attribute) {
    module.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      module.check(CudaDriver.cuFuncGetAttribute(out, attribute, handle), "cuFuncGetAttribute");
      return out.get(ValueLayout.JAVA_INT, 0);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
