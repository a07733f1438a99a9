package dev.reelframe.analyzer.object;

import java.nio.FloatBuffer;
import java.util.List;
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

/**
 * YOLOX's output read: candidates of 3,549 cells, about 60 sure ones, suppressed where they
 * overlap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class BoxesCost {
  private static final int SIDE = 416;
  private static final int CELLS = 52 * 52 + 26 * 26 + 13 * 13;
  private static final double LEAST = 0.3;

  private List<String> labels;
  private FloatBuffer output;

  /** Every sixtieth cell is sure of something. */
  @Setup
  public void inputs() {
    labels = List.of("person", "dog", "car");
    output = FloatBuffer.allocate(CELLS * (5 + labels.size()));
    Random random = new Random(1);
    for (int cell = 0; cell < CELLS; cell++) {
      output.put(random.nextFloat()).put(random.nextFloat()).put(1).put(1);
      output.put(cell % 60 == 0 ? 0.9f : 0.01f);
      for (int label = 0; label < labels.size(); label++) {
        output.put(random.nextFloat());
      }
    }
  }

  /** Non-maximum suppression included. */
  @Benchmark
  public List<Detection> boxes() {
    return YoloxBoxes.decode(output, SIDE, labels, LEAST);
  }
}
