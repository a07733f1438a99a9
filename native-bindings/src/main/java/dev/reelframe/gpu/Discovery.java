package dev.reelframe.gpu;

import dev.reelframe.gpu.binding.Cuda;
import dev.reelframe.gpu.binding.CudaCode;
import dev.reelframe.gpu.binding.NativeLibrary;
import dev.reelframe.gpu.binding.NvmlCode;
import dev.reelframe.gpu.binding.NvmlDevice;
import dev.reelframe.gpu.binding.NvmlSession;
import dev.reelframe.gpu.error.DeviceBusy;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.DriverMismatch;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.error.NotPermitted;
import dev.reelframe.gpu.gen.cuda.CudaDriver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the devices, or the reason why there are none. */
final class Discovery {
  private static final int CAPABILITY_MAJOR = 75;
  private static final int CAPABILITY_MINOR = 76;
  private static final int MULTIPROCESSORS = 16;

  private Discovery() {}

  static GpuProbe probe() {
    try {
      if (!NativeLibrary.CUDA.isPresent()) {
        return withoutCuda();
      }
      List<String> missing = Cuda.missingFunctions();
      if (!missing.isEmpty()) {
        return absent(
            GpuProbe.Reason.TOO_OLD, "the installed libcuda.so.1 has no " + missing.getFirst());
      }
      int code = CudaDriver.cuInit(0);
      return code == 0 ? withCuda() : unusable(code, "cuInit");
    } catch (IllegalCallerException denied) {
      return absent(GpuProbe.Reason.NATIVE_ACCESS_DENIED, "this JVM refuses native access");
    } catch (GpuException failed) {
      return absent(reason(failed), failed.failure().toString());
    }
  }

  private static GpuProbe.Reason reason(GpuException failed) {
    return switch (failed) {
      case DeviceLost _ -> GpuProbe.Reason.DEVICE_LOST;
      case NoDevice _ -> GpuProbe.Reason.NO_DEVICE;
      case NotPermitted _ -> GpuProbe.Reason.NOT_PERMITTED;
      case DriverMismatch _ -> GpuProbe.Reason.DRIVER_MISMATCH;
      case DeviceBusy _ -> GpuProbe.Reason.NOT_READY;
      default -> GpuProbe.Reason.DRIVER_FAULT;
    };
  }

  private static GpuProbe withCuda() {
    int version = Cuda.driverVersion();
    if (version < Cuda.OLDEST_VERSION) {
      return absent(GpuProbe.Reason.TOO_OLD, "the driver offers CUDA " + text(version) + " only");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      int code = CudaDriver.cuDeviceGetCount(out);
      if (code != 0) {
        return unusable(code, "cuDeviceGetCount");
      }
      int count = out.get(ValueLayout.JAVA_INT, 0);
      if (count == 0) {
        return unusable(CudaCode.NO_DEVICE.code(), "cuDeviceGetCount");
      }
      List<Gpu> devices = new ArrayList<>();
      for (int ordinal = 0; ordinal < count; ordinal++) {
        devices.add(cudaDevice(ordinal));
      }
      return new GpuProbe.Present(devices, NvmlSession.driverVersion().orElse(""), text(version));
    }
  }

  private static Gpu cudaDevice(int ordinal) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(96);
      Cuda.check(CudaDriver.cuDeviceGet(out, ordinal), "cuDeviceGet", null);
      int device = out.get(ValueLayout.JAVA_INT, 0);
      Cuda.check(CudaDriver.cuDeviceGetUuid_v2(out, device), "cuDeviceGetUuid_v2", null);
      String uuid = uuid(out.asSlice(0, 16).toArray(ValueLayout.JAVA_BYTE));
      Cuda.check(CudaDriver.cuDeviceGetName(out, 96, device), "cuDeviceGetName", null);
      String name = out.getString(0);
      Cuda.check(CudaDriver.cuDeviceGetPCIBusId(out, 32, device), "cuDeviceGetPCIBusId", null);
      String pci = out.getString(0).toLowerCase(Locale.ROOT);
      Cuda.check(CudaDriver.cuDeviceTotalMem_v2(out, device), "cuDeviceTotalMem_v2", null);
      long bytes = out.get(ValueLayout.JAVA_LONG, 0);
      // CUDA and NVML count devices differently; the UUID is what they share.
      Optional<NvmlDevice> card = NvmlSession.byUuid("GPU-" + uuid);
      Optional<NvmlDevice> slice =
          card.isPresent() ? Optional.empty() : NvmlSession.byUuid("MIG-" + uuid);
      boolean mig = slice.isPresent() || card.isEmpty() && name.contains(" MIG ");
      return new Gpu(
          ordinal,
          name,
          (mig ? "MIG-" : "GPU-") + uuid,
          pci,
          OptionalInt.of(ordinal),
          card.map(NvmlDevice::index).orElse(OptionalInt.empty()),
          new ComputeCapability(
              attribute(out, CAPABILITY_MAJOR, device), attribute(out, CAPABILITY_MINOR, device)),
          attribute(out, MULTIPROCESSORS, device),
          bytes,
          slice.flatMap(NvmlDevice::parent).map(NvmlDevice::id).or(() -> unknownCard(mig)));
    }
  }

  private static Optional<String> unknownCard(boolean mig) {
    return mig ? Optional.of("unknown") : Optional.empty();
  }

  private static int attribute(MemorySegment out, int attribute, int device) {
    Cuda.check(
        CudaDriver.cuDeviceGetAttribute(out, attribute, device), "cuDeviceGetAttribute", null);
    return out.get(ValueLayout.JAVA_INT, 0);
  }

  /** 16 bytes as 8-4-4-4-12 hexadecimal digits. */
  static String uuid(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  /** A container may have the utility driver alone: its cards can be watched, not computed on. */
  private static GpuProbe withoutCuda() {
    int started = NvmlSession.start();
    List<Gpu> devices = new ArrayList<>();
    if (started == 0) {
      int count = NvmlSession.deviceCount();
      for (int i = 0; i < count; i++) {
        NvmlSession.byIndex(i).ifPresent(d -> devices.add(nvmlDevice(devices.size(), d)));
      }
    }
    if (!devices.isEmpty()) {
      return new GpuProbe.Present(devices, NvmlSession.driverVersion().orElse(""), "");
    }
    if (started == NvmlSession.NO_LIBRARY) {
      return absent(
          GpuProbe.Reason.NO_DRIVER_LIBRARY, "no NVIDIA driver here (libcuda.so.1 not found)");
    }
    return started == 0
        ? absent(GpuProbe.Reason.NO_DEVICE, "NVML sees no device and libcuda.so.1 is missing")
        : fromNvml(started)
            .orElseGet(() -> absent(GpuProbe.Reason.DRIVER_FAULT, nvmlText(started)));
  }

  private static Gpu nvmlDevice(int index, NvmlDevice device) {
    int capability = device.computeCapability().orElse(0);
    return new Gpu(
        index,
        device.name().orElse("unnamed"),
        device.id(),
        device.pciBusId().map(Discovery::shortBusId).orElse(""),
        OptionalInt.empty(),
        device.index(),
        new ComputeCapability(capability / 10, capability % 10),
        0,
        device.memory().map(NvmlDevice.Memory::total).orElse(0L),
        Optional.empty());
  }

  /** NVML writes the domain with eight digits, CUDA with four. */
  private static String shortBusId(String busId) {
    String text = busId.toLowerCase(Locale.ROOT);
    return text.length() == 16 ? text.substring(4) : text;
  }

  /**
   * CUDA says little about why; NVML's answer, the environment and the device files tell the cases
   * apart.
   */
  private static GpuProbe unusable(int code, String operation) {
    GpuException failure = Cuda.exception(code, operation, null);
    int nvml = NvmlSession.start();
    Optional<GpuProbe> better = nvml > 0 ? fromNvml(nvml) : Optional.empty();
    if (better.isPresent()) {
      return better.get();
    }
    String words = failure.failure().toString();
    return switch (CudaCode.of(code).orElse(CudaCode.UNKNOWN)) {
      case NO_DEVICE, INVALID_DEVICE -> noDevice(nvml);
      case STUB_LIBRARY -> absent(GpuProbe.Reason.NO_DRIVER_LIBRARY, words);
      case CALL_REQUIRES_NEWER_DRIVER -> absent(GpuProbe.Reason.TOO_OLD, words);
      default -> absent(reason(failure), words);
    };
  }

  private static GpuProbe noDevice(int nvml) {
    int cards = nvml == 0 ? NvmlSession.deviceCount() : 0;
    String visible = System.getenv("CUDA_VISIBLE_DEVICES");
    if (cards > 0 && visible != null) {
      return absent(
          GpuProbe.Reason.HIDDEN,
          "CUDA_VISIBLE_DEVICES=\"%s\" hides all %d cards".formatted(visible, cards));
    }
    Path control = Path.of("/dev/nvidiactl");
    if (Files.exists(control) && !Files.isReadable(control)) {
      return absent(GpuProbe.Reason.NOT_PERMITTED, "/dev/nvidiactl may not be opened");
    }
    return absent(
        GpuProbe.Reason.NO_DEVICE,
        cards > 0
            ? "NVML sees " + cards + " cards, CUDA offers none"
            : "the driver is there and finds no device");
  }

  private static Optional<GpuProbe> fromNvml(int code) {
    return switch (NvmlCode.of(code).orElse(NvmlCode.UNKNOWN)) {
      case DRIVER_NOT_LOADED ->
          Optional.of(absent(GpuProbe.Reason.DRIVER_NOT_LOADED, nvmlText(code)));
      case LIB_RM_VERSION_MISMATCH ->
          Optional.of(absent(GpuProbe.Reason.DRIVER_MISMATCH, nvmlText(code)));
      case NO_PERMISSION -> Optional.of(absent(GpuProbe.Reason.NOT_PERMITTED, nvmlText(code)));
      case GPU_IS_LOST, RESET_REQUIRED ->
          Optional.of(absent(GpuProbe.Reason.DEVICE_LOST, nvmlText(code)));
      case GPU_NOT_FOUND, NOT_FOUND ->
          Optional.of(absent(GpuProbe.Reason.NO_DEVICE, nvmlText(code)));
      default -> Optional.empty();
    };
  }

  private static String nvmlText(int code) {
    return NvmlSession.exception(code, "nvmlInit_v2", null).failure().toString();
  }

  private static GpuProbe absent(GpuProbe.Reason reason, String detail) {
    return new GpuProbe.Absent(reason, detail);
  }

  private static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }
}
