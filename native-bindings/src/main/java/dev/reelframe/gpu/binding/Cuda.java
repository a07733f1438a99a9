package dev.reelframe.gpu.binding;

import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * The CUDA driver library as the rest of this module sees it: which functions it must have, how a
 * result is checked, and the two functions whose newest form not every driver has.
 */
public final class Cuda {
  /** The oldest driver API that is worked with, 12.0, as {@code cuDriverGetVersion} counts. */
  public static final int OLDEST_VERSION = 12_000;

  private static final int WITH_CONTEXT_PARAMETERS = 12_050;
  private static final int WITH_SECOND_ELAPSED_TIME = 12_080;

  /**
   * What every 12.x and 13.x driver exports and this module calls; checked once, so that a library
   * which is too old is refused when it is loaded and not at the tenth call.
   */
  private static final List<String> REQUIRED =
      List.of(
          "cuCtxDestroy_v2",
          "cuCtxSetCurrent",
          "cuCtxSynchronize",
          "cuDeviceGet",
          "cuDeviceGetAttribute",
          "cuDeviceGetCount",
          "cuDeviceGetName",
          "cuDeviceGetPCIBusId",
          "cuDeviceGetUuid_v2",
          "cuDevicePrimaryCtxRelease_v2",
          "cuDevicePrimaryCtxRetain",
          "cuDeviceTotalMem_v2",
          "cuDriverGetVersion",
          "cuEventCreate",
          "cuEventDestroy_v2",
          "cuEventQuery",
          "cuEventRecord",
          "cuEventSynchronize",
          "cuFuncGetAttribute",
          "cuGetErrorString",
          "cuGetProcAddress_v2",
          "cuGraphDestroy",
          "cuGraphExecDestroy",
          "cuGraphExecUpdate_v2",
          "cuGraphGetNodes",
          "cuGraphInstantiateWithFlags",
          "cuGraphLaunch",
          "cuGraphUpload",
          "cuInit",
          "cuLaunchKernel",
          "cuMemAllocAsync",
          "cuMemAlloc_v2",
          "cuMemFreeAsync",
          "cuMemFreeHost",
          "cuMemFree_v2",
          "cuMemGetInfo_v2",
          "cuMemHostAlloc",
          "cuMemcpyDtoDAsync_v2",
          "cuMemcpyDtoD_v2",
          "cuMemcpyDtoHAsync_v2",
          "cuMemcpyDtoH_v2",
          "cuMemcpyHtoDAsync_v2",
          "cuMemcpyHtoD_v2",
          "cuMemsetD8Async",
          "cuMemsetD8_v2",
          "cuModuleGetFunction",
          "cuModuleLoadDataEx",
          "cuModuleUnload",
          "cuOccupancyMaxActiveBlocksPerMultiprocessor",
          "cuOccupancyMaxPotentialBlockSize",
          "cuStreamBeginCapture_v2",
          "cuStreamCreateWithPriority",
          "cuStreamDestroy_v2",
          "cuStreamEndCapture",
          "cuStreamQuery",
          "cuStreamSynchronize",
          "cuStreamWaitEvent");

  private Cuda() {}

  /** The functions this module needs and the installed library lacks; empty when all is well. */
  public static List<String> missingFunctions() {
    return NativeLibrary.CUDA.missing(REQUIRED);
  }

  /** The functions this module calls without asking first. */
  public static List<String> requiredFunctions() {
    return REQUIRED;
  }

  /**
   * Returns when {@code code} says success and throws the matching {@link GpuException} otherwise.
   *
   * @param device UUID of the device concerned, null where there is none yet
   */
  public static void check(int code, String operation, String device) {
    if (code != 0) {
      throw exception(code, operation, device);
    }
  }

  /** The exception for a code other than success. */
  public static GpuException exception(int code, String operation, String device) {
    Optional<CudaCode> known = CudaCode.of(code);
    Meaning meaning = known.map(CudaCode::meaning).orElse(Meaning.DRIVER);
    // A card that fell off the bus shows up in CUDA as "unknown error"; NVML knows better.
    if (meaning == Meaning.DRIVER && device != null && NvmlSession.hasLost(device)) {
      meaning = Meaning.LOST;
    }
    String name = known.map(CudaCode::headerName).orElse("CUDA_ERROR");
    return meaning.exception(
        new Failure(operation, code, name, text(code), Optional.ofNullable(device)));
  }

  /** The driver's sentence about a code. */
  public static String text(int code) {
    if (!NativeLibrary.CUDA.has("cuGetErrorString")) {
      return "no text";
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      if (CudaDriver.cuGetErrorString(code, out) != 0) {
        return "no text";
      }
      return text(out.get(ValueLayout.ADDRESS, 0));
    }
  }

  static String text(MemorySegment cString) {
    return cString.address() == 0 ? "no text" : cString.reinterpret(4096).getString(0);
  }

  /** The driver API's version, 13000 for 13.0. */
  public static int driverVersion() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      check(CudaDriver.cuDriverGetVersion(out), "cuDriverGetVersion", null);
      return out.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /**
   * {@code cuEventElapsedTime}: the second form where the driver has it (12.8), which also takes
   * events of graphs.
   */
  public static int elapsedTime(
      MemorySegment milliseconds, MemorySegment start, MemorySegment end) {
    try {
      return (int) ElapsedTime.HANDLE.invokeExact(milliseconds, start, end);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * {@code cuCtxCreate}: the fourth form where the driver has it (12.5), the second one otherwise.
   */
  public static int createContext(MemorySegment context, int flags, int device) {
    try {
      return ContextCreation.TAKES_PARAMETERS
          ? (int) ContextCreation.HANDLE.invokeExact(context, MemorySegment.NULL, flags, device)
          : (int) ContextCreation.HANDLE.invokeExact(context, flags, device);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /**
   * The address of a function in the form it had in a given version of the API, which never asks a
   * driver for more than it has.
   */
  private static MemorySegment resolve(String function, int version, String oldest) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      MemorySegment status = arena.allocate(ValueLayout.JAVA_INT);
      int code =
          CudaDriver.cuGetProcAddress_v2(
              arena.allocateFrom(function), out, Math.min(version, driverVersion()), 0, status);
      MemorySegment address = out.get(ValueLayout.ADDRESS, 0);
      if (code == 0 && address.address() != 0) {
        return address;
      }
    }
    return NativeLibrary.CUDA
        .find(oldest)
        .orElseThrow(() -> exception(CudaCode.NOT_FOUND.code(), oldest, null));
  }

  private static MethodHandle handle(MemorySegment address, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(address, descriptor);
  }

  private static final class ElapsedTime {
    static final MethodHandle HANDLE =
        handle(
            resolve("cuEventElapsedTime", WITH_SECOND_ELAPSED_TIME, "cuEventElapsedTime"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
  }

  private static final class ContextCreation {
    static final boolean TAKES_PARAMETERS = driverVersion() >= WITH_CONTEXT_PARAMETERS;
    static final MethodHandle HANDLE =
        TAKES_PARAMETERS
            ? handle(
                resolve("cuCtxCreate", WITH_CONTEXT_PARAMETERS, "cuCtxCreate_v4"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT))
            : handle(
                resolve("cuCtxCreate", OLDEST_VERSION, "cuCtxCreate_v2"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
  }
}
