package dev.reelframe.analyzer.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.cut.CutRow;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpeedChangesTest {
  private static final double NONE = Double.NaN;

  /** Four seconds at 25 frames per second. */
  private static List<VisualEffect> found(IntToDoubleFunction difference) {
    return SpeedChanges.find(
        IntStream.range(0, 100).mapToObj(i -> row(i, difference.applyAsDouble(i))).toList());
  }

  private static CutRow row(int i, double difference) {
    return new CutRow(
        i / 25.0,
        i,
        false,
        difference,
        1,
        0.1,
        1,
        0,
        1,
        0.6,
        0,
        100,
        50,
        0.97,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        Optional.empty());
  }

  /** What footage that moves steadily varies by. */
  private static double even(int i) {
    return 0.06 * Math.sin(2.3 * i);
  }

  @Test
  void footageThatGoesOnSlowerChangesItsSpeed() {
    assertThat(found(i -> (i < 50 ? 4 : 2) * (1 + even(i))))
        .singleElement()
        .satisfies(effect -> assertThat(effect.startS()).isBetween(1.96, 2.04));
  }

  @Test
  void somebodyWhoWalksOutOfThePictureDoesNot() {
    assertThat(found(i -> (i < 50 ? 4 : Math.max(2, 4 - 0.4 * (i - 50))) * (1 + even(i))))
        .isEmpty();
  }
}
