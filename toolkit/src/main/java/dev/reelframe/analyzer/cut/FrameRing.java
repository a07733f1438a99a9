package dev.reelframe.analyzer.cut;

import java.util.Arrays;

/**
 * The last frames of {@link CutFold}, what compares them, and what is usual around one of them.
 * Frame numbers count on and on.
 */
final class FrameRing {
  /** Neighbours on each side whose change makes the local reference. */
  private static final int NEIGHBOURS = 5;

  /** Farther away nothing tells what is usual, seconds. */
  private static final double NEAR_S = 0.6;

  /** Longest time for which a source of fewer frames repeats one, seconds. */
  private static final double LONGEST_REPEAT_S = 0.125;

  /** Blocks of less contrast, levels, are plain ground: nothing can change there but light. */
  private static final double FILLED = 8;

  /** Difference over contrast from which nothing of a block is left in its place. */
  private static final double LEFT = 0.5;

  /** Stands for a neighbour in a picture that does not change. */
  private static final long STILL = -1;

  /** One measured frame; {@code before} is the number of the one it was compared with. */
  static final class Entry {
    SmallPicture picture;
    float[] residual;
    double timeS;
    long frame;
    long before;
    boolean repeat;
    double difference;
    double change;
    double correlation;
    CutRow.Gradual mix;
  }

  final Entry[] entries;
  final BlockMatch match;
  final BlockMatch check;
  final GradualFit gradual;
  final WipeLine wipe;
  final SmallPicture scratch;
  final float[] scratchResidual;
  private final int together;
  private final double[] sorted = new double[NEIGHBOURS];

  FrameRing(SmallPicture first, int capacity, int step) {
    together = step > 1 ? 2 * step : 1;
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

  /**
   * A frame against its neighbours: the usual change, that of the frames before alone, that between
   * the bars of the picture, shares of blocks there that change more than usual, no more than
   * usual, and not at all; of the blocks with something in them the share of which nothing is left
   * in its place; the box around those that change more, shares of the picture.
   */
  record Local(
      double reference,
      double before,
      double change,
      double changed,
      double kept,
      double still,
      double filled,
      double left,
      double top,
      double right,
      double bottom) {}

  Local local(long n, long known, SmallPicture.Region shown, int lag) {
    long[] left = neighbours(n, -1, Math.max(0, n - lag + 1));
    long[] right = neighbours(n, 1, known - 1);
    Entry e = at(n);
    double before = median(left, -1);
    double reference = Math.max(before, median(right, -1));
    if (e.repeat) {
      return new Local(
          reference, before, 0, 0, 1, 1, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
    int blocks = 0;
    int changed = 0;
    int kept = 0;
    int still = 0;
    int filled = 0;
    int filledLeft = 0;
    SmallPicture last = at(e.before).picture;
    double sum = 0;
    int[] box = {Integer.MAX_VALUE, Integer.MAX_VALUE, -1, -1};
    for (int b = 0; b < e.residual.length; b++) {
      if (!match.within(b, shown)) {
        continue;
      }
      blocks++;
      sum += e.residual[b];
      double usual = Math.max(median(left, b), median(right, b));
      double contrast = Math.max(match.contrast(last, b), match.contrast(e.picture, b));
      if (contrast > FILLED) {
        filled++;
        filledLeft += match.difference(last, e.picture, b) > LEFT * contrast ? 1 : 0;
      }
      if (e.residual[b] > Math.max(Math.max(2.5, 0.25 * e.change), 3 * usual)) {
        changed++;
        grow(box, b % match.across, b / match.across);
      } else if (e.residual[b] <= Math.max(Math.max(2, 0.15 * e.change), 1.5 * usual)) {
        kept++;
      }
      if (e.residual[b] <= 2) {
        still++;
      }
    }
    boolean any = changed > 0;
    double across = match.across;
    double down = match.down;
    double counted = Math.max(1, blocks);
    return new Local(
        reference,
        before,
        sum / counted,
        changed / counted,
        kept / counted,
        still / counted,
        (double) filledLeft / Math.max(1, filled),
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
   * The nearest frames on one side that tell how much change is usual, no farther than {@link
   * #NEAR_S}: of pictures that follow each other slowly none is usual for another. A repeated frame
   * tells nothing where the source has fewer frames than the clip, but where the picture stands
   * still for longer, {@link #STILL} stands for each further repeat. Of frames that come faster
   * than footage does, those that belong together are told by the one that changes most: the others
   * may repeat it with some noise.
   */
  private long[] neighbours(long n, int direction, long end) {
    long[] out = new long[NEIGHBOURS];
    int found = 0;
    long distinct = n;
    long most = STILL;
    for (long i = n + direction, passed = 1;
        found < NEIGHBOURS
            && (direction < 0 ? i >= Math.max(1, end) : i <= end)
            && apartS(i, n) <= NEAR_S;
        i += direction, passed++) {
      if (!at(i).repeat) {
        most = most == STILL || at(i).change > at(most).change ? i : most;
        distinct = i;
      } else if (apartS(i, distinct) > LONGEST_REPEAT_S) {
        out[found++] = STILL;
      }
      if (most != STILL && found < NEIGHBOURS && passed % together == 0) {
        out[found++] = most;
        most = STILL;
      }
    }
    return Arrays.copyOf(out, found);
  }

  private double apartS(long one, long other) {
    return Math.abs(at(one).timeS - at(other).timeS);
  }

  /** The median residual of a block (or, below 0, of the whole) among these frames. */
  private double median(long[] frames, int block) {
    if (frames.length == 0) {
      return 0;
    }
    for (int i = 0; i < frames.length; i++) {
      double value = 0;
      if (frames[i] != STILL) {
        Entry e = at(frames[i]);
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
}
