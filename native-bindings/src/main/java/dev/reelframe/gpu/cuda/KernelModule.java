package dev.reelframe.gpu.cuda;

import dev.reelframe.gpu.binding.Cuda;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loaded program image: PTX that the driver has compiled, or machine code. */
public final class KernelModule extends Resource {
  private static final Logger LOG = LoggerFactory.getLogger(KernelModule.class);
  private static final int ERROR_LOG = 5;
  private static final int ERROR_LOG_BYTES = 6;
  private static final int LOG_BYTES = 8192;

  private final MemorySegment handle;

  private final Map<String, KernelSignature> signatures;

  private KernelModule(
      Context context, MemorySegment handle, Map<String, KernelSignature> signatures) {
    super(context, OpenHandles.Kind.MODULE, true);
    this.handle = handle;
    this.signatures = signatures;
  }

  static KernelModule load(Context context, String ptx) {
    byte[] terminated = (ptx + "\0").getBytes(StandardCharsets.UTF_8);
    return load(context, terminated, KernelSignature.inPtx(ptx));
  }

  static KernelModule load(Context context, byte[] machineCode) {
    return load(context, machineCode, Map.of());
  }

  private static KernelModule load(
      Context context, byte[] image, Map<String, KernelSignature> signatures) {
    context.enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment log = arena.allocate(LOG_BYTES);
      MemorySegment options = arena.allocateFrom(ValueLayout.JAVA_INT, ERROR_LOG, ERROR_LOG_BYTES);
      MemorySegment values = arena.allocate(ValueLayout.ADDRESS, 2);
      values.set(ValueLayout.ADDRESS, 0, log);
      values.set(ValueLayout.JAVA_LONG, 8, LOG_BYTES);
      MemorySegment code = arena.allocateFrom(ValueLayout.JAVA_BYTE, image);
      int result = CudaDriver.cuModuleLoadDataEx(out, code, 2, options, values);
      if (result != 0) {
        String words = log.getString(0).strip();
        if (!words.isEmpty()) {
          LOG.debug("the driver's compiler says: {}", words);
        }
        throw context.failed(result, "cuModuleLoadDataEx");
      }
      return new KernelModule(context, out.get(ValueLayout.ADDRESS, 0), signatures);
    }
  }

  /**
   * A kernel by its name in the image ({@code extern "C"} in the source).
   *
   * @throws dev.reelframe.gpu.error.InvalidCall when the image has no such kernel
   */
  public Kernel kernel(String name) {
    enter();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      int code = CudaDriver.cuModuleGetFunction(out, handle, arena.allocateFrom(name));
      if (code != 0) {
        throw Cuda.exception(code, "cuModuleGetFunction(" + name + ")", context().gpu().uuid());
      }
      return new Kernel(
          this, name, out.get(ValueLayout.ADDRESS, 0), Optional.ofNullable(signatures.get(name)));
    }
  }

  @Override
  void giveBack() {
    context().checkClosing(CudaDriver.cuModuleUnload(handle), "cuModuleUnload");
  }
}
