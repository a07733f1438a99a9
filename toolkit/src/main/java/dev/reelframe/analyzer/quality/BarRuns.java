package dev.reelframe.analyzer.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Runs of frames with the same bars. Bars are known from the frames that show their inner edges;
 * they stand as well in all frames around that are black where the bars are, so that dark moments
 * of a film neither move its bars nor end them.
 */
final class BarRuns {
  /** Bars of a small view are seen to a pixel or two of it. */
  private static final double TOLERANCE = 0.02;

  /** A frame may be this much less dark than the bars: coding blurs their edges. */
  private static final double BLUR = 0.015;

  /** Share of the frames of a run, less all black ones, that must show the edges. */
  private static final double SHOWN = 0.2;

  /** Other bars than those before are believed when so many frames near show them. */
  private static final int CONFIRMING = 3;

  private static final int NEAR_FRAMES = 8;

  private final Bars[] seen;
  private final Bars[] dark;
  private final boolean[] black;
  private final boolean[] fullSize;

  BarRuns(List<QualityRow> signal, IntPredicate black) {
    seen = signal.stream().map(QualityRow::bars).toArray(Bars[]::new);
    dark = signal.stream().map(QualityRow::dark).toArray(Bars[]::new);
    this.black = new boolean[seen.length];
    for (int i = 0; i < seen.length; i++) {
      this.black[i] = black.test(i);
    }
    fullSize = new boolean[seen.length];
    for (int i = 0; i < seen.length; i++) {
      fullSize[i] = signal.get(i).measures().isPresent();
    }
  }

  /**
   * Frames {@code first .. end - 1}.
   *
   * @param bars the median of those that its frames show, in full size where that was measured
   */
  record Run(int first, int end, Bars bars) {}

  List<Run> find() {
    Bars[] standing = new Bars[seen.length];
    Bars now = null;
    for (int i = 0; i < seen.length; i++) {
      now = standing(i, now);
      standing[i] = now;
    }
    // What few frames show is the floor of a dark stage, or the like.
    for (Run run : runs(standing)) {
      if (shown(run).size() < Math.max(CONFIRMING, SHOWN * light(run))) {
        Arrays.fill(standing, run.first, run.end, null);
      }
    }
    for (int i = 1; i < seen.length; i++) {
      spread(standing, i - 1, i);
    }
    for (int i = seen.length - 2; i >= 0; i--) {
      spread(standing, i + 1, i);
    }
    return runs(standing).stream().map(this::trimmed).map(this::exact).toList();
  }

  private void spread(Bars[] standing, int from, int to) {
    if (standing[to] == null && standing[from] != null && fits(standing[from], to)) {
      standing[to] = standing[from];
    }
  }

  private boolean fits(Bars bars, int i) {
    return black[i] || bars.within(dark[i], BLUR);
  }

  private static List<Run> runs(Bars[] standing) {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < standing.length; ) {
      int end = i + 1;
      while (end < standing.length && same(standing[i], standing[end])) {
        end++;
      }
      if (standing[i] != null) {
        runs.add(new Run(i, end, standing[i]));
      }
      i = end;
    }
    return runs;
  }

  private static boolean same(Bars one, Bars other) {
    return one == other || one != null && other != null && one.same(other, TOLERANCE);
  }

  /** The bars of a frame, given those of the frame before; null for none. */
  private Bars standing(int i, Bars before) {
    boolean goesOn = before != null && fits(before, i);
    if (!seen[i].any() || same(before, seen[i])) {
      return goesOn ? before : null;
    }
    return confirmed(i) ? seen[i] : goesOn ? before : null;
  }

  private boolean confirmed(int i) {
    int same = 0;
    for (int k = i; k < Math.min(seen.length, i + NEAR_FRAMES); k++) {
      same += seen[k].any() && seen[k].same(seen[i], TOLERANCE) ? 1 : 0;
    }
    return same >= CONFIRMING;
  }

  /** Frames of a run that show its bars. */
  private List<Integer> shown(Run run) {
    return IntStream.range(run.first, run.end)
        .filter(i -> seen[i].any() && seen[i].same(run.bars, TOLERANCE))
        .boxed()
        .toList();
  }

  private long light(Run run) {
    return IntStream.range(run.first, run.end).filter(i -> !black[i]).count();
  }

  /** Without black frames at its ends. */
  private Run trimmed(Run run) {
    int first = run.first;
    int end = run.end;
    while (first < end && black[first]) {
      first++;
    }
    while (end > first && black[end - 1]) {
      end--;
    }
    return new Run(first, end, run.bars);
  }

  private Run exact(Run run) {
    List<Integer> shown = shown(run);
    List<Integer> large = shown.stream().filter(i -> fullSize[i]).toList();
    return new Run(run.first, run.end, median(large.isEmpty() ? shown : large));
  }

  private Bars median(List<Integer> shown) {
    return new Bars(
        median(shown, Bars::top),
        median(shown, Bars::bottom),
        median(shown, Bars::left),
        median(shown, Bars::right));
  }

  private double median(List<Integer> shown, ToDoubleFunction<Bars> edge) {
    double[] sorted =
        shown.stream().mapToDouble(i -> edge.applyAsDouble(seen[i])).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
