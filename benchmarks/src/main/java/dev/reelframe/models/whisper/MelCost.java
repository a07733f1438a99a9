package dev.reelframe.models.whisper;

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

/** Whisper's input features of ten seconds of noise. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MelCost {
  private static final int SECONDS = 10;
  private static final int RATE_HZ = 16_000;

  private MelFilters filters;
  private float[] sound;

  /** Noise. */
  @Setup
  public void inputs() {
    filters = MelFilters.of(80);
    sound = new float[SECONDS * RATE_HZ];
    Random random = new Random(1);
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) (0.1 * random.nextGaussian());
    }
  }

  /** Windows, transform, filters, logarithm. */
  @Benchmark
  public Object mel() {
    return MelSpectrogram.of(filters, sound);
  }
}
