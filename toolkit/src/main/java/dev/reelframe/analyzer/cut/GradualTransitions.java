package dev.reelframe.analyzer.cut;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Decides which stretches are gradual transitions between shots, and of what kind. */
final class GradualTransitions {
  /** Contrast of a picture without content, levels: noise of black, white or a plain colour. */
  private static final double BLAND = 2;

  /** A plain picture between fading out and fading in may stand this long, seconds. */
  private static final double LONGEST_HOLD_S = 1.0;

  /** Something large that passes close by looks like a wipe that is faster, seconds. */
  private static final double SHORTEST_WIPE_S = 0.22;

  /** Share of the difference of the ends that the pictures of a dissolve bring beyond the usual. */
  private static final double NEW = 0.38;

  /** Pictures that bring more than that race past: a whip pan. */
  private static final double RACING = 2;

  /** Misfit of a mixture that nothing else explains as well. */
  private static final double GOOD_FIT = 0.06;

  /** Difference of ends, levels, below which it must stand out from the usual more clearly. */
  private static final double WEAK = 20;

  private static final double STANDS_OUT = 1.7;

  /** Time before and after that tells what is usual, seconds, and frames needed for it. */
  private static final double AROUND_S = 0.7;

  private static final int MIN_AROUND = 3;

  /** Two halves of one fade lie no farther apart, seconds. */
  private static final double FADE_GAP_S = 0.15;

  /** Highest misfit of a mixture, of a fade, of cells that switch, of shots that move. */
  private static final double MISFIT = 0.2;

  private static final double WIPE_MISFIT = 0.11;
  private static final double MOVING_MISFIT = 0.3;

  /** Share of the picture that a fade, or a wipe, changes at least. */
  private static final double FADE_BREADTH = 0.35;

  private static final double WIPE_BREADTH = 0.7;

  /** What of the picture a wipe, or a line that crosses it, changes beyond motion. */
  private static final double WIPE_CHANGE = 0.4;

  private static final double LINE_CHANGE = 0.2;

  /** Highest correlation of the ends of a wipe, and of those on both sides of a line. */
  private static final double WIPE_ALIKE = 0.5;

  private static final double LINE_ALIKE = 0.85;

  /** Share of the contrast of the richer end below which the other one is plain. */
  private static final double PLAIN_SHARE = 0.08;

  /**
   * What a mixture must show to be a dissolve.
   *
   * @param misfit highest
   * @param correlation highest, of its ends
   * @param breadth least share of the picture that changes
   * @param change least change beyond motion
   */
  private record Dissolve(double misfit, double correlation, double breadth, double change) {
    boolean fits(CutRow.Gradual g, double sensitivity) {
      return g.misfit() < misfit
          && g.correlation() < correlation
          && g.breadth() > breadth
          && g.motionRatio() > change / sensitivity;
    }
  }

  private static final double ANY = Double.POSITIVE_INFINITY;

  /** Between shots of two places. */
  private static final Dissolve OTHER_SHOT = new Dissolve(ANY, 0.45, 0.4, 0.33);

  /** The same where nothing else explains it as well. */
  private static final Dissolve CLEAR_OTHER_SHOT = new Dissolve(0.1, 0.6, 0.4, 0.33);

  /** Between shots that look alike. */
  private static final Dissolve LIKE_SHOT = new Dissolve(0.06, 0.9, 0.65, 0.15);

  /** Between shots that move, which a mixture of two pictures explains less well. */
  private static final Dissolve MOVING_SHOTS = new Dissolve(ANY, 0.35, 0.7, 0.6);

  /** Shortest dissolve between shots that move, seconds: motion alone is faster. */
  private static final double SHORTEST_MOVING_S = 0.28;

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
      TransitionKind kind,
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
            .filter(r -> r.gradual().filter(g -> accepted(g) && isNew(g)).isPresent())
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
    if (g.model() == GradualFit.Kind.LINE) {
      return g.change() * (2 - g.misfit());
    }
    return g.change() * (1 - 2 * g.misfit());
  }

  private boolean accepted(CutRow.Gradual g) {
    return switch (g.model()) {
      case LINE -> g.motionRatio() > LINE_CHANGE / sensitivity && g.correlation() < LINE_ALIKE;
      case WIPE ->
          g.misfit() < WIPE_MISFIT * sensitivity
              && g.endS() - g.startS() > SHORTEST_WIPE_S
              && g.breadth() > WIPE_BREADTH
              && g.correlation() < WIPE_ALIKE
              && g.motionRatio() > WIPE_CHANGE;
      case MIX ->
          isFade(g)
              ? g.misfit() < MISFIT * sensitivity && g.breadth() > FADE_BREADTH
              : isDissolve(g);
    };
  }

  private static boolean isFade(CutRow.Gradual g) {
    double least = Math.min(g.contrastBefore(), g.contrastAfter());
    double most = Math.max(g.contrastBefore(), g.contrastAfter());
    return fadeEnd(least, most) || most < BLAND;
  }

  private boolean isDissolve(CutRow.Gradual g) {
    boolean still =
        Stream.of(OTHER_SHOT, CLEAR_OTHER_SHOT, LIKE_SHOT).anyMatch(d -> d.fits(g, sensitivity));
    boolean moving = MOVING_SHOTS.fits(g, sensitivity) && g.endS() - g.startS() > SHORTEST_MOVING_S;
    return still && g.misfit() < MISFIT * sensitivity
        || moving && g.misfit() < MOVING_MISFIT * sensitivity;
  }

  /**
   * Whether the pictures between the ends of a mixture bring what is new, as those of a dissolve
   * do: their changes add up to the difference of the ends. Where a camera or a thing moves, or the
   * exposure, each picture changes by what is usual before and after.
   */
  private boolean isNew(CutRow.Gradual g) {
    if (g.model() != GradualFit.Kind.MIX || isFade(g)) {
      return true;
    }
    List<CutRow> within = between(g.startS(), g.endS() + 1e-6);
    double[] usual = usualAround(g.startS(), g.endS());
    double sum = within.stream().mapToDouble(CutRow::change).sum();
    double mean = DoubleStream.of(usual).average().orElse(0);
    double lower = DoubleStream.of(usual).min().orElse(0);
    double upper = DoubleStream.of(usual).max().orElse(0);
    double excess = (sum - mean * within.size()) / g.change();
    boolean clear = excess > NEW && excess < RACING;
    // Between a shot that moves and one that does not, a good fit makes up for it.
    boolean fits =
        g.misfit() < GOOD_FIT
            && g.breadth() > 0.7
            && (sum - lower * within.size()) / g.change() > 1.3 * NEW;
    boolean strong = g.change() > WEAK || sum > STANDS_OUT * upper * within.size();
    return (clear || fits) && strong;
  }

  /** Usual change of a frame in the time before and after, in the same shots; empty if unknown. */
  private double[] usualAround(double startS, double endS) {
    double from = startS - AROUND_S;
    double to = endS + AROUND_S;
    for (CutRow cut : cuts) {
      from = cut.timeS() <= startS ? Math.max(from, cut.timeS() + 1e-6) : from;
      to = cut.timeS() >= endS ? Math.min(to, cut.timeS()) : to;
    }
    return Stream.of(between(from, startS - 1e-6), between(endS + 1e-6, to))
        .filter(side -> side.size() >= MIN_AROUND)
        .mapToDouble(GradualTransitions::usual)
        .toArray();
  }

  private List<CutRow> between(double fromS, double toS) {
    return fromS < toS ? rows.subList(at(fromS - 1e-6), at(toS)) : List.of();
  }

  /** Number of the first row at or after a time. */
  private int at(double timeS) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (rows.get(middle).timeS() < timeS) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Median change of distinct frames, times their share among all. */
  private static double usual(List<CutRow> some) {
    double[] changes =
        some.stream().mapToDouble(CutRow::change).filter(c -> c > 0).sorted().toArray();
    return changes.length == 0 ? 0 : changes[changes.length / 2] * changes.length / some.size();
  }

  private static boolean fadeEnd(double least, double most) {
    return least < BLAND || least < PLAIN_SHARE * most;
  }

  private Transition transition(CutRow.Gradual g) {
    double most = Math.max(g.contrastBefore(), g.contrastAfter());
    boolean before = fadeEnd(g.contrastBefore(), most);
    boolean after = fadeEnd(g.contrastAfter(), most);
    boolean mixed = g.model() == GradualFit.Kind.MIX;
    TransitionKind kind =
        !mixed
            ? TransitionKind.WIPE
            : before || after ? TransitionKind.FADE : TransitionKind.DISSOLVE;
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
          && last.kind == TransitionKind.FADE
          && next.kind == TransitionKind.FADE
          && (oneWay(last, next) || throughPlain(last, next))) {
        out.removeLast();
        out.add(
            new Transition(
                TransitionKind.FADE,
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

  /** Fading out to a plain colour, then in from it. */
  private boolean throughPlain(Transition last, Transition next) {
    return last.plainAfter
        && next.plainBefore
        && next.startS - last.endS <= LONGEST_HOLD_S
        && plainBetween(last.endS, next.startS);
  }

  /** Two parts of one fade that does not go at an even speed. */
  private static boolean oneWay(Transition last, Transition next) {
    boolean in = last.plainBefore && next.plainBefore;
    boolean out = last.plainAfter && next.plainAfter;
    return (in || out) && next.startS - last.endS <= FADE_GAP_S;
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
