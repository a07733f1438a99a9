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

  /** Dark ground, with light and shade that change across and down; nobody before it. */
  private static GreyPyramid ground(double across, double down, int moved, int plainFrom) {
    GreyPyramid picture = new GreyPyramid(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double wave = across * Math.sin(x * 0.5) + down * Math.sin((y - moved) * 0.5);
        picture.luma[0][y * WIDTH + x] = y - moved < plainFrom ? 20 + (float) wave : 20;
      }
    }
    return picture;
  }

  @Test
  void uprightEdgesAloneTellNothingOfATilt() {
    SideFlow flow = SideFlow.of(ground(6, 0, 0, 2 * HEIGHT), ground(6, 0, 2, 2 * HEIGHT));
    assertThat(flow.dx().orElseThrow()).isZero();
    assertThat(flow.dy()).isEmpty();
  }

  /** Below it is plain: the top side, a single row of cells, is the third that is needed. */
  @Test
  void theTopSideSeesATilt() {
    for (int moved : new int[] {-2, 2}) {
      SideFlow flow = SideFlow.of(ground(2, 6, 0, 52), ground(2, 6, moved, 52));
      assertThat(flow.dy().orElseThrow()).isCloseTo(moved, Offset.offset(0.3));
    }
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
