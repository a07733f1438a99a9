package dev.reelframe.gpu.binding;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every error of {@code nvml.h} and what it means. Kept apart from the generated header class,
 * which cannot be touched without the library; a test compares the two.
 */
public enum NvmlCode {
  UNINITIALIZED(1, Meaning.INVALID_CALL),
  INVALID_ARGUMENT(2, Meaning.INVALID_CALL),
  NOT_SUPPORTED(3, Meaning.NOT_SUPPORTED),
  NO_PERMISSION(4, Meaning.NOT_PERMITTED),
  ALREADY_INITIALIZED(5, Meaning.INVALID_CALL),
  NOT_FOUND(6, Meaning.NO_DEVICE),
  INSUFFICIENT_SIZE(7, Meaning.INVALID_CALL),
  INSUFFICIENT_POWER(8, Meaning.LOST),
  DRIVER_NOT_LOADED(9, Meaning.MISMATCH),
  TIMEOUT(10, Meaning.BUSY),
  IRQ_ISSUE(11, Meaning.DRIVER),
  LIBRARY_NOT_FOUND(12, Meaning.MISMATCH),
  FUNCTION_NOT_FOUND(13, Meaning.MISMATCH),
  CORRUPTED_INFOROM(14, Meaning.NOT_SUPPORTED),
  GPU_IS_LOST(15, Meaning.LOST),
  RESET_REQUIRED(16, Meaning.LOST),
  OPERATING_SYSTEM(17, Meaning.DRIVER),
  LIB_RM_VERSION_MISMATCH(18, Meaning.MISMATCH),
  IN_USE(19, Meaning.BUSY),
  MEMORY(20, Meaning.EXHAUSTED),
  NO_DATA(21, Meaning.NOT_SUPPORTED),
  VGPU_ECC_NOT_SUPPORTED(22, Meaning.NOT_SUPPORTED),
  INSUFFICIENT_RESOURCES(23, Meaning.EXHAUSTED),
  FREQ_NOT_SUPPORTED(24, Meaning.NOT_SUPPORTED),
  ARGUMENT_VERSION_MISMATCH(25, Meaning.MISMATCH),
  DEPRECATED(26, Meaning.NOT_SUPPORTED),
  NOT_READY(27, Meaning.BUSY),
  GPU_NOT_FOUND(28, Meaning.NO_DEVICE),
  INVALID_STATE(29, Meaning.BUSY),
  RESET_TYPE_NOT_SUPPORTED(30, Meaning.NOT_SUPPORTED),
  UNKNOWN(999, Meaning.DRIVER);

  private static final Map<Integer, NvmlCode> BY_CODE =
      Stream.of(values()).collect(Collectors.toMap(NvmlCode::code, Function.identity()));

  private final int code;
  private final Meaning meaning;

  NvmlCode(int code, Meaning meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The constant for a number, empty for one that this release of the header does not know. */
  public static Optional<NvmlCode> of(int code) {
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

  /** The header's full name, {@code NVML_ERROR_INVALID_ARGUMENT} for instance. */
  public String headerName() {
    return "NVML_ERROR_" + name();
  }
}
