package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FaceClusteringTest {
  private static final BoundingBox LEFT = new BoundingBox(0, 0, 100, 100);
  private static final BoundingBox RIGHT = new BoundingBox(300, 0, 100, 100);
  private final FaceClustering faces = new FaceClustering();
  private int rows;

  /** A face at a place of a line: the distance of two faces is that of their places. */
  private void see(double timeS, BoundingBox box, double place) {
    faces.see(rows++, timeS, box, Optional.of(new float[] {(float) place, 1}));
  }

  private List<Integer> numbers() {
    return faces.numbers(rows).stream().map(n -> n.orElse(0)).toList();
  }

  @Test
  void whoReturnsAfterAnotherIsTheSame() {
    for (int i = 0; i < 3; i++) {
      see(i * 0.4, LEFT, 0.1 * i);
    }
    for (int i = 3; i < 6; i++) {
      see(i * 0.4, LEFT, 1);
    }
    for (int i = 6; i < 9; i++) {
      see(i * 0.4, RIGHT, 0.2);
    }
    assertThat(numbers()).containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1);
  }

  @Test
  void oneLookSaysLessThanThree() {
    for (int i = 0; i < 3; i++) {
      see(i * 0.4, LEFT, 0);
    }
    see(2, RIGHT, 0.35);
    assertThat(numbers()).containsExactly(1, 1, 1, 2);
  }

  @Test
  void twoAtOnceAreNeverJoined() {
    for (int i = 0; i < 3; i++) {
      see(i * 0.4, LEFT, 0);
      see(i * 0.4, RIGHT, 0.05);
    }
    assertThat(numbers()).containsExactly(1, 2, 1, 2, 1, 2);
  }

  @Test
  void aFaceThatWasNotMeasuredBelongsToItsNeighbours() {
    see(0, LEFT, 0);
    faces.see(rows++, 0.4, LEFT, Optional.empty());
    see(0.8, LEFT, 0.1);
    faces.see(rows++, 0.8, RIGHT, Optional.empty());
    assertThat(faces.numbers(rows))
        .containsExactly(
            OptionalInt.of(1), OptionalInt.of(1), OptionalInt.of(1), OptionalInt.empty());
  }
}
