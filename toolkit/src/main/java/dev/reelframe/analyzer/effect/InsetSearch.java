package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the rectangle of lasting edges with motion on both sides, where there is one. */
final class InsetSearch {
  /** Share of the last second in which a pixel of a line was an edge. */
  private static final float EDGE = 0.5f;

  /** The same of a line that was found before. */
  private static final float STILL_AN_EDGE = 0.35f;

  /** By how much more a pixel of a line must have been an edge than those beside the line. */
  private static final float ALONE = 0.2f;

  /** Mean motion, levels, of a pixel that moves. */
  private static final float MOVES = 0.8f;

  /** Share of a line's pixels that must have an edge, and motion on each side. */
  private static final double MOST = 0.65;

  private static final double MIN_SIDE = 0.15;
  private static final double LARGEST_SIDE = 0.75;

  /** Pixels beside a line where motion is looked for. */
  private static final int BESIDE = 3;

  private final int width;
  private final int height;
  private final float[] upright;
  private final float[] level;
  private final float[] motion;

  InsetSearch(int width, int height, float[] upright, float[] level, float[] motion) {
    this.width = width;
    this.height = height;
    this.upright = upright;
    this.level = level;
    this.motion = motion;
  }

  /** A straight stretch: at x (or y) from first to last y (or x). */
  private record Line(int at, int from, int to) {}

  Optional<PixelRect> find() {
    List<Line> columns = lines(true);
    List<Line> across = columns.size() < 2 ? List.of() : lines(false);
    PixelRect best = null;
    for (Line left : columns) {
      for (Line right : columns) {
        int w = right.at - left.at;
        if (w < MIN_SIDE * width || w > LARGEST_SIDE * width || !alike(left, right)) {
          continue;
        }
        for (Line top : across) {
          for (Line bottom : across) {
            PixelRect box = rectangle(left, right, top, bottom);
            if (box != null && (best == null || box.area() > best.area())) {
              best = box;
            }
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a rectangle that was found is still there, be it that little moves beside it now. */
  boolean holds(PixelRect box) {
    int left = (int) Math.round(box.left() * width) - 1;
    int right = (int) Math.round(box.right() * width) - 1;
    int top = (int) Math.round(box.top() * height) - 1;
    int bottom = (int) Math.round(box.bottom() * height) - 1;
    return lasting(true, left, top, bottom)
        && lasting(true, right, top, bottom)
        && lasting(false, top, left, right)
        && lasting(false, bottom, left, right);
  }

  private boolean lasting(boolean columns, int at, int from, int to) {
    int hits = 0;
    for (int i = from; i <= to; i++) {
      float seen = columns ? upright[i * width + at] : level[at * width + i];
      hits += seen > STILL_AN_EDGE ? 1 : 0;
    }
    return hits >= MOST * (to - from + 1);
  }

  private boolean alike(Line a, Line b) {
    int most = Math.max(4, (a.to - a.from) / 8);
    return Math.abs(a.from - b.from) <= most && Math.abs(a.to - b.to) <= most;
  }

  private PixelRect rectangle(Line left, Line right, Line top, Line bottom) {
    int h = bottom.at - top.at;
    boolean closed =
        h >= MIN_SIDE * height * 0.6
            && h <= LARGEST_SIDE * height
            && alike(top, bottom)
            && near(left.from, top.at)
            && near(left.to, bottom.at)
            && near(top.from, left.at)
            && near(top.to, right.at);
    return closed
        ? new PixelRect(
            (left.at + 1.0) / width,
            (top.at + 1.0) / height,
            (right.at + 1.0) / width,
            (bottom.at + 1.0) / height)
        : null;
  }

  private static boolean near(int a, int b) {
    return Math.abs(a - b) <= 4;
  }

  private List<Line> lines(boolean columns) {
    List<Line> out = new ArrayList<>();
    int count = columns ? width : height;
    int length = columns ? height : width;
    for (int at = BESIDE; at < count - BESIDE - 1; at++) {
      Line line = longest(columns, at, length);
      if (line.to - line.from >= MIN_SIDE * 0.6 * length && movesBeside(columns, line)) {
        out.add(line);
      }
    }
    return out;
  }

  /** The longest stretch of edge pixels of a row or column, small gaps bridged. */
  private Line longest(boolean columns, int at, int length) {
    Line best = new Line(at, 0, 0);
    int from = -1;
    int last = -1;
    int hits = 0;
    for (int i = 0; i < length; i++) {
      if (!edge(columns, at, i)) {
        continue;
      }
      if (from < 0 || i - last > 5) {
        from = i;
        hits = 0;
      }
      last = i;
      hits++;
      if (last - from > best.to - best.from && hits >= MOST * (last - from + 1)) {
        best = new Line(at, from, last);
      }
    }
    return best;
  }

  /** Whether a pixel is a lasting edge and those beside the line are less of one. */
  private boolean edge(boolean columns, int at, int i) {
    float[] edges = columns ? upright : level;
    int there = columns ? i * width + at : at * width + i;
    int side = BESIDE * (columns ? 1 : width);
    float here = edges[there];
    return here > EDGE && edges[there - side] < here - ALONE && edges[there + side] < here - ALONE;
  }

  private boolean movesBeside(boolean columns, Line line) {
    int before = 0;
    int after = 0;
    for (int i = line.from; i <= line.to; i++) {
      int there = columns ? i * width + line.at : line.at * width + i;
      int side = columns ? 1 : width;
      before += motion[there - (BESIDE - 1) * side] > MOVES ? 1 : 0;
      after += motion[there + BESIDE * side] > MOVES ? 1 : 0;
    }
    double least = MOST * (line.to - line.from + 1);
    return before >= least && after >= least;
  }
}
