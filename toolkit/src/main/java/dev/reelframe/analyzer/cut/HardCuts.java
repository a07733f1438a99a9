package dev.reelframe.analyzer.cut;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides which frames begin a new shot. */
final class HardCuts {
  /** A shot has at least three frames: frames between two cuts, less rounding. */
  private static final double SHORTEST_SHOT_FRAMES = 2.5;

  /** Where frames are rare a shot need not last longer than this, seconds. */
  private static final double SHORTEST_SHOT_S = 0.085;

  /** Longest light between two shots, seconds; a white picture may last longer. */
  private static final double FLASH_BETWEEN_S = 0.15;

  /** Mean luma of such a light, levels, and by how much it exceeds that of the frame before. */
  private static final double FLASH_LEVEL = 180;

  private static final double FLASH_RISE = 40;

  /** Share of the contrast before that such a light leaves at most. */
  private static final double FLASH_CONTRAST = 0.5;

  /** Correlation from which two frames show one picture, under whatever light. */
  private static final double SAME_UNDER_LIGHT = 0.7;

  /** Frames that come more slowly, seconds, are each a picture of its own. */
  private static final double RARE_S = 0.21;

  /** Change over the usual one below which a frame is like those around it. */
  private static final double USUAL_SPIKE = 1.8;

  /** Change, levels, and change over contrast below which it may be noise. */
  private static final double NOISE_LEVELS = 3.5;

  private static final double NOISE_RATIO = 0.08;

  /** Share of the picture that a cut changes at least: an overlay changes less. */
  private static final double LEAST_SHARE = 0.45;

  /** A cut as it is in the middle: share changed, change over the usual, change over contrast. */
  private static final double CUT_SHARE = 0.5;

  private static final double CUT_SPIKE = 3;
  private static final double CUT_RATIO = 0.25;

  /** More of the last two than this many times the middle makes no cut surer. */
  private static final double MAX_SPIKE = 2.5;

  private static final double MAX_RATIO = 4;

  /** The product of the three above which there is a cut. */
  private static final double THRESHOLD = 1.15;

  /** Another picture: change over contrast, and the most of it that stands still. */
  private static final double OTHER_RATIO = 0.4;

  private static final double OTHER_STILL = 0.3;

  /** Correlation of the best fit below which two pictures are of other structure. */
  private static final double OTHER_STRUCTURE = 0.4;

  /** Share of colours that two pictures of one place have in common, whatever is in them. */
  private static final double ALIKE_COLORS = 0.7;

  /** Share below which they are of two places, however alike their structure is by chance. */
  private static final double OTHER_COLORS = 0.25;

  /** A jump cut changes this many times more than is usual around it. */
  private static final double JUMP_SPIKE = 2.5;

  /** Change over contrast of a jump cut. */
  private static final double JUMP_CHANGE = 0.12;

  /** Share of what is not plain ground that is gone after a jump cut. */
  private static final double JUMP_GONE = 0.6;

  /** Highest correlation with the frame before a jump cut. */
  private static final double JUMP_ALIKE = 0.85;

  /** Difference at a jump cut over that of the frames before and after. */
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
        || row.spike() < USUAL_SPIKE / sensitivity
        || row.change() < NOISE_LEVELS
        || row.changeRatio() < NOISE_RATIO) {
      return 0;
    }
    double share = row.changedShare();
    if (share * Math.max(1, sensitivity) < LEAST_SHARE) {
      return 0;
    }
    return share
        / CUT_SHARE
        * Math.sqrt(Math.min(MAX_SPIKE, row.spike() / CUT_SPIKE))
        * Math.sqrt(Math.min(MAX_RATIO, row.changeRatio() / CUT_RATIO))
        / THRESHOLD;
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
    boolean structure =
        row.aligned() < OTHER_STRUCTURE && row.colorsInCommon() < ALIKE_COLORS * sensitivity;
    return !row.repeat()
        && row.changeRatio() > OTHER_RATIO / sensitivity
        && row.still() < OTHER_STILL
        && (structure || row.colorsInCommon() < OTHER_COLORS * sensitivity);
  }

  /** Takes out both ends of what brightens, darkens or covers the same shot for a moment. */
  private List<Integer> withoutFlashes(List<Integer> candidates) {
    List<Integer> cuts = new ArrayList<>();
    Flashes flashes = new Flashes();
    for (int k = 0; k < candidates.size(); k++) {
      int i = candidates.get(k);
      flashes.see(i);
      if (flashes.cover(i)) {
        continue;
      }
      if (k + 1 < candidates.size() && flashBetween(i, candidates.get(k + 1))) {
        int next = candidates.get(k + 1);
        cuts.add(firstOfNewShot(i, next));
        flashes.endWith(next);
      } else if (!rows.get(i).samePicture()) {
        cuts.add(i);
      }
    }
    return cuts;
  }

  /** Lights that come up and go while a shot goes on. */
  private final class Flashes {
    private double endS = -1;
    private int seen = 1;

    /**
     * Looks at all frames up to one: a light may come up with less of a change than it goes with.
     */
    void see(int last) {
      for (; seen <= last; seen++) {
        CutRow row = rows.get(seen);
        if (row.timeS() > endS && row.spike() > USUAL_SPIKE && row.flash(rows.get(seen - 1))) {
          endS = row.timeS() + row.returnS() + 1e-6;
        }
      }
    }

    boolean cover(int i) {
      return rows.get(i).timeS() <= endS;
    }

    void endWith(int i) {
      endS = rows.get(i).timeS() + 1e-6;
    }
  }

  /** Whether the old shot ends in light and the new one comes out of it. */
  private boolean flashBetween(int i, int next) {
    CutRow row = rows.get(i);
    CutRow before = rows.get(i - 1);
    return rows.get(next).timeS() - row.timeS() < FLASH_BETWEEN_S
        && row.brightness() > FLASH_LEVEL
        && row.brightness() > before.brightness() + FLASH_RISE
        && row.contrast() < FLASH_CONTRAST * before.contrast();
  }

  /** Where the picture under such a light changes, or else where the light begins. */
  private int firstOfNewShot(int lightComes, int lightGoes) {
    boolean stays = rows.get(lightComes).correlation() > SAME_UNDER_LIGHT;
    return stays && rows.get(lightGoes).correlation() < SAME_UNDER_LIGHT ? lightGoes : lightComes;
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
