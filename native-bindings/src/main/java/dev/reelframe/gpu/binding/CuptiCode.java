package dev.reelframe.gpu.binding;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every error of {@code cupti_result.h} and what it means. Kept apart from the generated header
 * class, which cannot be touched without the library; a test compares the two.
 */
public enum CuptiCode {
  INVALID_PARAMETER(1, Meaning.INVALID_CALL),
  INVALID_DEVICE(2, Meaning.NO_DEVICE),
  INVALID_CONTEXT(3, Meaning.INVALID_CALL),
  INVALID_EVENT_DOMAIN_ID(4, Meaning.INVALID_CALL),
  INVALID_EVENT_ID(5, Meaning.INVALID_CALL),
  INVALID_EVENT_NAME(6, Meaning.INVALID_CALL),
  INVALID_OPERATION(7, Meaning.INVALID_CALL),
  OUT_OF_MEMORY(8, Meaning.EXHAUSTED),
  HARDWARE(9, Meaning.DRIVER),
  PARAMETER_SIZE_NOT_SUFFICIENT(10, Meaning.INVALID_CALL),
  API_NOT_IMPLEMENTED(11, Meaning.NOT_SUPPORTED),
  MAX_LIMIT_REACHED(12, Meaning.EXHAUSTED),
  NOT_READY(13, Meaning.BUSY),
  NOT_COMPATIBLE(14, Meaning.NOT_SUPPORTED),
  NOT_INITIALIZED(15, Meaning.INVALID_CALL),
  INVALID_METRIC_ID(16, Meaning.INVALID_CALL),
  INVALID_METRIC_NAME(17, Meaning.INVALID_CALL),
  QUEUE_EMPTY(18, Meaning.INVALID_CALL),
  INVALID_HANDLE(19, Meaning.INVALID_CALL),
  INVALID_STREAM(20, Meaning.INVALID_CALL),
  INVALID_KIND(21, Meaning.INVALID_CALL),
  INVALID_EVENT_VALUE(22, Meaning.INVALID_CALL),
  DISABLED(23, Meaning.NOT_PERMITTED),
  INVALID_MODULE(24, Meaning.INVALID_CALL),
  INVALID_METRIC_VALUE(25, Meaning.INVALID_CALL),
  HARDWARE_BUSY(26, Meaning.BUSY),
  NOT_SUPPORTED(27, Meaning.NOT_SUPPORTED),
  UM_PROFILING_NOT_SUPPORTED(28, Meaning.NOT_SUPPORTED),
  UM_PROFILING_NOT_SUPPORTED_ON_DEVICE(29, Meaning.NOT_SUPPORTED),
  UM_PROFILING_NOT_SUPPORTED_ON_NON_P2P_DEVICES(30, Meaning.NOT_SUPPORTED),
  UM_PROFILING_NOT_SUPPORTED_WITH_MPS(31, Meaning.NOT_SUPPORTED),
  CDP_TRACING_NOT_SUPPORTED(32, Meaning.NOT_SUPPORTED),
  VIRTUALIZED_DEVICE_NOT_SUPPORTED(33, Meaning.NOT_SUPPORTED),
  CUDA_COMPILER_NOT_COMPATIBLE(34, Meaning.NOT_SUPPORTED),
  INSUFFICIENT_PRIVILEGES(35, Meaning.NOT_PERMITTED),
  OLD_PROFILER_API_INITIALIZED(36, Meaning.BUSY),
  OPENACC_UNDEFINED_ROUTINE(37, Meaning.INVALID_CALL),
  LEGACY_PROFILER_NOT_SUPPORTED(38, Meaning.NOT_SUPPORTED),
  MULTIPLE_SUBSCRIBERS_NOT_SUPPORTED(39, Meaning.NOT_SUPPORTED),
  VIRTUALIZED_DEVICE_INSUFFICIENT_PRIVILEGES(40, Meaning.NOT_PERMITTED),
  CONFIDENTIAL_COMPUTING_NOT_SUPPORTED(41, Meaning.NOT_SUPPORTED),
  CMP_DEVICE_NOT_SUPPORTED(42, Meaning.NOT_SUPPORTED),
  MIG_DEVICE_NOT_SUPPORTED(43, Meaning.NOT_SUPPORTED),
  SLI_DEVICE_NOT_SUPPORTED(44, Meaning.NOT_SUPPORTED),
  WSL_DEVICE_NOT_SUPPORTED(45, Meaning.NOT_SUPPORTED),
  INVALID_CHIP_NAME(46, Meaning.NOT_SUPPORTED),
  UNKNOWN(999, Meaning.DRIVER);

  private static final Map<Integer, CuptiCode> BY_CODE =
      Stream.of(values()).collect(Collectors.toMap(CuptiCode::code, Function.identity()));

  private final int code;
  private final Meaning meaning;

  CuptiCode(int code, Meaning meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The constant for a number, empty for one that this release of the header does not know. */
  public static Optional<CuptiCode> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /** The number in the header. */
  public int code() {
    return code;
  }

  /** What it means for a caller. */
  public Meaning meaning() {
    return meaning;
  }

  /** The header's full name, {@code CUPTI_ERROR_INVALID_DEVICE} for instance. */
  public String headerName() {
    return "CUPTI_ERROR_" + name();
  }
}
