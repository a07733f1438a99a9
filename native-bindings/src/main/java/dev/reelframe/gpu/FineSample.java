package dev.reelframe.gpu;

/**
 * One entry of the buffer that NVML fills by itself, at a rate of its own (20 ms to 1 s by card and
 * series).
 *
 * @param timeS seconds since the run began
 * @param gpuUuid the device
 * @param series what was sampled
 * @param value in the unit of the series
 */
public record FineSample(double timeS, String gpuUuid, Series series, double value) {

  /** What NVML samples by itself, with its number for it and the factor to our unit. */
  public enum Series {
    POWER_W(0, 1e-3),
    BUSY_RATIO(1, 1e-2),
    MEMORY_BUSY_RATIO(2, 1e-2),
    ENCODER_RATIO(3, 1e-2),
    DECODER_RATIO(4, 1e-2),
    SM_CLOCK_MHZ(5, 1),
    MEMORY_CLOCK_MHZ(6, 1);

    private final int type;
    private final double factor;

    Series(int type, double factor) {
      this.type = type;
      this.factor = factor;
    }

    int type() {
      return type;
    }

    double factor() {
      return factor;
    }
  }
}
