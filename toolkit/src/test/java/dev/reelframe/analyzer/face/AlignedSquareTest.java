package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedSquareTest {
  private static final int SIDE = 200;

  /** Blue rises with x, green with y, red is 100. */
  private static Frame ramp() {
    byte[] data = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        data[3 * (y * SIDE + x)] = (byte) x;
        data[3 * (y * SIDE + x) + 1] = (byte) y;
        data[3 * (y * SIDE + x) + 2] = 100;
      }
    }
    return new Frame(0, 0, SIDE, SIDE, PixelFormat.BGR, data);
  }

  private static float[] filled(AlignedSquare square, int pixels) {
    FloatBuffer target = FloatBuffer.allocate(3 * pixels * pixels);
    square.fill(ramp(), target, pixels);
    return target.array();
  }

  @Test
  void anUprightSquareShowsWhatLiesThere() {
    for (int pixels : new int[] {20, 40, 80}) {
      float[] rgb = filled(new AlignedSquare(100, 90, 80, 0), pixels);
      int last = 3 * (pixels * pixels - 1);
      double half = 40.0 / pixels;
      assertThat(rgb[0] * 255).isCloseTo(100, within(0.01f));
      assertThat((double) rgb[2] * 255)
          .as("x of the first")
          .isCloseTo(60 + half - 0.5, within(0.02));
      assertThat((double) rgb[1] * 255)
          .as("y of the first")
          .isCloseTo(50 + half - 0.5, within(0.02));
      assertThat((double) rgb[last + 2] * 255).isCloseTo(140 - half - 0.5, within(0.02));
    }
  }

  @Test
  void aTurnedSquareFollowsTheEyes() {
    AlignedSquare quarter = new AlignedSquare(100, 100, 80, Math.PI / 2);
    // What is on its right is below in the picture.
    assertThat(quarter.frameX(1, 0.5)).isCloseTo(100, within(1e-9));
    assertThat(quarter.frameY(1, 0.5)).isCloseTo(140, within(1e-9));
    float[] rgb = filled(quarter, 40);
    assertThat(rgb[3 * 39 + 1]).isGreaterThan(rgb[1]);
  }

  @Test
  void outsideOfThePictureItIsBlack() {
    float[] rgb = filled(new AlignedSquare(0, 0, 80, 0), 40);
    assertThat(rgb[0]).isZero();
    assertThat(rgb[3 * (39 * 40 + 39)] * 255).isCloseTo(100, within(0.01f));
  }

  @Test
  void aFaceWithTiltedEyesGivesATiltedSquare() {
    Face face =
        new Face(
            new BoundingBox(50, 40, 60, 80),
            List.of(
                new Face.Mark(60, 60),
                new Face.Mark(90, 90),
                new Face.Mark(75, 90),
                new Face.Mark(65, 100),
                new Face.Mark(85, 110)),
            1);
    AlignedSquare square = AlignedSquare.of(face);
    assertThat(square).isEqualTo(new AlignedSquare(80, 80, 120, Math.PI / 4));
  }
}
