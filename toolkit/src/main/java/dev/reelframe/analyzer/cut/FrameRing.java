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
  private static final double GONE = 0.5;

  /**
   * How much a block changes.
   *
   * @param levels at least, of 255
   * @param share of the change of the whole frame
   * @param times what is usual for the block
   */
  private record Change(double levels, double share, double times) {
    double of(double whole, double usual) {
      return Math.max(Math.max(levels, share * whole), times * usual);
    }
  }

  /** A block that changes by more has changed. */
  private static final Change CHANGED = new Change(2.5, 0.25, 3);

  /** A block that changes by no more than this is kept. */
  private static final Change KEPT = new Change(2, 0.15, 1.5);

  /** A block that changes by no more levels stands still. */
  private static final double STILL_LEVELS = 2;

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
   * A frame against its neighbours.
   *
   * @param reference the usual change
   * @param before that of the frames before alone
   * @param change that between the bars of the picture
   * @param changed share of blocks there that change more than usual
   * @param kept share of blocks that change no more than usual
   * @param still share of blocks that do not change at all
   * @param gone of the blocks with something in them, the share of which nothing is left in its
   *     place
   * @param left of the box around the blocks that change more, share of the picture; NaN for none
   */
  record Local(
      double reference,
      double before,
      double change,
      double changed,
      double kept,
      double still,
      double gone,
      double left,
      double top,
      double right,
      double bottom) {

    static Local ofRepeat(double reference, double before) {
      double none = Double.NaN;
      return new Local(reference, before, 0, 0, 1, 1, 0, none, none, none, none);
    }
  }

  Local local(long n, long known, SmallPicture.Region shown, int lag) {
    long[] earlier = neighbours(n, -1, Math.max(0, n - lag + 1));
    long[] later = neighbours(n, 1, known - 1);
    Entry frame = at(n);
    double before = median(earlier, -1);
    double reference = Math.max(before, median(later, -1));
    if (frame.repeat) {
      return Local.ofRepeat(reference, before);
    }
    Blocks blocks = new Blocks(frame);
    for (int b = 0; b < frame.residual.length; b++) {
      if (match.within(b, shown)) {
        blocks.add(b, Math.max(median(earlier, b), median(later, b)));
      }
    }
    return blocks.local(reference, before);
  }

  /** Counts what the blocks of a frame do. */
  private final class Blocks {
    private final Entry frame;
    private final SmallPicture last;
    private double sum;
    private int all;
    private int changed;
    private int kept;
    private int still;
    private int filled;
    private int gone;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right = -1;
    private int bottom = -1;

    Blocks(Entry frame) {
      this.frame = frame;
      this.last = at(frame.before).picture;
    }

    void add(int b, double usual) {
      double change = frame.residual[b];
      all++;
      sum += change;
      still += change <= STILL_LEVELS ? 1 : 0;
      if (change > CHANGED.of(frame.change, usual)) {
        changed++;
        grow(b % match.across, b / match.across);
      } else if (change <= KEPT.of(frame.change, usual)) {
        kept++;
      }
      double contrast = Math.max(match.contrast(last, b), match.contrast(frame.picture, b));
      if (contrast > FILLED) {
        filled++;
        gone += match.difference(last, frame.picture, b) > GONE * contrast ? 1 : 0;
      }
    }

    private void grow(int x, int y) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = Math.max(bottom, y + 1);
    }

    Local local(double reference, double before) {
      double counted = Math.max(1, all);
      return new Local(
          reference,
          before,
          sum / counted,
          changed / counted,
          kept / counted,
          still / counted,
          (double) gone / Math.max(1, filled),
          share(left, match.across),
          share(top, match.down),
          share(right, match.across),
          share(bottom, match.down));
    }

    private double share(int edge, int whole) {
      return changed > 0 ? edge / (double) whole : Double.NaN;
    }
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
