package dev.reelframe.analyzer.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Scenery;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Somebody before a plain wall: from one moment of a scene to another, and what only looks so. */
class JumpCutsTest {
  private static final int W = 256;
  private static final int H = 144;

  @TempDir Path dir;

  private List<Integer> cutFrames(SyntheticClip.Painter painter) {
    Table table =
        CutAnalysis.standard()
            .apply(
                Video.open(
                    SyntheticClip.of(W, H, 30).draw(75, painter).write(dir.resolve("c.mkv"))));
    return List.of(table.intColumn("frame").asObjectArray());
  }

  private static void wall(Graphics2D g) {
    g.setColor(new Color(205, 203, 200));
    g.fillRect(0, 0, W, H);
  }

  /** A figure with some pattern, about two fifths of the picture wide. */
  private static void figure(Graphics2D g, int pattern, double x, double y, double wide) {
    Graphics2D own = (Graphics2D) g.create();
    own.clip(new Ellipse2D.Double(x - wide / 2, y, wide, 1.4 * wide));
    Scenery.of(pattern, W, H).draw(own);
    own.dispose();
  }

  @Test
  void anotherMomentBeforeTheSameWallIsAnotherShot() {
    assertThat(
            cutFrames((n, g) -> {
              wall(g);
              int moment = n / 25;
              figure(g, moment, 110 + 22 * moment + 0.3 * (n % 25), 20, 90 + 8 * moment);
            }))
        .containsExactly(25, 50);
  }

  @Test
  void somethingLaidOverTheWallIsNone() {
    assertThat(
            cutFrames((n, g) -> {
              wall(g);
              figure(g, 0, 80 + 0.3 * n, 20, 90);
              if (n >= 30) {
                figure(g, 3, 200, 30, 80);
              }
            }))
        .isEmpty();
  }

  @Test
  void whoMovesFastMakesNone() {
    assertThat(
            cutFrames((n, g) -> {
              wall(g);
              figure(g, 0, 90 + 14 * Math.clamp(n - 30, 0, 4), 20, 90);
            }))
        .isEmpty();
  }
}
