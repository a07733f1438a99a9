package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RotatedBoxTest {
  private static RotatedBox slanted(double degrees) {
    return new RotatedBox(200, 150, 120, 30, Math.toRadians(degrees));
  }

  /** Points all over a rectangle, its corners among them. */
  private static double[] points(RotatedBox box) {
    double[] points = new double[2 * 25];
    for (int i = 0; i < 25; i++) {
      double along = (i % 5 - 2) / 4.0 * box.length();
      double across = (i / 5 - 2) / 4.0 * box.height();
      points[2 * i] = box.x() + along * Math.cos(box.angle()) - across * Math.sin(box.angle());
      points[2 * i + 1] = box.y() + along * Math.sin(box.angle()) + across * Math.cos(box.angle());
    }
    return points;
  }

  @Test
  void theSmallestRectangleRoundItsPointsIsItself() {
    for (double degrees : new double[] {0, 4, -15, 20, 60, 90, -88}) {
      RotatedBox found = RotatedBox.around(points(slanted(degrees)));
      assertThat(found.degrees()).as("%f", degrees).isCloseTo(degrees, within(1e-6));
      assertThat(found.length()).isCloseTo(120, within(1e-6));
      assertThat(found.height()).isCloseTo(30, within(1e-6));
      assertThat(found.iou(slanted(degrees))).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void sharedAreasAreThoseThatCountedPointsGive() {
    Random random = new Random(5);
    for (int trial = 0; trial < 20; trial++) {
      RotatedBox a = slanted(180 * random.nextDouble() - 90);
      RotatedBox b =
          new RotatedBox(
              170 + 60 * random.nextDouble(),
              120 + 60 * random.nextDouble(),
              80 + 60 * random.nextDouble(),
              20 + 40 * random.nextDouble(),
              Math.PI * random.nextDouble());
      int both = 0;
      for (double x = 50; x < 350; x += 0.5) {
        for (double y = 0; y < 300; y += 0.5) {
          both += a.contains(x, y) && b.contains(x, y) ? 1 : 0;
        }
      }
      assertThat(a.shared(b)).isCloseTo(both / 4.0, within(25.0));
      assertThat(b.shared(a)).isCloseTo(a.shared(b), within(1e-6));
    }
  }

  @Test
  void parallelSlantedLinesShareNothingThoughTheirBoundsDo() {
    RotatedBox upper = slanted(20);
    RotatedBox lower = upper.moved(-40 * Math.sin(upper.angle()), 40 * Math.cos(upper.angle()));
    assertThat(upper.bounds().shared(lower.bounds())).isGreaterThan(3000);
    assertThat(upper.shared(lower)).isZero();
  }

  @Test
  void seenAlongItsDirectionItIsUpright() {
    RotatedBox box = slanted(-18);
    PixelRect seen = box.seenAt(box.angle());
    assertThat(seen.width()).isEqualTo(120);
    assertThat(RotatedBox.fromSeen(seen, box.angle()).iou(box)).isCloseTo(1, within(1e-9));
    assertThat(box.withoutTop(10).height()).isEqualTo(20);
    assertThat(box.shared(box.withoutTop(10))).isCloseTo(120 * 20, within(1e-6));
  }
}
