package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.cut.CutRow;
import dev.reelframe.analyzer.effect.VisualEffect.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where footage goes on faster or slower within a shot: the difference from frame to frame is
 * even on both sides of one frame and another on each. What moves by itself is hardly ever even, so
 * only footage that moves steadily shows its speed; slow motion made by repeating frames does, too.
 */
final class SpeedChanges {
  /** Shortest stretch on each side, seconds. */
  private static final double SIDE_S = 0.8;

  /** How far the two frames next to a change may be from the speed of their side, a factor. */
  private static final double NEXT_TO_IT = 1.2;

  /** Smallest change of speed that is named. */
  private static final double FACTOR = 1.6;

  /** Largest spread of the speed on one side, quartile over quartile. */
  private static final double EVEN = 1.2;

  private SpeedChanges() {}

  /** At most one in a shot. */
  static List<VisualEffect> find(List<CutRow> shot) {
    List<VisualEffect> out = new ArrayList<>();
    double best = FACTOR;
    for (int i = 2; i < shot.size() - 1; i++) {
      double at = shot.get(i).timeS();
      double[] before = speeds(shot, at - SIDE_S, at);
      double[] after = speeds(shot, at, at + SIDE_S);
      if (before.length < 8 || after.length < 8 || !even(before) || !even(after)) {
        continue;
      }
      double factor = ChangeEffects.median(after) / ChangeEffects.median(before);
      double here = shot.get(i).difference() / (at - shot.get(i - 1).timeS());
      if (!sudden(before, here, after)) {
        continue;
      }
      double much = Math.max(factor, 1 / factor);
      if (much > best) {
        best = much;
        out.clear();
        out.add(VisualEffect.whole(at, shot.get(i + 1).timeS(), Kind.SPEED_CHANGE, factor));
      }
    }
    return out;
  }

  /**
   * Whether the speed changes at once: the frames next to the change have the speed of their side
   * already. That of a thing or a camera changes little by little, as does the picture's where
   * somebody walks out of it.
   */
  private static boolean sudden(double[] before, double here, double[] after) {
    double older = ChangeEffects.median(before);
    double newer = ChangeEffects.median(after);
    double last = (before[before.length - 1] + before[before.length - 2]) / 2;
    double first = (after[0] + after[1]) / 2;
    return like(last, older) && like(first, newer) && (like(here, older) || like(here, newer));
  }

  private static boolean like(double speed, double usual) {
    return Math.max(speed / usual, usual / speed) < NEXT_TO_IT;
  }

  /**
   * Differences per second of distinct frames in a stretch; none where it is not wholly in the
   * shot.
   */
  private static double[] speeds(List<CutRow> shot, double fromS, double toS) {
    if (fromS < shot.getFirst().timeS() - 1e-6 || toS > shot.getLast().timeS() + 1e-6) {
      return new double[0];
    }
    List<Double> out = new ArrayList<>();
    double last = Double.NaN;
    for (CutRow row : shot) {
      if (row.repeat()) {
        continue;
      }
      if (row.timeS() > fromS + 1e-6 && row.timeS() < toS - 1e-6 && !Double.isNaN(last)) {
        out.add(row.difference() / (row.timeS() - last));
      }
      last = row.timeS();
    }
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean even(double[] speeds) {
    double[] sorted = speeds.clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 4];
    double high = sorted[sorted.length * 3 / 4];
    return low > 5 && high < EVEN * low;
  }
}
