package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.cut.CutRow;
import dev.reelframe.analyzer.effect.VisualEffect.Kind;
import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Effects within one shot, from how each frame differs from the one before. */
final class ChangeEffects {
  /** Shortest freeze, seconds. */
  private static final double SHORTEST_FREEZE_S = 0.3;

  /** Mean luma difference of a frozen picture, levels: what coding leaves. */
  private static final double FROZEN = 0.2;

  /** Frames that must move, within a second of a freeze, for it to be one. */
  private static final int MOVING_FRAMES = 5;

  private final List<CutRow> rows;
  private final double endS;

  /**
   * @param rows of one shot
   * @param endS its end, seconds
   */
  ChangeEffects(List<CutRow> rows, double endS) {
    this.rows = rows;
    this.endS = endS;
  }

  List<VisualEffect> find() {
    List<VisualEffect> out = new ArrayList<>();
    double coveredS = -1;
    for (int i = 1; i < rows.size(); i++) {
      CutRow row = rows.get(i);
      if (row.timeS() < coveredS || row.repeat() || !peak(i)) {
        continue;
      }
      if (row.spike() > 2.5 && row.flash(rows.get(i - 1))) {
        coveredS = row.timeS() + row.returnS();
        out.add(VisualEffect.whole(row.timeS(), coveredS, Kind.FLASH, Double.NaN));
        coveredS += 1e-6;
      } else if (punch(row)) {
        out.add(VisualEffect.whole(row.timeS(), after(i), Kind.ZOOM_PUNCH, row.alignedScale()));
      } else if (filter(i)) {
        out.add(VisualEffect.whole(row.timeS(), after(i), Kind.FILTER_CHANGE, Double.NaN));
      }
    }
    out.addAll(freezes());
    return out;
  }

  private double after(int i) {
    return i + 1 < rows.size() ? rows.get(i + 1).timeS() : endS;
  }

  private boolean peak(int i) {
    double change = rows.get(i).change();
    return change >= rows.get(i - 1).change()
        && (i + 1 >= rows.size() || change >= rows.get(i + 1).change());
  }

  private static boolean punch(CutRow row) {
    return row.samePicture()
        && Math.abs(Math.log(row.alignedScale())) > 0.04
        && row.aligned() - row.correlation() > 0.08
        && row.changedShare() > 0.5
        && row.spike() > 2.5
        && row.changeRatio() > 0.08;
  }

  /** The same picture in another light from here on. */
  private boolean filter(int i) {
    CutRow row = rows.get(i);
    return row.correlation() > 0.85
        && row.changedShare() > 0.7
        && row.changed() > 0.5
        && row.spike() > 4
        && row.change() > 4
        && !(row.returnRatio() < 0.6 * row.changeRatio());
  }

  /** Where and when something new comes in one frame: a picture in the picture begins so. */
  List<VisualEffect> appearances() {
    List<VisualEffect> out = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      CutRow row = rows.get(i);
      if (!row.repeat() && peak(i) && overlay(i)) {
        PixelRect box =
            new PixelRect(
                row.changedLeft(), row.changedTop(), row.changedRight(), row.changedBottom());
        out.add(
            new VisualEffect(
                row.timeS(), after(i), Kind.OVERLAY_CHANGE, Double.NaN, Optional.of(box)));
      }
    }
    return out;
  }

  /**
   * Something is new in one frame and in one place, a thing that moves by itself included: it fills
   * its box, the rest of the picture goes on as before, and so does the box afterwards.
   */
  private boolean overlay(int i) {
    CutRow row = rows.get(i);
    double area =
        (row.changedRight() - row.changedLeft()) * (row.changedBottom() - row.changedTop());
    double usual = usual(i);
    return row.changed() > 0.035
        && row.changedShare() < 0.45
        && row.kept() > (row.spike() > 3 ? 0.45 : 0.75)
        && row.changed() > (row.spike() > 3 ? 0.5 : 0.7) * area
        && calm(i - 1, row.changed() / 2)
        && calm(i + 1, row.changed() / 2)
        && (row.change() - usual) / row.changed() > 12;
  }

  /** Change of the nearest distinct frames before and after, the larger one. */
  private double usual(int i) {
    double before = 0;
    for (int k = i - 1; k > 0 && k > i - 5; k--) {
      if (!rows.get(k).repeat()) {
        before = rows.get(k).change();
        break;
      }
    }
    double after = 0;
    for (int k = i + 1; k < rows.size() && k < i + 5; k++) {
      if (!rows.get(k).repeat()) {
        after = rows.get(k).change();
        break;
      }
    }
    return Math.max(before, after);
  }

  private boolean calm(int i, double most) {
    return i < 1 || i >= rows.size() || rows.get(i).changed() <= most;
  }

  private List<VisualEffect> freezes() {
    List<VisualEffect> out = new ArrayList<>();
    for (int i = 1; i < rows.size(); ) {
      int end = i;
      while (end < rows.size() && rows.get(end).repeat() && rows.get(end).difference() < FROZEN) {
        end++;
      }
      if (end > i) {
        double from = rows.get(i - 1).timeS();
        double to = end < rows.size() ? rows.get(end).timeS() : endS;
        if (to - from >= SHORTEST_FREEZE_S - 1e-6 && movesAround(i, end)) {
          out.add(VisualEffect.whole(from, to, Kind.FREEZE, Double.NaN));
        }
      }
      i = Math.max(end, i + 1);
    }
    return out;
  }

  /** Whether the picture moves before or after the rows of a freeze: a photograph does not. */
  private boolean movesAround(int from, int to) {
    int before = 0;
    for (int i = from - 1; i > 0 && rows.get(i).timeS() > rows.get(from).timeS() - 1; i--) {
      before += moves(rows.get(i)) ? 1 : 0;
    }
    int after = 0;
    // The first frame after a freeze differs by all that was held back.
    for (int i = to + 1; i < rows.size() && rows.get(i).timeS() < rows.get(to).timeS() + 1; i++) {
      after += moves(rows.get(i)) ? 1 : 0;
    }
    return before >= MOVING_FRAMES || after >= MOVING_FRAMES;
  }

  private static boolean moves(CutRow row) {
    return !row.repeat() && row.difference() > 2 * FROZEN;
  }

  /** Median of some numbers; NaN of none. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
