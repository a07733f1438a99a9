package dev.reelframe.analyzer.cut;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Decides which stretches are gradual transitions between shots, and of what kind. */
final class GradualTransitions {
  /** Contrast of a picture without content, levels: noise of black, white or a plain colour. */
  private static final double BLAND = 2;

  /** A plain picture between fading out and fading in may stand this long, seconds. */
  private static final double LONGEST_HOLD_S = 1.0;

  /** Something large that passes close by looks like a wipe that is faster, seconds. */
  private static final double SHORTEST_WIPE_S = 0.22;

  private final List<CutRow> rows;
  private final List<CutRow> cuts;
  private final double sensitivity;
  private final double endS;

  /**
   * @param cuts hard cuts; no transition goes on across one
   * @param endS end of the last frame, seconds
   */
  GradualTransitions(List<CutRow> rows, List<CutRow> cuts, double sensitivity, double endS) {
    this.cuts = cuts;
    this.rows = rows;
    this.sensitivity = sensitivity;
    this.endS = endS;
  }

  /**
   * One transition.
   *
   * @param startS time of the first frame that shows something of the new shot
   * @param endS time of the first frame that shows nothing of the old shot
   * @param strength 1 / misfit of the model
   * @param plainBefore whether it comes out of a plain colour
   * @param plainAfter whether it goes into one
   */
  record Transition(
      Kind kind,
      double startS,
      double endS,
      double strength,
      boolean plainBefore,
      boolean plainAfter) {

    boolean holds(double timeS) {
      return timeS >= startS - 1e-9 && timeS <= endS + 1e-9;
    }
  }

  List<Transition> find() {
    List<CutRow> fitting =
        rows.stream()
            .filter(r -> r.gradual().filter(this::accepted).isPresent())
            .sorted(Comparator.comparingDouble(r -> -worth(r.gradual().get())))
            .toList();
    List<Transition> found = new ArrayList<>();
    for (CutRow row : fitting) {
      Transition next = transition(row.gradual().get());
      if (found.stream().noneMatch(t -> overlap(t, next) > 0)
          && cuts.stream().noneMatch(c -> next.holds(c.timeS()))
          && !flash(next)) {
        found.add(next);
      }
    }
    found.sort(Comparator.comparingDouble(Transition::startS));
    return joinedFades(found);
  }

  private static double worth(CutRow.Gradual g) {
    if (g.model().equals(CutRow.LINE)) {
      return g.change() * (2 - g.misfit());
    }
    return g.change() * (1 - 2 * g.misfit());
  }

  private boolean accepted(CutRow.Gradual g) {
    double least = Math.min(g.contrastBefore(), g.contrastAfter());
    double most = Math.max(g.contrastBefore(), g.contrastAfter());
    boolean fade = fadeEnd(least, most) || most < BLAND;
    if (g.model().equals(CutRow.LINE)) {
      return g.motionRatio() > 0.2 / sensitivity && g.correlation() < 0.85;
    }
    if (g.model().equals(CutRow.WIPE)) {
      return g.misfit() < 0.11 * sensitivity
          && g.endS() - g.startS() > SHORTEST_WIPE_S
          && g.breadth() > 0.7
          && g.correlation() < 0.5
          && g.motionRatio() > 0.4;
    }
    if (fade) {
      return g.misfit() < 0.2 * sensitivity && g.breadth() > 0.35;
    }
    boolean otherShot =
        g.correlation() < (g.misfit() < 0.1 ? 0.6 : 0.45)
            && g.breadth() > 0.4
            && g.motionRatio() > 0.33 / sensitivity;
    boolean likeShot =
        g.misfit() < 0.06 && g.correlation() < 0.9 && g.motionRatio() > 0.15 / sensitivity;
    boolean movingShots =
        g.correlation() < 0.5
            && g.breadth() > 0.7
            && g.motionRatio() > 0.6 / sensitivity
            && g.endS() - g.startS() > 0.28;
    return g.misfit() < 0.2 * sensitivity && (otherShot || likeShot)
        || g.misfit() < 0.3 * sensitivity && movingShots;
  }

  private static boolean fadeEnd(double least, double most) {
    return least < BLAND || least < 0.08 * most;
  }

  private Transition transition(CutRow.Gradual g) {
    double most = Math.max(g.contrastBefore(), g.contrastAfter());
    boolean before = fadeEnd(g.contrastBefore(), most);
    boolean after = fadeEnd(g.contrastAfter(), most);
    boolean mixed = g.model().equals(CutRow.MIX);
    Kind kind = !mixed ? Kind.WIPE : before || after ? Kind.FADE : Kind.DISSOLVE;
    return new Transition(
        kind,
        frameAfter(g.startS()),
        frameAtOrAfter(g.endS()),
        Math.min(1000, 1 / Math.max(1e-3, g.misfit())),
        before,
        after);
  }

  /** Time of the first frame that shows a mixture, where the line of shares leaves 0. */
  private double frameAfter(double timeS) {
    if (rows.size() > 3 && timeS < rows.get(3).timeS()) {
      return rows.getFirst().timeS();
    }
    for (CutRow row : rows) {
      if (row.timeS() > timeS + 1e-6) {
        return row.timeS();
      }
    }
    return endS;
  }

  /** Time of the first frame that is pure again, where the line of shares reaches 1. */
  private double frameAtOrAfter(double timeS) {
    int n = rows.size();
    double step = n > 1 ? (rows.get(n - 1).timeS() - rows.getFirst().timeS()) / (n - 1) : 0;
    if (timeS > endS - 4.5 * step) {
      return endS;
    }
    for (CutRow row : rows) {
      if (row.timeS() >= timeS - 0.3 * step) {
        return row.timeS();
      }
    }
    return endS;
  }

  private static double overlap(Transition a, Transition b) {
    return Math.min(a.endS, b.endS) - Math.max(a.startS, b.startS);
  }

  /** Makes one of fading out to a plain colour and fading in from it. */
  private List<Transition> joinedFades(List<Transition> found) {
    List<Transition> out = new ArrayList<>();
    for (Transition next : found) {
      Transition last = out.isEmpty() ? null : out.getLast();
      if (last != null
          && last.kind == Kind.FADE
          && next.kind == Kind.FADE
          && last.plainAfter
          && next.plainBefore
          && next.startS - last.endS <= LONGEST_HOLD_S
          && plainBetween(last.endS, next.startS)) {
        out.removeLast();
        out.add(
            new Transition(
                Kind.FADE,
                last.startS,
                next.endS,
                Math.min(last.strength, next.strength),
                last.plainBefore,
                next.plainAfter));
      } else {
        out.add(next);
      }
    }
    return out;
  }

  /** Whether nothing but the plain picture (and a caption that stays) is seen. */
  private boolean plainBetween(double fromS, double toS) {
    List<CutRow> between =
        rows.stream().filter(r -> r.timeS() >= fromS - 1e-6 && r.timeS() < toS).toList();
    double caption =
        between.isEmpty()
            ? 0
            : Math.max(between.getFirst().contrast(), between.getLast().contrast());
    return between.stream().allMatch(r -> r.contrast() < Math.max(2 * BLAND, 1.5 * caption));
  }

  /** Whether this is but the going of a light that flashed up. */
  private boolean flash(Transition t) {
    for (int i = 1; i < rows.size(); i++) {
      CutRow row = rows.get(i);
      if (row.timeS() <= t.startS + 1e-6
          && t.startS < row.timeS() + CutFold.LONGEST_FLASH_S
          && t.endS < row.timeS() + 2 * CutFold.LONGEST_FLASH_S
          && row.flash(rows.get(i - 1))) {
        return true;
      }
    }
    return false;
  }
}
