package dev.reelframe.gpu;

import dev.reelframe.gpu.binding.NvmlDevice;
import dev.reelframe.gpu.binding.NvmlSession;
import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.error.NoDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One NVIDIA device that this process may use, a whole card or a MIG device, and the door to
 * everything about it. A machine without one is a normal machine: {@link #list()} is empty there
 * and {@link #probe()} says why.
 *
 * <p>The list holds what CUDA offers, in CUDA's order, so {@code CUDA_VISIBLE_DEVICES} counts.
 * Where only NVML is there (a container with the utility driver alone), it holds NVML's cards,
 * which can be watched but not computed on.
 *
 * @param index place in {@link #list()}, from 0
 * @param name the marketing name
 * @param uuid {@code GPU-} or {@code MIG-} and 36 characters: the only name that stays the same
 *     across processes and reboots
 * @param pciBusId domain, bus, device and function, {@code 0000:3b:00.0}
 * @param cudaOrdinal its number for CUDA in this process, missing without CUDA
 * @param nvmlIndex the card's number for NVML and nvidia-smi, missing without NVML and for MIG
 *     devices
 * @param capability its compute capability
 * @param multiprocessors how many it has, 0 where unknown (without CUDA)
 * @param memoryBytes size of its memory
 * @param cardUuid for a MIG device the card it is a part of, {@code unknown} without NVML
 */
public record Gpu(
    int index,
    String name,
    String uuid,
    String pciBusId,
    OptionalInt cudaOrdinal,
    OptionalInt nvmlIndex,
    ComputeCapability capability,
    int multiprocessors,
    long memoryBytes,
    Optional<String> cardUuid) {

  /** Looks for devices, again at every call. Never throws. */
  public static GpuProbe probe() {
    return Discovery.probe();
  }

  /** The devices; empty where there are none, and {@link GpuList#probe()} says why. */
  public static GpuList list() {
    return new GpuList(probe());
  }

  /**
   * The first device.
   *
   * @throws NoDevice where there is none, with the reason and the remedy
   */
  public static Gpu first() {
    return switch (probe()) {
      case GpuProbe.Present present -> present.devices().getFirst();
      case GpuProbe.Absent absent -> throw missing("Gpu.first", absent.line());
    };
  }

  /**
   * A device by index ({@code 1} or {@code cuda:1}), UUID or its beginning ({@code GPU-4f1a}), or
   * PCI bus id ({@code 3b:00.0}, {@code 0000:3b:00.0}).
   *
   * @throws NoDevice when none or more than one fits
   */
  public static Gpu select(String wanted) {
    GpuProbe probe = probe();
    if (probe instanceof GpuProbe.Absent absent) {
      throw missing("Gpu.select(" + wanted + ")", absent.line());
    }
    List<Gpu> found = probe.devices().stream().filter(g -> g.isNamed(wanted)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    List<String> choice = new ArrayList<>();
    probe.devices().forEach(g -> choice.add(g.index + " = " + g.uuid + " = " + g.pciBusId));
    throw missing(
        "Gpu.select(" + wanted + ")",
        (found.isEmpty() ? "no device fits" : found.size() + " devices fit")
            + "; there are: "
            + String.join(", ", choice));
  }

  private static NoDevice missing(String operation, String why) {
    return new NoDevice(new Failure(operation, 0, "no device", why, Optional.empty()));
  }

  private boolean isNamed(String wanted) {
    String text = wanted.strip().toLowerCase(Locale.ROOT);
    String number = text.startsWith("cuda:") ? text.substring(5) : text;
    if (number.matches("\\d{1,4}")) {
      return Integer.parseInt(number) == index;
    }
    if (text.startsWith("gpu-") || text.startsWith("mig-")) {
      return uuid.toLowerCase(Locale.ROOT).startsWith(text);
    }
    return text.contains(":") && text.contains(".") && pciBusId.endsWith(text);
  }

  /** The generation in words, {@code Hopper} for instance. */
  public String architecture() {
    return capability.architecture();
  }

  /**
   * Everything NVML says about it now; all empty where NVML does not see it.
   *
   * @throws dev.reelframe.gpu.error.DeviceLost when the device is gone
   */
  public GpuReading reading() {
    return monitored().map(GpuReading::of).orElseGet(() -> GpuReading.empty(uuid));
  }

  /** Processes on it, ours and others'; empty where NVML may not say. */
  public List<GpuProcess> processes() {
    return monitored().map(device -> Processes.on(uuid, device)).orElse(List.of());
  }

  /** Traffic on the PCI Express link. Takes 40 ms: NVML measures over 20 ms for each direction. */
  static Optional<PcieThroughput> throughput(NvmlDevice device) {
    OptionalInt sent = device.pcieKilobytesPerSecond(0);
    OptionalInt received = device.pcieKilobytesPerSecond(1);
    return sent.isPresent() && received.isPresent()
        ? Optional.of(new PcieThroughput(sent.getAsInt() * 1e3, received.getAsInt() * 1e3))
        : Optional.empty();
  }

  /** A sampler of this device, not yet running. */
  public Sampler.Plan sampler() {
    return new Sampler.Plan(this, Sampler.Plan.DEFAULT_HZ, System.nanoTime(), false, false);
  }

  /** Watches the device from now on for a time, 10 times a second, and returns what was seen. */
  public GpuRecording watch(double seconds) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("seconds must be positive: " + seconds);
    }
    try (Sampler sampler = sampler().start()) {
      Thread.sleep(Duration.ofNanos((long) (seconds * 1e9)));
      return sampler.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while watching " + name, e);
    }
  }

  Optional<NvmlDevice> monitored() {
    return NvmlSession.byUuid(uuid);
  }
}
