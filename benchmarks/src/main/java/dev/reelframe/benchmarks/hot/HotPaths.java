package dev.reelframe.benchmarks.hot;

import dev.reelframe.analyzer.vision.ImageCrop;
import dev.reelframe.analyzer.vision.ImageCrop.Layout;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.table.TimeJoin;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What is done for every frame or every row: a picture resized into a model's input, a view of the
 * sample clip decoded and read, and the two joins over six thousand rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgs = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class HotPaths {
  private static final int ROWS = 6_000;
  private static final int SIDE = 416;

  private Frame frame;
  private FloatBuffer input;
  private Table moments;
  private Table intervals;

  /** A frame of the sample, and tables of a clip of ten minutes. */
  @Setup
  public void inputs() {
    frame = SampleClip.video().frame(1);
    input = FloatBuffer.allocate(3 * SIDE * SIDE);
    Random random = new Random(1);
    double[] at = random.doubles(ROWS, 0, 600).sorted().toArray();
    double[] until = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      until[i] = at[i] + random.nextDouble();
    }
    moments = Table.create("moment", DoubleColumn.create("time_s", at));
    intervals =
        Table.create(
            "interval", DoubleColumn.create("start_s", at), DoubleColumn.create("end_s", until));
  }

  /** 416 x 416, letterboxed, planes of red, green and blue. */
  @Benchmark
  public FloatBuffer resize() {
    input.clear();
    ImageCrop.letterbox(frame, SIDE, SIDE, 114).fill(frame, input, Layout.RGB_PLANES, 1 / 255f, 0);
    return input;
  }

  /** The child's start is in it. */
  @Benchmark
  public int view() {
    return SampleClip.video().frames(Frames.every(0.5).width(320)).rowCount();
  }

  /** Each moment with the last one before it. */
  @Benchmark
  public Table asOf() {
    return TimeJoin.asOf(intervals, moments, 1);
  }

  /** Each interval with all that it overlaps. */
  @Benchmark
  public Table overlap() {
    return TimeJoin.overlap(intervals, intervals.copy().setName("other"));
  }
}
