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

  /** Frames that come more slowly, seconds, are each a picture of its own. */
  private static final double RARE_S = 0.21;

  /** Share of colours that two pictures of one place have in common, whatever is in them. */
  private static final double ALIKE_COLORS = 0.7;

  /** Share below which they are of two places, however alike their structure is by chance. */
  private static final double OTHER_COLORS = 0.25;

  /** What makes a jump cut: change over the usual one, and over the contrast; */
  private static final double JUMP_SPIKE = 2.5;

  private static final double JUMP_CHANGE = 0.12;

  /** share of what is not plain ground that is gone; */
  private static final double JUMP_GONE = 0.6;

  /** correlation with the frame before; */
  private static final double JUMP_ALIKE = 0.85;

  /** difference over that of the frames before and after. */
  private static final double JUMP_AT_ONCE = 2.5;

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
      if (score(i) * sensitivity >= 1 || standing(i) || jump(i)) {
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
  private double score(int i) {
    CutRow row = rows.get(i);
    if (rare(i)) {
      return otherPicture(row) ? 1 : 0;
    }
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
    return otherPicture(rows.get(i))
        && rows.get(i - 1).repeat()
        && i + 1 < rows.size()
        && rows.get(i + 1).repeat();
  }

  /**
   * Whether one moment of a scene is cut onto another: a jump cut. Plain ground stays, so that
   * little of the picture changes, but of what is on it nearly all does, and at once: an overlay
   * leaves the rest where it was, and who moves fast does so for more than a frame.
   */
  private boolean jump(int i) {
    CutRow row = rows.get(i);
    return !row.repeat()
        && row.spike() >= JUMP_SPIKE / sensitivity
        && row.changeRatio() >= JUMP_CHANGE / sensitivity
        && row.filledGone() * sensitivity >= JUMP_GONE
        && row.correlation() < JUMP_ALIKE
        && row.difference() >= JUMP_AT_ONCE * differenceAround(i) / sensitivity;
  }

  /** The larger difference of the frames before and after that are no repeats. */
  private double differenceAround(int i) {
    return Math.max(difference(i, -1), difference(i, 1));
  }

  private double difference(int from, int direction) {
    int i = from + direction;
    while (i > 0 && i < rows.size() && rows.get(i).repeat()) {
      i += direction;
    }
    return i > 0 && i < rows.size() ? rows.get(i).difference() : 0;
  }

  /** Whether so much time lies between a frame and the one before that no change is usual. */
  private boolean rare(int i) {
    return rows.get(i).timeS() - rows.get(i - 1).timeS() > RARE_S;
  }

  /** Whether a frame shows another picture, whatever is usual around it. */
  private boolean otherPicture(CutRow row) {
    boolean structure = row.aligned() < 0.4 && row.colorsInCommon() < ALIKE_COLORS * sensitivity;
    return !row.repeat()
        && row.changeRatio() > 0.4 / sensitivity
        && row.still() < 0.3
        && (structure || row.colorsInCommon() < OTHER_COLORS * sensitivity);
  }

  /** Takes out both ends of what brightens, darkens or covers the same shot for a moment. */
  private List<Integer> withoutFlashes(List<Integer> candidates) {
    List<Integer> out = new ArrayList<>();
    double flashEndS = -1;
    int seen = 1;
    for (int k = 0; k < candidates.size(); k++) {
      int i = candidates.get(k);
      CutRow row = rows.get(i);
      // A light may come up with less of a change than it goes with.
      for (; seen <= i; seen++) {
        CutRow light = rows.get(seen);
        if (light.timeS() > flashEndS && light.spike() > 1.8 && light.flash(rows.get(seen - 1))) {
          flashEndS = light.timeS() + light.returnS() + 1e-6;
        }
      }
      if (row.timeS() <= flashEndS) {
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
            .sorted(Comparator.comparingDouble(this::score).reversed())
            .map(rows::get)
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
