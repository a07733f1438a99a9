package dev.reelframe.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.BoundingBox;
import org.junit.jupiter.api.Test;

class BoxMotionTest {

  @Test
  void learnsASteadyMotionAlsoFromUnevenSamples() {
    BoxMotion motion = new BoxMotion(0, new BoundingBox(0, 50, 40, 80));
    for (double t : new double[] {0.5, 0.9, 1.6, 2.0, 2.5}) {
      motion.saw(t, new BoundingBox(30 * t, 50 - 10 * t, 40, 80));
    }
    BoundingBox expected = motion.at(3.5);
    assertThat(expected.x()).isCloseTo(105, within(3.0));
    assertThat(expected.y()).isCloseTo(15, within(2.0));
    assertThat(expected.w()).isCloseTo(40, within(1.0));
  }

  @Test
  void askingDoesNotMoveIt() {
    BoxMotion motion = new BoxMotion(0, new BoundingBox(0, 0, 10, 10));
    motion.saw(1, new BoundingBox(5, 0, 10, 10));
    BoundingBox first = motion.at(4);
    motion.at(9);
    assertThat(motion.at(4)).isEqualTo(first);
  }

  @Test
  void aShrinkingBoxNeverTurnsInsideOut() {
    BoxMotion motion = new BoxMotion(0, new BoundingBox(0, 0, 100, 100));
    motion.saw(0.5, new BoundingBox(0, 0, 40, 100));
    assertThat(motion.at(3).w()).isPositive();
  }
}
