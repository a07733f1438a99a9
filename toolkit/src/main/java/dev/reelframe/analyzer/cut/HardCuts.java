package dev.reelframe.analyzer.cut;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides which frames begin a new shot. */
final class HardCuts {
  /** A shot has at least three frames; so many between two cuts, less rounding. */
  private static final double SHORTEST_SHOT_FRAMES = 2.5;

  /** And need not last longer than this where frames are rare, seconds. */
  private static final double SHORTEST_SHOT_S = 0.085;

  /** Light between two shots lasts no longer, seconds; a white picture may. */
  private static final double FLASH_BETWEEN_S = 0.15;

  private final List<CutRow> rows;
  private final double sensitivity;

  HardCuts(List<CutRow> rows, double sensitivity) {
    this.rows = rows;
    this.sensitivity = sensitivity;
  }

  /** Rows of the first frames of new shots, in order of time. */
  List<CutRow> find() {
    List<Integer> candidates = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      if (score(rows.get(i)) * sensitivity >= 1 || standing(i)) {
        candidates.add(i);
      }
    }
    return apart(withoutFlashes(candidates));
  }

  /**
   * How much a frame looks like the first of a new shot; 1 is the threshold. A cut changes most of
   * the picture (an overlay does not), more than is usual around it (a fast pan does not), and by
   * something in relation to the contrast (noise does not).
   */
  private double score(CutRow row) {
    if (row.repeat()
        || row.spike() < 1.8 / sensitivity
        || row.change() < 3.5
        || row.changeRatio() < 0.08) {
      return 0;
    }
    double share = row.changedShare();
    if (share * Math.max(1, sensitivity) < 0.45) {
      return 0;
    }
    return share
        / 0.5
        * Math.sqrt(Math.min(2.5, row.spike() / 3))
        * Math.sqrt(Math.min(4, row.changeRatio() / 0.25))
        / 1.15;
  }

  /**
   * Whether still pictures follow each other so fast that the change from one to the next is the
   * only one there is, and so the usual one.
   */
  private boolean standing(int i) {
    CutRow row = rows.get(i);
    return row.changeRatio() > 0.4 / sensitivity
        && row.aligned() < 0.4
        && row.still() < 0.3
        && rows.get(i - 1).repeat()
        && i + 1 < rows.size()
        && rows.get(i + 1).repeat();
  }

  /** Takes out both ends of what brightens, darkens or covers the same shot for a moment. */
  private List<Integer> withoutFlashes(List<Integer> candidates) {
    List<Integer> out = new ArrayList<>();
    double flashEndS = -1;
    for (int k = 0; k < candidates.size(); k++) {
      int i = candidates.get(k);
      CutRow row = rows.get(i);
      if (row.timeS() <= flashEndS) {
        continue;
      }
      if (row.flash(rows.get(i - 1))) {
        flashEndS = row.timeS() + row.returnS() + 1e-6;
        continue;
      }
      if (k + 1 < candidates.size() && flashBetween(i, candidates.get(k + 1))) {
        // The old shot ends in light and the new one comes out of it: one cut, where the picture
        // under the light changes, or else where the light begins.
        int next = candidates.get(k + 1);
        out.add(row.correlation() > 0.7 && rows.get(next).correlation() < 0.7 ? next : i);
        flashEndS = rows.get(next).timeS() + 1e-6;
        continue;
      }
      if (!row.samePicture()) {
        out.add(i);
      }
    }
    return out;
  }

  private boolean flashBetween(int i, int next) {
    CutRow row = rows.get(i);
    return rows.get(next).timeS() - row.timeS() < FLASH_BETWEEN_S
        && row.brightness() > 180
        && row.brightness() > rows.get(i - 1).brightness() + 40
        && row.contrast() < 0.5 * rows.get(i - 1).contrast();
  }

  /** Time that lies between cuts at the least. */
  private double shortestShotS() {
    double step =
        rows.size() < 2
            ? 0
            : (rows.getLast().timeS() - rows.getFirst().timeS()) / (rows.size() - 1);
    return Math.min(SHORTEST_SHOT_S, SHORTEST_SHOT_FRAMES * step);
  }

  /** Keeps the strongest of those that are too near to each other. */
  private List<CutRow> apart(List<Integer> candidates) {
    List<CutRow> byStrength =
        candidates.stream()
            .map(rows::get)
            .sorted(Comparator.comparingDouble(this::score).reversed())
            .toList();
    double apartS = shortestShotS();
    List<CutRow> kept = new ArrayList<>();
    for (CutRow row : byStrength) {
      if (kept.stream().noneMatch(k -> Math.abs(k.timeS() - row.timeS()) < apartS)) {
        kept.add(row);
      }
    }
    kept.sort(Comparator.comparingDouble(CutRow::timeS));
    return kept;
  }
}
