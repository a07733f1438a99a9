package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.vision.Luma;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Looks for pictures in the picture and for split screens five times a second, and in every frame
 * for things that come or go at once ({@link StepWatch}). The frame of a picture in the picture are
 * straight edges that stay in place while the picture moves on both sides of them. An edge of the
 * scene moves with the scene, and beside an edge of a scene that stands still nothing moves.
 */
final class EffectFold implements Fold {
  private static final double STEP_S = 0.2 - 1 / 120.0;

  /** Step of an edge, levels, summed over the three colours. */
  private static final int EDGE = 24;

  /** Share of the newest sample in the running means. */
  private static final float NEW = 0.2f;

  private final List<Finding> findings = new ArrayList<>();
  private final StepWatch steps = new StepWatch();
  private int width;
  private int height;
  private float[] luma;
  private float[] before;
  private float[] upright;
  private float[] level;
  private float[] motion;
  private Optional<PixelRect> last = Optional.empty();
  private double lastS = Double.NEGATIVE_INFINITY;

  @Override
  public void frame(Frame frame) {
    steps.frame(frame);
    if (frame.timeS() - lastS < STEP_S) {
      return;
    }
    boolean first = luma == null;
    if (first) {
      width = frame.width();
      height = frame.height();
      luma = new float[width * height];
      before = new float[width * height];
      upright = new float[width * height];
      level = new float[width * height];
      motion = new float[width * height];
    }
    lastS = frame.timeS();
    read(frame.data());
    if (!first) {
      remember(frame.data());
      InsetSearch search = new InsetSearch(width, height, upright, level, motion);
      Optional<PixelRect> box = search.find().or(() -> last.filter(search::holds));
      last = box;
      box.ifPresent(b -> findings.add(Finding.inset(frame.timeS(), frame.index(), b)));
      int pictures = new SplitSearch(width, height, luma, upright, level, motion).pictures();
      if (pictures > 1) {
        findings.add(Finding.split(frame.timeS(), frame.index(), pictures));
      }
    }
    float[] swap = before;
    before = luma;
    luma = swap;
  }

  private void read(byte[] data) {
    for (int i = 0, at = 0; i < luma.length; i++, at += 3) {
      luma[i] =
          Luma.comparable(data[at] & 0xFF, data[at + 1] & 0xFF, data[at + 2] & 0xFF) * (1 / 256f);
    }
  }

  /** Remembers of each pixel how often it has been an edge of late, and how much it has changed. */
  private void remember(byte[] data) {
    float cut = 0;
    for (int i = 0; i < luma.length; i++) {
      float moved = Math.abs(luma[i] - before[i]);
      motion[i] += NEW * (moved - motion[i]);
      cut += moved;
    }
    if (cut > 40 * luma.length) {
      Arrays.fill(motion, 0); // another shot
      Arrays.fill(upright, 0);
      Arrays.fill(level, 0);
    }
    for (int y = 0; y + 1 < height; y++) {
      for (int i = y * width, end = i + width - 1; i < end; i++) {
        upright[i] += NEW * ((edge(data, i, i + 1) ? 1 : 0) - upright[i]);
        level[i] += NEW * ((edge(data, i, i + width) ? 1 : 0) - level[i]);
      }
    }
  }

  private static boolean edge(byte[] data, int pixel, int next) {
    int p = 3 * pixel;
    int q = 3 * next;
    return Math.abs((data[p] & 0xFF) - (data[q] & 0xFF))
            + Math.abs((data[p + 1] & 0xFF) - (data[q + 1] & 0xFF))
            + Math.abs((data[p + 2] & 0xFF) - (data[q + 2] & 0xFF))
        > EDGE;
  }

  @Override
  public Table signal(StreamEnd end) {
    for (Step step : steps.steps()) {
      findings.add(Finding.step(step.timeS(), step.frame(), step.box()));
    }
    return Finding.table(findings);
  }
}
