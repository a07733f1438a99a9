package dev.reelframe.chart;

import dev.reelframe.chart.LaneContent.Curve;
import dev.reelframe.chart.LaneContent.Note;
import dev.reelframe.chart.LaneContent.Step;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a sampler saw of one device, as lanes: each from nothing to all there is, not from its
 * lowest to its highest.
 */
final class GpuLanes {
  private static final double HEIGHT = 44;
  private static final double GIB = 1L << 30;

  private final GpuRecording seen;
  private final LaneSheet sheet;

  private GpuLanes(GpuRecording seen, LaneSheet sheet) {
    this.seen = seen;
    this.sheet = sheet;
  }

  /** Adds the lanes that the device gave values for; a note where it gave none. */
  static void add(GpuRecording seen, LaneSheet sheet) {
    if (new GpuLanes(seen, sheet).lanes() == 0) {
      String why = seen.endedBy().orElse("the device gave no values");
      sheet.lane(seen.gpu().name(), "", new Note(why), 0);
    }
  }

  private int lanes() {
    return lane("GPU busy", s -> percent(s.busyRatio()), 100, "%")
        + lane("GPU memory busy", s -> percent(s.memoryBusyRatio()), 100, "%")
        + lane("GPU memory used", s -> gib(s.memoryUsedBytes()), totalGib(), "GiB")
        + lane("GPU power", GpuSample::powerW, 0, "W")
        + lane("GPU clock", s -> number(s.smClockMhz()), 0, "MHz")
        + lane("GPU memory clock", s -> number(s.memoryClockMhz()), 0, "MHz");
  }

  private double totalGib() {
    return seen.gpu().memoryBytes() / GIB;
  }

  private int lane(
      String name, Function<GpuSample, OptionalDouble> value, double most, String unit) {
    List<Step> steps = new ArrayList<>();
    for (GpuSample sample : seen.samples()) {
      value.apply(sample).ifPresent(v -> steps.add(new Step(sample.timeS(), Double.NaN, v)));
    }
    if (steps.isEmpty()) {
      return 0;
    }
    double mean = steps.stream().mapToDouble(Step::value).average().orElseThrow();
    double peak = steps.stream().mapToDouble(Step::value).max().orElseThrow();
    String ceiling = most > 0 && !unit.equals("%") ? " of " + TimeAxis.number(most) : "";
    String remark =
        String.format(
            Locale.ROOT,
            "mean %s, peak %s%s %s",
            TimeAxis.number(mean),
            TimeAxis.number(peak),
            ceiling,
            unit);
    sheet.lane(name, remark, new Curve(steps, 0, most), HEIGHT);
    return 1;
  }

  private static OptionalDouble percent(OptionalDouble ratio) {
    return ratio.isPresent() ? OptionalDouble.of(100 * ratio.getAsDouble()) : ratio;
  }

  private static OptionalDouble gib(OptionalLong bytes) {
    return bytes.isPresent() ? OptionalDouble.of(bytes.getAsLong() / GIB) : OptionalDouble.empty();
  }

  private static OptionalDouble number(OptionalInt value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
  }
}
