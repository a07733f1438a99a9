package dev.reelframe.gpu;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** NVML's per cent, milliwatts and millijoules as ratios, watts and joules. */
final class Ratios {
  private Ratios() {}

  static OptionalDouble percent(OptionalInt percent) {
    return percent.isPresent()
        ? OptionalDouble.of(percent.getAsInt() / 100.0)
        : OptionalDouble.empty();
  }

  static OptionalDouble percent(Optional<Integer> percent) {
    return percent.map(p -> OptionalDouble.of(p / 100.0)).orElse(OptionalDouble.empty());
  }

  static OptionalDouble thousandth(OptionalInt value) {
    return value.isPresent()
        ? OptionalDouble.of(Integer.toUnsignedLong(value.getAsInt()) / 1000.0)
        : OptionalDouble.empty();
  }

  static OptionalDouble thousandth(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of(value.getAsLong() / 1000.0)
        : OptionalDouble.empty();
  }
}
