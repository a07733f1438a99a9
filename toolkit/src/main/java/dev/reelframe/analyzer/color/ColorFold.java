package dev.reelframe.analyzer.color;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Item;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * Measures the sampled frames and, of the small view of all frames, those with which the colours
 * change at once. What lasts for a single frame, a flash, is no change.
 */
final class ColorFold implements Fold {
  /** Share of the picture that has other colours than in the frame before, from which it counts. */
  private static final double CHANGED = 0.12;

  /** First levels of the steps in which a channel is told apart: finer in the dark. */
  private static final int[] STEPS = {16, 40, 80, 140, 200};

  private static final byte[] STEP_OF_LEVEL = new byte[256];

  static {
    for (int level = 0; level < 256; level++) {
      for (int step : STEPS) {
        STEP_OF_LEVEL[level] += (byte) (level >= step ? 1 : 0);
      }
    }
  }

  private static final int STEP_PX = 2;

  private final ColorCounts counts = new ColorCounts();
  private final List<ColorSample> samples = new ArrayList<>();
  private float[] before = {};
  private Optional<Frame> changed = Optional.empty();

  @Override
  public void accept(View view, Item item) {
    if (view.equals(ColorAnalysis.EVERY_FRAME)) {
      watch((Frame) item);
    } else {
      sample((Frame) item, false);
    }
  }

  private void watch(Frame frame) {
    float[] now = shares(frame);
    boolean alike = before.length == 0 || distance(before, now) < CHANGED;
    if (alike) {
      changed.ifPresent(first -> sample(first, true));
    }
    changed = alike ? Optional.empty() : Optional.of(frame);
    before = now;
  }

  private void sample(Frame frame, boolean sudden) {
    counts.count(frame);
    List<NamedColor> colors = NamedColor.of(Palette.of(counts));
    samples.add(
        new ColorSample(frame.timeS(), frame.index(), sudden, colors, ColorMeasures.of(counts)));
  }

  private static float[] shares(Frame frame) {
    int steps = STEPS.length + 1;
    float[] shares = new float[steps * steps * steps];
    byte[] data = frame.data();
    int n = 0;
    for (int y = 0; y < frame.height(); y += STEP_PX) {
      int end = 3 * (y + 1) * frame.width();
      for (int i = 3 * y * frame.width(); i < end; i += 3 * STEP_PX) {
        int red = STEP_OF_LEVEL[data[i + 2] & 0xFF];
        int green = STEP_OF_LEVEL[data[i + 1] & 0xFF];
        shares[(red * steps + green) * steps + STEP_OF_LEVEL[data[i] & 0xFF]]++;
        n++;
      }
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= n;
    }
    return shares;
  }

  private static double distance(float[] one, float[] other) {
    double apart = 0;
    for (int c = 0; c < one.length; c++) {
      apart += Math.abs(one[c] - other[c]);
    }
    return apart / 2;
  }

  @Override
  public Table signal(StreamEnd end) {
    Set<Long> sudden =
        samples.stream()
            .filter(ColorSample::sudden)
            .map(ColorSample::frame)
            .collect(Collectors.toSet());
    // Where a frame was measured twice, the larger view counts.
    samples.sort(Comparator.comparingLong(ColorSample::frame).thenComparing(ColorSample::sudden));
    RowWriter<ColorSample> rows = ColorSample.SCHEMA.rows();
    long last = -1;
    for (ColorSample sample : samples) {
      if (sample.frame() != last) {
        rows.add(sample.withSudden(sudden.contains(sample.frame())));
      }
      last = sample.frame();
    }
    return rows.table();
  }
}
