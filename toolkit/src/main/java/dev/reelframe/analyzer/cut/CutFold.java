package dev.reelframe.analyzer.cut;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Measures the signal of {@link CutAnalysis}, frame by frame, with a look ahead of half a second.
 */
final class CutFold implements Fold {
  /** Neighbours on each side whose change makes the local reference. */
  private static final int NEIGHBOURS = 5;

  /** Mean luma difference, levels, below which a frame repeats the one before. */
  private static final double REPEAT = 0.12;

  /** Change that no reference falls below, levels: coding noise. */
  private static final double FLOOR = 1.0;

  /** Repeats in a row, at 30 frames per second, that a source of fewer frames may leave. */
  private static final int MOST_REPEATS = 3;

  /** Stands for a neighbour in a picture that does not change. */
  private static final long STILL = -1;

  /** How long after a change the picture before is looked for, seconds. */
  static final double LONGEST_FLASH_S = 0.3;

  /** Change over contrast that may be left when the picture before is back. */
  static final double BACK = 0.3;

  /** The same as a share of the change that it comes back from. */
  static final double BACK_SHARE = 0.3;

  private final int step;
  private final int lag;
  private final int together;
  private final Rows rows = CutRow.SCHEMA.rows();
  private Ring ring;
  private final double[] sorted = new double[NEIGHBOURS];
  private final double[] usual = new double[9];
  private int distinct;
  private long count;

  CutFold(MediaInfo media) {
    double rate = media.picture().flatMap(MediaInfo.Picture::frameRate).orElse(30.0);
    step = (int) Math.max(1, Math.round(rate / 30));
    together = step > 1 ? 2 * step : 1;
    lag = (int) Math.max(12, Math.min(40, Math.round(rate / 2)));
  }

  /** One measured frame; {@code before} is the number of the one it was compared with. */
  private static final class Entry {
    SmallPicture picture;
    float[] residual;
    double timeS;
    long frame;
    long before;
    boolean repeat;
    double difference;
    double change;
    double correlation;
    Mix mix;
  }

  /** The last frames, and what compares them; frame numbers count on and on. */
  private static final class Ring {
    final Entry[] entries;
    final BlockMatch match;
    final BlockMatch check;
    final GradualFit gradual;
    final WipeLine wipe;
    final SmallPicture scratch;
    final float[] scratchResidual;

    Ring(SmallPicture first, int capacity, int step) {
      entries = new Entry[capacity];
      match = new BlockMatch(first);
      check = new BlockMatch(first);
      scratch = first.blank();
      scratchResidual = new float[match.blocks];
      for (int i = 0; i < capacity; i++) {
        entries[i] = new Entry();
        entries[i].picture = i == 0 ? first : first.blank();
        entries[i].residual = new float[match.blocks];
      }
      gradual = new GradualFit(first, g -> at((long) g * step).picture);
      wipe = new WipeLine(first, g -> at((long) g * step).picture);
    }

    Entry at(long n) {
      return entries[(int) (n % entries.length)];
    }
  }

  @Override
  public void frame(Frame frame) {
    if (ring == null) {
      int capacity = Math.max((GradualFit.LONGEST + 1) * step, 2 * lag) + 2;
      ring = new Ring(SmallPicture.forFrames(frame.width(), frame.height()), capacity, step);
    }
    measure(frame);
    if (count > lag) {
      write(count - 1 - lag, count);
    }
  }

  private void measure(Frame frame) {
    Entry now = ring.at(count);
    now.picture.read(frame);
    now.timeS = frame.timeS();
    now.frame = frame.index();
    now.mix = null;
    if (count == 0) {
      now.before = 0;
      now.repeat = false;
      now.difference = 0;
      now.change = 0;
      now.correlation = 1;
      Arrays.fill(now.residual, 0);
    } else {
      Entry last = ring.at(count - 1);
      // Repeats are compared with the first of their run, so that a slow change adds up.
      long before = last.repeat ? last.before : count - 1;
      before = Math.max(before, count - lag);
      Entry earlier = ring.at(before);
      now.before = before;
      now.difference = earlier.picture.difference(now.picture);
      now.repeat = now.difference < Math.max(REPEAT, 0.15 * usual());
      if (!now.repeat) {
        usual[distinct++ % usual.length] = now.difference;
      }
      now.correlation = earlier.picture.correlation(now.picture);
      now.change = now.repeat ? 0 : ring.match.residual(earlier.picture, now.picture, now.residual);
      if (count % step == 0) {
        int grid = (int) (count / step);
        now.mix =
            ring.wipe
                .endingAt(grid)
                .or(() -> ring.gradual.endingAt(grid))
                .map(this::mix)
                .orElse(null);
      }
    }
    count++;
  }

  /** Writes the row of frame {@code n}, knowing frames below {@code known}. */
  private void write(long n, long known) {
    Entry e = ring.at(n);
    SmallPicture last = ring.at(e.before).picture;
    SmallPicture.Region shown = last.shown.with(e.picture.shown);
    boolean bars = shown.width() < last.width || shown.height() < last.height;
    SmallPicture before = bars ? last.part(shown) : last;
    SmallPicture now = bars ? e.picture.part(shown) : e.picture;
    double correlation = bars ? before.correlation(now) : e.correlation;
    Local local = local(n, known, shown);
    double ratio = relative(local.change, before, now);
    double spike = e.change / Math.max(FLOOR, local.reference);
    Back back = Back.NONE;
    Aligned aligned = Aligned.NONE;
    if (!e.repeat && (ratio > 0.06 && spike > 1.5 || ratio > 0.3)) {
      back = back(n, known, ratio / relative(e.change, last, e.picture));
      aligned = aligned(before, now, correlation);
    }
    List<Object> cells =
        new ArrayList<>(Arrays.asList(e.timeS, e.frame, e.repeat, e.difference, e.change));
    cells.addAll(List.of(ratio, spike, local.changed, local.kept, local.still));
    cells.addAll(List.of(e.picture.brightness, e.picture.contrast, correlation));
    cells.addAll(List.of(back.afterS, back.left, aligned.correlation, aligned.scale));
    cells.addAll(List.of(local.left, local.top, local.right, local.bottom));
    cells.addAll(e.mix == null ? Mix.NONE : e.mix.cells());
    rows.add(cells.toArray());
  }

  /** When the picture before a change is back, and what change against it is left. */
  private record Back(double afterS, double left) {
    static final Back NONE = new Back(Double.NaN, Double.NaN);
  }

  private record Mix(
      GradualFit.Fit fit,
      double startS,
      double endS,
      double contrastBefore,
      double contrastAfter,
      double correlation,
      double motion) {
    static final List<Object> NONE = Collections.nCopies(10, null);

    List<Object> cells() {
      return List.of(
          switch (fit.kind()) {
            case MIX -> CutRow.MIX;
            case WIPE -> CutRow.WIPE;
            case LINE -> CutRow.LINE;
          },
          startS,
          endS,
          fit.misfit(),
          fit.change(),
          fit.breadth(),
          contrastBefore,
          contrastAfter,
          correlation,
          motion);
    }
  }

  /** Median difference of the last distinct frames. */
  private double usual() {
    if (distinct < usual.length) {
      return 0;
    }
    double[] copy = usual.clone();
    Arrays.sort(copy);
    return copy[copy.length / 2];
  }

  private Mix mix(GradualFit.Fit fit) {
    SmallPicture a = ring.at((long) fit.first() * step).picture;
    SmallPicture b = ring.at((long) fit.last() * step).picture;
    return new Mix(
        fit,
        time(fit.start(), count),
        time(fit.end(), count),
        a.sceneContrast(),
        b.sceneContrast(),
        a.correlation(b),
        ring.check.residual(a, b, ring.scratchResidual));
  }

  private double time(double grid, long n) {
    double at = grid * step;
    long low = (long) Math.floor(at);
    double part = at - low;
    double a = ring.at(low).timeS;
    double b = ring.at(Math.min(n, low + 1)).timeS;
    return a + part * (b - a);
  }

  /**
   * A frame against its neighbours: the usual change, that between the bars of the picture, shares
   * of blocks there that change more than usual, no more than usual, and not at all; the box around
   * those that change more, shares of the picture.
   */
  private record Local(
      double reference,
      double change,
      double changed,
      double kept,
      double still,
      double left,
      double top,
      double right,
      double bottom) {}

  private Local local(long n, long known, SmallPicture.Region shown) {
    long[] left = neighbours(n, -1, Math.max(0, n - lag + 1));
    long[] right = neighbours(n, 1, known - 1);
    Entry e = ring.at(n);
    double reference = Math.max(median(left, -1), median(right, -1));
    if (e.repeat) {
      return new Local(reference, 0, 0, 1, 1, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    int blocks = 0;
    int changed = 0;
    int kept = 0;
    int still = 0;
    double sum = 0;
    int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
    for (int b = 0; b < e.residual.length; b++) {
      if (!ring.match.within(b, shown)) {
        continue;
      }
      blocks++;
      sum += e.residual[b];
      double usual = Math.max(median(left, b), median(right, b));
      if (e.residual[b] > Math.max(Math.max(2.5, 0.25 * e.change), 3 * usual)) {
        changed++;
        grow(box, b % ring.match.across, b / ring.match.across);
      } else if (e.residual[b] <= Math.max(Math.max(2, 0.15 * e.change), 1.5 * usual)) {
        kept++;
      }
      if (e.residual[b] <= 2) {
        still++;
      }
    }
    boolean any = changed > 0;
    double across = ring.match.across;
    double down = ring.match.down;
    double counted = Math.max(1, blocks);
    return new Local(
        reference,
        sum / counted,
        changed / counted,
        kept / counted,
        still / counted,
        any ? box[0] / across : Double.NaN,
        any ? box[1] / down : Double.NaN,
        any ? (box[2] + 1) / across : Double.NaN,
        any ? (box[3] + 1) / down : Double.NaN);
  }

  private static void grow(int[] box, int x, int y) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }

  /**
   * The nearest frames on one side that tell how much change is usual. A repeated frame tells
   * nothing where the source has fewer frames than the clip, but where the picture stands still for
   * longer, {@link #STILL} stands for each further repeat. Of frames that come faster than footage
   * does, those that belong together are told by the one that changes most: the others may repeat
   * it with some noise.
   */
  private long[] neighbours(long n, int direction, long end) {
    long[] out = new long[NEIGHBOURS];
    int found = 0;
    int repeats = 0;
    long most = STILL;
    for (long i = n + direction, passed = 1;
        found < NEIGHBOURS && (direction < 0 ? i >= Math.max(1, end) : i <= end);
        i += direction, passed++) {
      if (!ring.at(i).repeat) {
        most = most == STILL || ring.at(i).change > ring.at(most).change ? i : most;
        repeats = 0;
      } else if (++repeats > MOST_REPEATS * step) {
        out[found++] = STILL;
      }
      if (most != STILL && found < NEIGHBOURS && passed % together == 0) {
        out[found++] = most;
        most = STILL;
      }
    }
    return Arrays.copyOf(out, found);
  }

  /** The median residual of a block (or, below 0, of the whole) among these frames. */
  private double median(long[] frames, int block) {
    if (frames.length == 0) {
      return 0;
    }
    for (int i = 0; i < frames.length; i++) {
      double value = 0;
      if (frames[i] != STILL) {
        Entry e = ring.at(frames[i]);
        value = block < 0 ? e.change : e.residual[block];
      }
      int at = i;
      for (; at > 0 && sorted[at - 1] > value; at--) {
        sorted[at] = sorted[at - 1];
      }
      sorted[at] = value;
    }
    return sorted[frames.length / 2];
  }

  /**
   * Whether the picture before {@code n} comes back: seconds until it does, and the change against
   * it that is left then, over the contrast. Where it does not, the nearest it comes.
   *
   * @param bars by how much more a change counts without the bars around the picture
   */
  private Back back(long n, long known, double bars) {
    Entry e = ring.at(n);
    SmallPicture before = ring.at(e.before).picture;
    double best = Double.POSITIVE_INFINITY;
    double when = Double.NaN;
    for (long i = n + 1; i < known && ring.at(i).timeS - e.timeS < LONGEST_FLASH_S; i++) {
      if (ring.at(i).repeat) {
        continue;
      }
      SmallPicture after = ring.at(i).picture;
      double left =
          bars * relative(ring.check.residual(before, after, ring.scratchResidual), before, after);
      if (left < best) {
        best = left;
        when = ring.at(i).timeS - e.timeS;
      }
      if (best < BACK && best < BACK_SHARE * bars * relative(e.change, before, e.picture)) {
        break;
      }
    }
    return new Back(when, best);
  }

  /** A change in relation to the contrast of both pictures. */
  private static double relative(double change, SmallPicture a, SmallPicture b) {
    return change / (4 + (a.contrast + b.contrast) / 2);
  }

  /**
   * How much alike two pictures are once one of them has been enlarged and moved to fit the other
   * as a whole.
   *
   * @param correlation of luma, the best that was found
   * @param scale enlargement from the older to the newer picture at which it was found
   */
  private record Aligned(double correlation, double scale) {
    static final Aligned NONE = new Aligned(Double.NaN, Double.NaN);
  }

  private Aligned aligned(SmallPicture before, SmallPicture now, double correlation) {
    SmallPicture scratch = before.width == ring.scratch.width ? ring.scratch : before.blank();
    scratch = scratch.height == before.height ? scratch : before.blank();
    int reach = before.width / 10;
    Aligned best = new Aligned(correlation, 1);
    for (double scale = 1.05; scale < 1.55; scale *= 1.06) {
      scratch.zoom(before, scale);
      best = better(best, scratch.bestCorrelation(now, reach), scale);
      scratch.zoom(now, scale);
      best = better(best, scratch.bestCorrelation(before, reach), 1 / scale);
    }
    return best;
  }

  private static Aligned better(Aligned best, double correlation, double scale) {
    return correlation > best.correlation ? new Aligned(correlation, scale) : best;
  }

  @Override
  public Table signal(StreamEnd end) {
    for (long n = Math.max(0, count - lag - 1); n < count; n++) {
      if (n >= rows.size()) {
        write(n, count);
      }
    }
    return rows.table();
  }
}
