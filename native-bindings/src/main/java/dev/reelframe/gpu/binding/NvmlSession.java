package dev.reelframe.gpu.binding;

import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.gen.nvml.Nvml;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NVML for the life of the process: initialised at first use and left so, since attaching to a card
 * costs up to seconds where no persistence daemon runs. A driver that was reloaded is attached to
 * again.
 */
public final class NvmlSession {
  /**
   * What {@link #start()} returns, beside NVML's own codes, when the library or its first functions
   * are missing.
   */
  public static final int NO_LIBRARY = -1;

  /** {@code nvmlInit_v2}'s answers that say "there is nothing to read", not "something broke". */
  private static final Set<NvmlCode> ABSENT =
      Set.of(
          NvmlCode.NOT_SUPPORTED,
          NvmlCode.NO_PERMISSION,
          NvmlCode.NOT_FOUND,
          NvmlCode.TIMEOUT,
          NvmlCode.FUNCTION_NOT_FOUND,
          NvmlCode.CORRUPTED_INFOROM,
          NvmlCode.IN_USE,
          NvmlCode.NO_DATA,
          NvmlCode.VGPU_ECC_NOT_SUPPORTED,
          NvmlCode.FREQ_NOT_SUPPORTED,
          NvmlCode.ARGUMENT_VERSION_MISMATCH,
          NvmlCode.DEPRECATED,
          NvmlCode.NOT_READY,
          NvmlCode.INVALID_STATE,
          NvmlCode.RESET_TYPE_NOT_SUPPORTED);

  private static final Logger LOG = LoggerFactory.getLogger("dev.reelframe.gpu");
  private static final Set<String> MENTIONED = ConcurrentHashMap.newKeySet();
  private static final Map<String, MemorySegment> HANDLES = new ConcurrentHashMap<>();
  private static final Object LOCK = new Object();
  private static boolean started;

  private NvmlSession() {}

  /**
   * Initialises NVML unless that has been done: 0 when it is ready, its error code or {@link
   * #NO_LIBRARY} otherwise.
   */
  public static int start() {
    synchronized (LOCK) {
      if (started) {
        return 0;
      }
      if (!NativeLibrary.NVML.has("nvmlInit_v2")) {
        return NO_LIBRARY;
      }
      int code = Nvml.nvmlInit_v2();
      started = code == 0 || code == NvmlCode.ALREADY_INITIALIZED.code();
      return started ? 0 : code;
    }
  }

  /** Forgets handles and state after NVML said that it is not initialised any more. */
  static void restart() {
    synchronized (LOCK) {
      started = false;
      HANDLES.clear();
    }
  }

  /** How many cards NVML sees, whatever CUDA_VISIBLE_DEVICES says; 0 where it cannot say. */
  public static int deviceCount() {
    return start() == 0 ? intOf("nvmlDeviceGetCount_v2", Nvml::nvmlDeviceGetCount_v2).orElse(0) : 0;
  }

  /** The driver's release, {@code 580.95.05} for instance. */
  public static Optional<String> driverVersion() {
    return start() == 0
        ? stringOf("nvmlSystemGetDriverVersion", 80, Nvml::nvmlSystemGetDriverVersion)
        : Optional.empty();
  }

  /**
   * A card or MIG device by UUID, with its prefix {@code GPU-} or {@code MIG-}; empty where NVML
   * does not know it.
   */
  public static Optional<NvmlDevice> byUuid(String uuid) {
    if (start() != 0) {
      return Optional.empty();
    }
    MemorySegment known = HANDLES.get(uuid);
    if (known != null) {
      return Optional.of(new NvmlDevice(known, uuid));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(uuid);
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      boolean found =
          answered(
              "nvmlDeviceGetHandleByUUID", uuid, () -> Nvml.nvmlDeviceGetHandleByUUID(text, out));
      return found ? Optional.of(remember(uuid, out)) : Optional.empty();
    }
  }

  /** A card by NVML's own index, which follows the PCI bus and not CUDA_VISIBLE_DEVICES. */
  public static Optional<NvmlDevice> byIndex(int index) {
    if (start() != 0) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      boolean found =
          answered(
              "nvmlDeviceGetHandleByIndex_v2",
              null,
              () -> Nvml.nvmlDeviceGetHandleByIndex_v2(index, out));
      if (!found) {
        return Optional.empty();
      }
      MemorySegment handle = out.get(ValueLayout.ADDRESS, 0);
      return new NvmlDevice(handle, "").uuid().map(uuid -> remember(uuid, out));
    }
  }

  private static NvmlDevice remember(String uuid, MemorySegment out) {
    MemorySegment handle = out.get(ValueLayout.ADDRESS, 0);
    HANDLES.put(uuid, handle);
    return new NvmlDevice(handle, uuid);
  }

  /**
   * Whether NVML says that a card is gone. Never throws: it is asked while another failure is being
   * reported.
   */
  static boolean hasLost(String uuid) {
    try {
      byUuid(uuid).ifPresent(NvmlDevice::temperatureC);
      return false;
    } catch (GpuException e) {
      return e instanceof dev.reelframe.gpu.error.DeviceLost;
    }
  }

  /**
   * Makes a call whose answer may be missing.
   *
   * @return true when it answered, false when this card, driver or user has no such answer (one
   *     debug line for each function and code)
   * @throws GpuException when something is wrong: device lost, library and driver do not fit, out
   *     of memory, ...
   */
  static boolean answered(String function, String device, IntSupplier call) {
    if (!NativeLibrary.NVML.has(function)) {
      mention(function, NvmlCode.FUNCTION_NOT_FOUND.headerName());
      return false;
    }
    int code = call.getAsInt();
    if (code == 0) {
      return true;
    }
    Optional<NvmlCode> known = NvmlCode.of(code);
    if (known.filter(ABSENT::contains).isPresent()) {
      mention(function, known.get().headerName());
      return false;
    }
    if (known.filter(NvmlCode.UNINITIALIZED::equals).isPresent()) {
      restart();
    }
    throw exception(code, function, device);
  }

  /** The exception for a code other than success. */
  public static GpuException exception(int code, String function, String device) {
    Optional<NvmlCode> known = NvmlCode.of(code);
    String name = known.map(NvmlCode::headerName).orElse("NVML_ERROR");
    Failure failure = new Failure(function, code, name, text(code), Optional.ofNullable(device));
    return known.map(NvmlCode::meaning).orElse(Meaning.DRIVER).exception(failure);
  }

  /** NVML's sentence about a code. */
  public static String text(int code) {
    return NativeLibrary.NVML.has("nvmlErrorString")
        ? Cuda.text(Nvml.nvmlErrorString(code))
        : "no text";
  }

  private static void mention(String function, String code) {
    if (LOG.isDebugEnabled() && MENTIONED.add(function + code)) {
      LOG.debug("{} gives no answer here: {}", function, code);
    }
  }

  /** A call that fills one 32-bit number. */
  static OptionalInt intOf(String function, java.util.function.ToIntFunction<MemorySegment> call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      return answered(function, null, () -> call.applyAsInt(out))
          ? OptionalInt.of(out.get(ValueLayout.JAVA_INT, 0))
          : OptionalInt.empty();
    }
  }

  /** A call that fills a string of at most {@code length} bytes. */
  static Optional<String> stringOf(String function, int length, StringCall call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(length);
      return answered(function, null, () -> call.fill(out, length))
          ? Optional.of(out.getString(0))
          : Optional.empty();
    }
  }

  @FunctionalInterface
  interface StringCall {
    int fill(MemorySegment text, int length);
  }
}
