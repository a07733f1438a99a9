package dev.reelframe.gpu;

import java.util.List;
import java.util.Locale;

/**
 * The answer to "is there a GPU?": the devices, or the reason why there are none and what would
 * change it.
 */
public sealed interface GpuProbe {
  /** The devices; empty when there are none. */
  List<Gpu> devices();

  /** The whole answer in one line. */
  String line();

  /** Whether there is a device. */
  default boolean isPresent() {
    return this instanceof Present;
  }

  /**
   * At least one device.
   *
   * @param devices never empty
   * @param driver the driver's release, {@code 580.95.05}; empty text where only CUDA is there
   * @param cuda the driver API's version, {@code 13.0}; empty text where only NVML is there
   */
  record Present(List<Gpu> devices, String driver, String cuda) implements GpuProbe {
    public Present {
      devices = List.copyOf(devices);
    }

    @Override
    public String line() {
      Gpu first = devices.getFirst();
      return String.format(
          Locale.ROOT,
          "%d GPU%s: %s (%s, %.1f GiB)%s%s%s",
          devices.size(),
          devices.size() == 1 ? "" : "s",
          first.name(),
          first.architecture(),
          first.memoryBytes() / (double) (1L << 30),
          devices.size() == 1 ? "" : " and others",
          driver.isEmpty() ? "" : ", driver " + driver,
          cuda.isEmpty() ? ", NVML only" : ", CUDA " + cuda);
    }
  }

  /**
   * No device.
   *
   * @param reason which of the known cases it is
   * @param detail what was found, in a few words
   */
  record Absent(Reason reason, String detail) implements GpuProbe {
    @Override
    public List<Gpu> devices() {
      return List.of();
    }

    /** What would change it. */
    public String remedy() {
      return reason.remedy();
    }

    @Override
    public String line() {
      return "no GPU: " + detail + "; " + reason.remedy();
    }
  }

  /** Why there is no device. */
  enum Reason {
    NO_DRIVER_LIBRARY(
        "everything runs on the CPU; with an NVIDIA card in the machine, install its driver"),
    DRIVER_NOT_LOADED("load it with \"modprobe nvidia\", or reboot after an installation"),
    NO_DEVICE(
        "check \"lspci | grep -i nvidia\" and, in a container, that it was started with --gpus"),
    HIDDEN("unset CUDA_VISIBLE_DEVICES or name a device that exists"),
    DRIVER_MISMATCH("reboot, or install one release of kernel module and libraries"),
    NOT_PERMITTED(
        "give this user access to /dev/nvidia* (group video or render), or start the container with --gpus"),
    TOO_OLD("install a driver of release 525 (CUDA 12.0) or newer"),
    NOT_READY("wait, and check that nvidia-fabricmanager and MPS are running"),
    DEVICE_LOST("dmesg names the Xid; reset the card with nvidia-smi --gpu-reset or reboot"),
    NATIVE_ACCESS_DENIED("start Java with --enable-native-access=ALL-UNNAMED"),
    DRIVER_FAULT("nvidia-smi and dmesg say more");

    private final String remedy;

    Reason(String remedy) {
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }
}
