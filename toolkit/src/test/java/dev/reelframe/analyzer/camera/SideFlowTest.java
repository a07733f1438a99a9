package dev.reelframe.analyzer.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SideFlowTest {
  private static final int WIDTH = 144;
  private static final int HEIGHT = 81;

  /**
   * A dark curtain in folds, and before it somebody with much texture, each as far as it has moved.
   */
  private static GreyPyramid picture(int curtain, int personLeft, int personRight, int person) {
    GreyPyramid picture = new GreyPyramid(WIDTH, HEIGHT);
    float[] texture = new float[4 * WIDTH * HEIGHT];
    Random random = new Random(1);
    for (int i = 0; i < texture.length; i++) {
      texture[i] = 255 * random.nextFloat();
    }
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean covered = x >= personLeft + person && x < personRight + person;
        picture.luma[0][y * WIDTH + x] =
            covered
                ? texture[y * 2 * WIDTH + x - person + 40]
                : 20 + 6 * (float) Math.sin((x - curtain) * 0.5) + 2 * (float) Math.cos(y * 0.6);
      }
    }
    return picture;
  }

  @Test
  void theGroundBesideSomebodySaysHowTheCameraMoves() {
    SideFlow flow = SideFlow.of(picture(0, 55, 90, 0), picture(2, 55, 90, -3));
    assertThat(flow.dx().orElseThrow()).isCloseTo(2, Offset.offset(0.3));
    assertThat(SideFlow.of(picture(0, 55, 90, 0), picture(0, 55, 90, -3)).dx().orElseThrow())
        .isCloseTo(0, Offset.offset(0.3));
  }

  @Test
  void wherePersonAndGroundMoveApartNothingIsSaid() {
    assertThat(SideFlow.of(picture(0, 80, 150, 0), picture(2, 80, 150, -3)).dx()).isEmpty();
  }

  @Test
  void aPlainWallSaysNothing() {
    GreyPyramid wall = new GreyPyramid(WIDTH, HEIGHT);
    assertThat(SideFlow.of(wall, wall).dx()).isEmpty();
  }
}
