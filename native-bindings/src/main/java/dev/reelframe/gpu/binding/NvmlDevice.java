package dev.reelframe.gpu.binding;

import dev.reelframe.gpu.gen.nvml.Nvml;
import dev.reelframe.gpu.gen.nvml.nvmlMemory_st;
import dev.reelframe.gpu.gen.nvml.nvmlMemory_v2_st;
import dev.reelframe.gpu.gen.nvml.nvmlPciInfo_st;
import dev.reelframe.gpu.gen.nvml.nvmlProcessInfo_v2_st;
import dev.reelframe.gpu.gen.nvml.nvmlSample_st;
import dev.reelframe.gpu.gen.nvml.nvmlTemperature_v1_t;
import dev.reelframe.gpu.gen.nvml.nvmlUtilization_st;
import dev.reelframe.gpu.gen.nvml.nvmlValue_st;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/**
 * One card, or one MIG device, as NVML answers for it, in NVML's own units. An empty answer means
 * that this card, driver or user has none; a call that went wrong throws.
 *
 * @param handle NVML's handle, good while NVML stays initialised
 * @param id the UUID, for error texts
 */
public record NvmlDevice(MemorySegment handle, String id) {
  /** Used and total device memory in bytes. */
  public record Memory(long used, long total) {}

  /** Shares of the driver's last sampling period (1/6 to 1 s) in per cent. */
  public record Utilization(int gpu, int memory) {}

  /**
   * A process on the card; bytes are missing where the driver may not say (WDDM, foreign user
   * namespaces).
   */
  public record Process(int pid, OptionalLong bytes) {}

  /**
   * One entry of NVML's own sample buffer: microseconds since 1970 and the value in NVML's unit.
   */
  public record Sample(long microseconds, double value) {}

  private static final long NOT_AVAILABLE = -1;
  private static final int MAX_PROCESSES = 4096;

  public Optional<String> uuid() {
    return string("nvmlDeviceGetUUID", 96, (o, n) -> Nvml.nvmlDeviceGetUUID(handle, o, n));
  }

  public Optional<String> name() {
    return string("nvmlDeviceGetName", 96, (o, n) -> Nvml.nvmlDeviceGetName(handle, o, n));
  }

  public OptionalInt index() {
    return int32("nvmlDeviceGetIndex", o -> Nvml.nvmlDeviceGetIndex(handle, o));
  }

  /** Domain, bus, device and function as {@code 00000000:3B:00.0}. */
  public Optional<String> pciBusId() {
    return filled(
        "nvmlDeviceGetPciInfo_v3",
        nvmlPciInfo_st.layout(),
        o -> Nvml.nvmlDeviceGetPciInfo_v3(handle, o),
        o -> nvmlPciInfo_st.busId(o).getString(0));
  }

  /** Major and minor compute capability, ten times major plus minor. */
  public OptionalInt computeCapability() {
    return pair(
            "nvmlDeviceGetCudaComputeCapability",
            (a, b) -> Nvml.nvmlDeviceGetCudaComputeCapability(handle, a, b))
        .map(p -> OptionalInt.of(10 * p[0] + p[1]))
        .orElse(OptionalInt.empty());
  }

  /**
   * Memory of the card; the second form tells the driver's own share apart from what processes use.
   */
  public Optional<Memory> memory() {
    Optional<Memory> second =
        filled(
            "nvmlDeviceGetMemoryInfo_v2",
            nvmlMemory_v2_st.layout(),
            o -> {
              nvmlMemory_v2_st.version(o, structVersion(nvmlMemory_v2_st.layout(), 2));
              return Nvml.nvmlDeviceGetMemoryInfo_v2(handle, o);
            },
            o -> new Memory(nvmlMemory_v2_st.used(o), nvmlMemory_v2_st.total(o)));
    return second.or(() ->
        filled(
            "nvmlDeviceGetMemoryInfo",
            nvmlMemory_st.layout(),
            o -> Nvml.nvmlDeviceGetMemoryInfo(handle, o),
            o -> new Memory(nvmlMemory_st.used(o), nvmlMemory_st.total(o))));
  }

  public Optional<Utilization> utilization() {
    return filled(
        "nvmlDeviceGetUtilizationRates",
        nvmlUtilization_st.layout(),
        o -> Nvml.nvmlDeviceGetUtilizationRates(handle, o),
        o -> new Utilization(nvmlUtilization_st.gpu(o), nvmlUtilization_st.memory(o)));
  }

  /** Per cent of the video encoder. */
  public OptionalInt encoder() {
    return pair(
            "nvmlDeviceGetEncoderUtilization",
            (a, b) -> Nvml.nvmlDeviceGetEncoderUtilization(handle, a, b))
        .map(p -> OptionalInt.of(p[0]))
        .orElse(OptionalInt.empty());
  }

  /** Per cent of the video decoder. */
  public OptionalInt decoder() {
    return pair(
            "nvmlDeviceGetDecoderUtilization",
            (a, b) -> Nvml.nvmlDeviceGetDecoderUtilization(handle, a, b))
        .map(p -> OptionalInt.of(p[0]))
        .orElse(OptionalInt.empty());
  }

  /** MHz of a clock: 0 graphics, 1 SM, 2 memory, 3 video. */
  public OptionalInt clockMhz(int clock) {
    return int32("nvmlDeviceGetClockInfo", o -> Nvml.nvmlDeviceGetClockInfo(handle, clock, o));
  }

  /** MHz that a clock can reach. */
  public OptionalInt maxClockMhz(int clock) {
    return int32(
        "nvmlDeviceGetMaxClockInfo", o -> Nvml.nvmlDeviceGetMaxClockInfo(handle, clock, o));
  }

  public OptionalInt powerMilliwatts() {
    return int32("nvmlDeviceGetPowerUsage", o -> Nvml.nvmlDeviceGetPowerUsage(handle, o));
  }

  public OptionalInt powerLimitMilliwatts() {
    return int32(
        "nvmlDeviceGetEnforcedPowerLimit", o -> Nvml.nvmlDeviceGetEnforcedPowerLimit(handle, o));
  }

  /** Millijoules since the driver was loaded. */
  public OptionalLong energyMillijoules() {
    return int64(
        "nvmlDeviceGetTotalEnergyConsumption",
        o -> Nvml.nvmlDeviceGetTotalEnergyConsumption(handle, o));
  }

  /** Degrees Celsius; the versioned call where the driver has it, the older one otherwise. */
  public OptionalInt temperatureC() {
    Optional<Integer> versioned =
        filled(
            "nvmlDeviceGetTemperatureV",
            nvmlTemperature_v1_t.layout(),
            o -> {
              nvmlTemperature_v1_t.version(o, structVersion(nvmlTemperature_v1_t.layout(), 1));
              nvmlTemperature_v1_t.sensorType(o, 0);
              return Nvml.nvmlDeviceGetTemperatureV(handle, o);
            },
            nvmlTemperature_v1_t::temperature);
    return versioned
        .map(OptionalInt::of)
        .orElseGet(() ->
            int32("nvmlDeviceGetTemperature", o -> Nvml.nvmlDeviceGetTemperature(handle, 0, o)));
  }

  /** Bit mask of the reasons why clocks are lower than they could be. */
  public OptionalLong throttleReasons() {
    OptionalLong newer =
        int64(
            "nvmlDeviceGetCurrentClocksEventReasons",
            o -> Nvml.nvmlDeviceGetCurrentClocksEventReasons(handle, o));
    return newer.isPresent()
        ? newer
        : int64(
            "nvmlDeviceGetCurrentClocksThrottleReasons",
            o -> Nvml.nvmlDeviceGetCurrentClocksThrottleReasons(handle, o));
  }

  public OptionalInt performanceState() {
    return int32(
        "nvmlDeviceGetPerformanceState", o -> Nvml.nvmlDeviceGetPerformanceState(handle, o));
  }

  public OptionalInt fanPercent() {
    return int32("nvmlDeviceGetFanSpeed", o -> Nvml.nvmlDeviceGetFanSpeed(handle, o));
  }

  public OptionalInt pcieGeneration() {
    return int32(
        "nvmlDeviceGetCurrPcieLinkGeneration",
        o -> Nvml.nvmlDeviceGetCurrPcieLinkGeneration(handle, o));
  }

  public OptionalInt pcieWidth() {
    return int32(
        "nvmlDeviceGetCurrPcieLinkWidth", o -> Nvml.nvmlDeviceGetCurrPcieLinkWidth(handle, o));
  }

  /**
   * KB/s over the last 20 ms, for which the call waits.
   *
   * @param counter 0 sent by the card, 1 received by it
   */
  public OptionalInt pcieKilobytesPerSecond(int counter) {
    return int32(
        "nvmlDeviceGetPcieThroughput", o -> Nvml.nvmlDeviceGetPcieThroughput(handle, counter, o));
  }

  /** 1 when ECC is on. */
  public OptionalInt eccMode() {
    return pair("nvmlDeviceGetEccMode", (a, b) -> Nvml.nvmlDeviceGetEccMode(handle, a, b))
        .map(p -> OptionalInt.of(p[0]))
        .orElse(OptionalInt.empty());
  }

  /**
   * Memory errors since the driver was loaded.
   *
   * @param type 0 corrected, 1 uncorrected
   */
  public OptionalLong eccErrors(int type) {
    return int64(
        "nvmlDeviceGetTotalEccErrors", o -> Nvml.nvmlDeviceGetTotalEccErrors(handle, type, 0, o));
  }

  /** Bits of the memory bus. */
  public OptionalInt memoryBusWidth() {
    return int32("nvmlDeviceGetMemoryBusWidth", o -> Nvml.nvmlDeviceGetMemoryBusWidth(handle, o));
  }

  /** The card that a MIG device is a part of; empty for a whole card. */
  public Optional<NvmlDevice> parent() {
    boolean mig =
        int32("nvmlDeviceIsMigDeviceHandle", o -> Nvml.nvmlDeviceIsMigDeviceHandle(handle, o))
                .orElse(0)
            == 1;
    if (!mig) {
      return Optional.empty();
    }
    return filled(
        "nvmlDeviceGetDeviceHandleFromMigDeviceHandle",
        ValueLayout.ADDRESS,
        o -> Nvml.nvmlDeviceGetDeviceHandleFromMigDeviceHandle(handle, o),
        o -> {
          NvmlDevice card = new NvmlDevice(o.get(ValueLayout.ADDRESS, 0), id);
          return new NvmlDevice(card.handle, card.uuid().orElse(id));
        });
  }

  public List<Process> computeProcesses() {
    return processes(
        "nvmlDeviceGetComputeRunningProcesses_v3",
        (n, p) -> Nvml.nvmlDeviceGetComputeRunningProcesses_v3(handle, n, p));
  }

  public List<Process> graphicsProcesses() {
    return processes(
        "nvmlDeviceGetGraphicsRunningProcesses_v3",
        (n, p) -> Nvml.nvmlDeviceGetGraphicsRunningProcesses_v3(handle, n, p));
  }

  public List<Process> mpsProcesses() {
    return processes(
        "nvmlDeviceGetMPSComputeRunningProcesses_v3",
        (n, p) -> Nvml.nvmlDeviceGetMPSComputeRunningProcesses_v3(handle, n, p));
  }

  /**
   * What NVML itself has sampled since a moment, at its own rate.
   *
   * @param type 0 power in mW, 1 GPU %, 2 memory %, 3 encoder %, 4 decoder %, 5 SM clock MHz, 6
   *     memory clock MHz
   * @param sinceMicroseconds the last time stamp seen, 0 for all
   */
  public List<Sample> samples(int type, long sinceMicroseconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment valueType = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
      // With no buffer NVML says how large it must be.
      if (!samples(type, sinceMicroseconds, valueType, count, MemorySegment.NULL)) {
        return List.of();
      }
      int room = Math.max(count.get(ValueLayout.JAVA_INT, 0), 1);
      MemorySegment buffer = arena.allocate(nvmlSample_st.layout(), room);
      count.set(ValueLayout.JAVA_INT, 0, room);
      if (!samples(type, sinceMicroseconds, valueType, count, buffer)) {
        return List.of();
      }
      List<Sample> list = new ArrayList<>();
      for (int i = 0; i < Math.min(room, count.get(ValueLayout.JAVA_INT, 0)); i++) {
        MemorySegment one = nvmlSample_st.asSlice(buffer, i);
        double value =
            value(valueType.get(ValueLayout.JAVA_INT, 0), nvmlSample_st.sampleValue(one));
        list.add(new Sample(nvmlSample_st.timeStamp(one), value));
      }
      return list;
    }
  }

  private boolean samples(
      int type, long since, MemorySegment valueType, MemorySegment count, MemorySegment buffer) {
    return NvmlSession.answered(
        "nvmlDeviceGetSamples",
        id,
        () -> Nvml.nvmlDeviceGetSamples(handle, type, since, valueType, count, buffer));
  }

  private static double value(int type, MemorySegment value) {
    return switch (type) {
      case 0 -> nvmlValue_st.dVal(value);
      case 1 -> Integer.toUnsignedLong(nvmlValue_st.uiVal(value));
      case 5 -> nvmlValue_st.siVal(value);
      case 6 -> Short.toUnsignedInt(nvmlValue_st.usVal(value));
      default -> nvmlValue_st.ullVal(value);
    };
  }

  private List<Process> processes(String function, PairCall call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
      int room = 32;
      while (room <= MAX_PROCESSES) {
        MemorySegment buffer = arena.allocate(nvmlProcessInfo_v2_st.layout(), room);
        count.set(ValueLayout.JAVA_INT, 0, room);
        int[] code = new int[1];
        boolean answered =
            NvmlSession.answered(
                function,
                id,
                () -> {
                  code[0] = call.fill(count, buffer);
                  // Too small is no failure here: processes came since, the next round has room for
                  // them.
                  return code[0] == NvmlCode.INSUFFICIENT_SIZE.code() ? 0 : code[0];
                });
        if (!answered) {
          return List.of();
        }
        if (code[0] == 0) {
          return processes(buffer, Math.min(room, count.get(ValueLayout.JAVA_INT, 0)));
        }
        room *= 2;
      }
      return List.of();
    }
  }

  private static List<Process> processes(MemorySegment buffer, int count) {
    List<Process> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MemorySegment one = nvmlProcessInfo_v2_st.asSlice(buffer, i);
      long bytes = nvmlProcessInfo_v2_st.usedGpuMemory(one);
      list.add(
          new Process(
              nvmlProcessInfo_v2_st.pid(one),
              bytes == NOT_AVAILABLE ? OptionalLong.empty() : OptionalLong.of(bytes)));
    }
    return list;
  }

  /** {@code NVML_STRUCT_VERSION}: the size of the struct with the version in its top byte. */
  static int structVersion(MemoryLayout layout, int version) {
    return (int) layout.byteSize() | version << 24;
  }

  private OptionalInt int32(String function, ToIntFunction<MemorySegment> call) {
    return filled(function, ValueLayout.JAVA_INT, call, o -> o.get(ValueLayout.JAVA_INT, 0))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private OptionalLong int64(String function, ToIntFunction<MemorySegment> call) {
    return filled(function, ValueLayout.JAVA_LONG, call, o -> o.get(ValueLayout.JAVA_LONG, 0))
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private Optional<int[]> pair(String function, PairCall call) {
    return filled(
        function,
        MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_INT),
        o -> call.fill(o, o.asSlice(4)),
        o -> o.toArray(ValueLayout.JAVA_INT));
  }

  private Optional<String> string(String function, int length, NvmlSession.StringCall call) {
    return filled(
        function,
        MemoryLayout.sequenceLayout(length, ValueLayout.JAVA_BYTE),
        o -> call.fill(o, length),
        o -> o.getString(0));
  }

  private <T> Optional<T> filled(
      String function,
      MemoryLayout layout,
      ToIntFunction<MemorySegment> call,
      java.util.function.Function<MemorySegment, T> reading) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(layout);
      return NvmlSession.answered(function, id, () -> call.applyAsInt(out))
          ? Optional.of(reading.apply(out))
          : Optional.empty();
    }
  }

  @FunctionalInterface
  private interface PairCall {
    int fill(MemorySegment first, MemorySegment second);
  }
}
