package dev.reelframe.analyzer.camera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Cuts a shot into stretches in which the camera does one thing. */
final class CameraRuns {
  /** Half the window in which a motion must keep its direction, seconds. */
  private static final double WINDOW_S = 0.5;

  /** Mean over standard error from which a motion counts as one that keeps its direction. */
  private static final double STEADY = 4;

  /** Share of pairs that go one way by which a motion keeps its direction, however it varies. */
  private static final double ONE_WAY = 0.9;

  /** No motion is measured better than this, widths per second. */
  static final double MEASURE = 0.004;

  /** A stretch moves the picture by this at least, widths. */
  private static final double MIN_WAY = 0.025;

  /** Root mean square speed of a camera in a hand, widths per second. */
  private static final double SHAKE = 0.025;

  /** Share of pairs in which the ground must have been seen. */
  private static final double MOSTLY = 0.5;

  /** Share of pairs with a moving ground from which a camera that is seldom seen is handheld. */
  private static final double SEEN_SHAKING = 0.3;

  /** Pairs at the start of a stretch that show whether the ground stood. */
  private static final int FIRST_PAIRS = 4;

  /** A camera that stood may have been moved while the ground was hidden for longer, seconds. */
  private static final double HIDDEN_S = 4;

  /** Longest moment without sight of the ground within one motion, seconds. */
  private static final double LONGEST_BLIND_S = 1.2;

  /** Share of pairs in which the ground stands from which no hand holds the camera. */
  private static final double HOLDS = 0.2;

  /** A hand sways by less, widths. */
  private static final double SWAY = 0.1;

  /** What is shorter and leads no farther is no pan, seconds. */
  private static final double BRIEF_S = 1;

  /** Share of a shot's pairs in which the ground stands that make it one of a camera that stood. */
  private static final double STOOD = 0.3;

  /** Share of pairs that see the ground by which a hand is told even in such a shot. */
  private static final double CLEARLY = 0.8;

  /** A motion throughout a shot lasts this long, seconds, */
  private static final double THROUGHOUT_S = 2;

  /** has this mean over its standard error, */
  private static final double THROUGHOUT = 8;

  /** moves the picture by this at least, widths, */
  private static final double FAR = 0.1;

  /** and what else moves leads no farther than this share of it. */
  private static final double BESIDE = 0.6;

  private final double slowest;
  private final double shortestS;

  /** Mean distance of a point from the middle of the picture, widths. */
  private final double radius;

  CameraRuns(double slowest, double shortestS, double heightRatio) {
    this.slowest = slowest;
    this.shortestS = shortestS;
    radius = 0.27 * Math.hypot(1, heightRatio);
  }

  /**
   * A stretch.
   *
   * @param speed frame widths per second; NaN where it was not measured
   * @param moved whether something moved that may have been the ground
   */
  record Run(double startS, double endS, Camera camera, double speed, boolean moved) {
    double length() {
      return endS - startS;
    }

    /** Whether it is a motion with a direction. */
    boolean leads() {
      return camera != Camera.STATIC && camera != Camera.HANDHELD && camera != Camera.UNKNOWN;
    }

    /** Both as one; its speed is the root mean square. */
    Run with(Run next) {
      double squares = speed * speed * length() + next.speed * next.speed * next.length();
      double both = Math.sqrt(squares / (length() + next.length()));
      return new Run(startS, next.endS, camera, both, moved || next.moved);
    }
  }

  /**
   * Stretches that cover a shot.
   *
   * @param measured pairs of the shot
   * @param fromS start of the shot's rows
   * @param toS their end
   */
  List<Run> of(List<MotionRow> measured, double fromS, double toS) {
    if (!(fromS < toS)) {
      return List.of();
    }
    boolean stood = share(measured, MotionRow::groundStands) >= STOOD;
    // Before ground that stands, sides that move are somebody's.
    List<MotionRow> pairs =
        stood ? measured.stream().map(MotionRow::withoutSides).toList() : measured;
    if (pairs.isEmpty()) {
      // One frame: a photograph.
      return List.of(new Run(fromS, toS, Camera.STATIC, Double.NaN, false));
    }
    Optional<Named> whole = throughout(pairs);
    if (whole.isPresent()) {
      return List.of(new Run(fromS, toS, whole.get().camera, whole.get().speed, false));
    }
    List<List<MotionRow>> groups = new ArrayList<>();
    Camera last = null;
    for (MotionRow pair : pairs) {
      Camera camera = named(around(pairs, pair)).camera;
      if (camera != last) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(pair);
      last = camera;
    }
    mergeShort(groups);
    bridge(groups);
    mergeEqual(groups);
    return standOn(swaying(runs(groups, fromS, toS, stood)));
  }

  private List<MotionRow> around(List<MotionRow> pairs, MotionRow middle) {
    double at = (middle.fromS() + middle.timeS()) / 2;
    return pairs.stream()
        .filter(p -> Math.abs((p.fromS() + p.timeS()) / 2 - at) <= WINDOW_S + 1e-6)
        .toList();
  }

  /** Joins groups that are too short to the longer of their neighbours. */
  private void mergeShort(List<List<MotionRow>> groups) {
    while (groups.size() > 1) {
      int least = 0;
      for (int i = 1; i < groups.size(); i++) {
        if (length(groups.get(i)) < length(groups.get(least))) {
          least = i;
        }
      }
      if (length(groups.get(least)) >= shortestS - 1e-6) {
        return;
      }
      boolean toLeft =
          least == groups.size() - 1
              || least > 0 && length(groups.get(least - 1)) >= length(groups.get(least + 1));
      join(groups, toLeft ? least - 1 : least);
    }
  }

  /** Takes a moment without sight of the ground for what the camera does before and after it. */
  private void bridge(List<List<MotionRow>> groups) {
    for (int i = 1; i + 1 < groups.size(); i++) {
      Camera before = named(groups.get(i - 1)).camera;
      Camera after = named(groups.get(i + 1)).camera;
      if (before == after
          && sure(groups.get(i)) < MOSTLY
          && length(groups.get(i)) < LONGEST_BLIND_S) {
        join(groups, i);
        join(groups, i - 1);
        i--;
      }
    }
  }

  private static double sure(List<MotionRow> pairs) {
    return share(pairs, MotionRow::sure);
  }

  private void mergeEqual(List<List<MotionRow>> groups) {
    for (int i = 0; i + 1 < groups.size(); ) {
      if (named(groups.get(i)).camera == named(groups.get(i + 1)).camera) {
        join(groups, i);
        i = Math.max(0, i - 1);
      } else {
        i++;
      }
    }
  }

  private static void join(List<List<MotionRow>> groups, int left) {
    groups.get(left).addAll(groups.remove(left + 1));
  }

  static double length(List<MotionRow> group) {
    return group.getLast().timeS() - group.getFirst().fromS();
  }

  /**
   * @param stood whether the ground stood for a good part of the shot: then motion without a clear
   *     sight of it is somebody's who hides it, as a head that fills the picture
   */
  private List<Run> runs(List<List<MotionRow>> groups, double fromS, double toS, boolean stood) {
    List<Run> out = new ArrayList<>();
    double start = fromS;
    for (int i = 0; i < groups.size(); i++) {
      double end = i + 1 < groups.size() ? groups.get(i + 1).getFirst().fromS() : toS;
      Named named = named(groups.get(i));
      if (stood && named.camera == Camera.HANDHELD && sure(groups.get(i)) < CLEARLY) {
        named = new Named(Camera.UNKNOWN, Double.NaN, true);
      }
      if (end > start) {
        out.add(new Run(start, end, named.camera, named.speed, named.moved));
        start = end;
      }
    }
    return out;
  }

  /**
   * A short way to one side, just before or after a hand shakes, is that hand's, and no pan; one
   * that is brief, too, beside a stand is a nudge, or the breath of a face that fills the picture.
   */
  private static List<Run> swaying(List<Run> runs) {
    List<Run> out = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      if (run.leads() && run.speed * run.length() < SWAY) {
        Camera before = i > 0 ? out.getLast().camera : null;
        Camera after = i + 1 < runs.size() ? runs.get(i + 1).camera : null;
        if (before == Camera.HANDHELD || after == Camera.HANDHELD) {
          run = new Run(run.startS, run.endS, Camera.HANDHELD, run.speed, true);
        } else if (run.length() < BRIEF_S && (before == Camera.STATIC || after == Camera.STATIC)) {
          run = new Run(run.startS, run.endS, Camera.STATIC, run.speed, true);
        }
      }
      Run last = out.isEmpty() ? null : out.getLast();
      if (last != null && last.camera == run.camera && run.camera == Camera.HANDHELD) {
        out.set(out.size() - 1, last.with(run));
      } else {
        out.add(run);
      }
    }
    return out;
  }

  /**
   * A camera that stood does not begin to move while somebody hides the ground: where nothing is
   * seen to move, it stands on.
   */
  private static List<Run> standOn(List<Run> runs) {
    List<Run> out = new ArrayList<>();
    for (Run run : runs) {
      Run last = out.isEmpty() ? null : out.getLast();
      boolean unseen =
          run.camera == Camera.UNKNOWN && !run.moved && run.length() <= HIDDEN_S + 1e-6;
      boolean same = last != null && last.camera == run.camera;
      boolean still = last != null && last.camera == Camera.STATIC && (unseen || same);
      if (still || same && run.camera == Camera.UNKNOWN) {
        boolean moved = last.moved || !still && run.moved;
        out.set(out.size() - 1, new Run(last.startS, run.endS, last.camera, last.speed, moved));
      } else {
        out.add(run);
      }
    }
    return out;
  }

  /**
   * The one motion that a shot is made for: it goes one way nearly all the time and leads far,
   * while what else moves leads nowhere. A dolly by somebody who walks sways faster than it moves
   * on.
   */
  private Optional<Named> throughout(List<MotionRow> pairs) {
    if (length(pairs) < THROUGHOUT_S || sure(pairs) < MOSTLY) {
      return Optional.empty();
    }
    List<Drift> ways = components().stream().map(c -> Drift.of(pairs, c)).toList();
    int most = 0;
    for (int i = 1; i < ways.size(); i++) {
      most = ways.get(i).way() > ways.get(most).way() ? i : most;
    }
    Drift main = ways.get(most);
    boolean others = false;
    for (int i = 0; i < ways.size(); i++) {
      others |= i != most && ways.get(i).way() > BESIDE * main.way();
    }
    boolean throughout =
        !others
            && main.way() >= FAR
            && main.oneWay() >= ONE_WAY
            && main.overError() >= THROUGHOUT
            && Math.abs(main.mean()) >= slowest / 2;
    return throughout
        ? Optional.of(new Named(camera(most, main.mean() > 0), Math.abs(main.mean())))
        : Optional.empty();
  }

  /** Turn to the right, downwards, zoom and roll, widths per second. */
  private List<ToDoubleFunction<MotionRow>> components() {
    return List.of(
        p -> p.motion().dxWidthsPerS(),
        p -> p.motion().dyWidthsPerS(),
        p -> radius * p.motion().zoomPerS(),
        p -> radius * Math.toRadians(p.motion().rollDegPerS()));
  }

  private record Named(Camera camera, double speed, boolean moved) {
    Named(Camera camera, double speed) {
      this(camera, speed, false);
    }
  }

  /** What the camera does during these pairs, taken together. */
  private Named named(List<MotionRow> pairs) {
    if (sure(pairs) < MOSTLY) {
      return SideDrift.of(pairs)
          .map(drift -> new Named(drift.camera(), drift.speed()))
          .orElseGet(() -> unseen(pairs));
    }
    double[] way = components().stream().mapToDouble(c -> steady(pairs, c)).toArray();
    int most = 0;
    for (int i = 1; i < way.length; i++) {
      if (Math.abs(way[i]) > Math.abs(way[most])) {
        most = i;
      }
    }
    if (Math.abs(way[most]) > 0) {
      return new Named(camera(most, way[most] > 0), Math.abs(way[most]));
    }
    double[] speeds = speeds(pairs);
    double rms = Math.sqrt(Arrays.stream(speeds).map(v -> v * v).average().orElse(0));
    // A hand moves all the time and never holds the ground; something that passes now and then
    // does.
    boolean shakes =
        rms > SHAKE
            && speeds[speeds.length / 2] > SHAKE / 2
            && share(pairs, MotionRow::groundStands) < HOLDS;
    return new Named(shakes ? Camera.HANDHELD : Camera.STATIC, rms);
  }

  /** Where points do not show the ground: what the sides of the picture show of it. */
  private Named unseen(List<MotionRow> pairs) {
    double still = share(pairs, p -> p.stillSides() > 0);
    double moving = share(pairs, p -> p.sure() && p.stillSides() == 0 && speed(p) > SHAKE);
    if (still >= MOSTLY && still >= 2 * moving) {
      return new Named(Camera.STATIC, Double.NaN);
    }
    boolean moved = moving > SEEN_SHAKING / 2;
    if (!moved && stoodFirst(pairs) && length(pairs) <= HIDDEN_S + 1e-6) {
      return new Named(Camera.STATIC, Double.NaN);
    }
    // As much as a camera in a hand leaves to be seen between its blurs.
    boolean shakes = moving >= SEEN_SHAKING && moving > still;
    return shakes
        ? new Named(Camera.HANDHELD, Double.NaN)
        : new Named(Camera.UNKNOWN, Double.NaN, moved);
  }

  /** Whether the ground stood before something hid it. */
  private static boolean stoodFirst(List<MotionRow> pairs) {
    List<MotionRow> first = pairs.subList(0, Math.min(FIRST_PAIRS, pairs.size()));
    return first.size() == FIRST_PAIRS
        && first.stream().filter(p -> p.stillSides() > 1).count() >= FIRST_PAIRS - 1;
  }

  private static double share(List<MotionRow> pairs, Predicate<MotionRow> what) {
    return pairs.stream().filter(what).count() / (double) pairs.size();
  }

  /** Of the pairs that show the ground, ascending. */
  private double[] speeds(List<MotionRow> pairs) {
    return pairs.stream().filter(MotionRow::sure).mapToDouble(this::speed).sorted().toArray();
  }

  private double speed(MotionRow pair) {
    return Math.sqrt(square(pair));
  }

  private double square(MotionRow p) {
    MotionRow.Motion m = p.motion();
    return m.dxWidthsPerS() * m.dxWidthsPerS()
        + m.dyWidthsPerS() * m.dyWidthsPerS()
        + Math.pow(radius * m.zoomPerS(), 2)
        + Math.pow(radius * Math.toRadians(m.rollDegPerS()), 2);
  }

  private static Camera camera(int component, boolean positive) {
    return switch (component) {
      case 0 -> positive ? Camera.PAN_RIGHT : Camera.PAN_LEFT;
      case 1 -> positive ? Camera.TILT_DOWN : Camera.TILT_UP;
      case 2 -> positive ? Camera.ZOOM_IN : Camera.ZOOM_OUT;
      default -> Camera.ROLL;
    };
  }

  /**
   * Mean speed of one component where it keeps its direction, 0 where it does not: where the mean
   * is no more than chance would leave of a motion to and fro. A pan that becomes a whip pan varies
   * widely, but goes one way all the time.
   */
  private double steady(List<MotionRow> pairs, ToDoubleFunction<MotionRow> component) {
    double[] sure = pairs.stream().filter(MotionRow::sure).mapToDouble(component).toArray();
    double mean = 0;
    for (double v : sure) {
      mean += v / sure.length;
    }
    double square = 0;
    for (double v : sure) {
      square += (v - mean) * (v - mean) / sure.length;
    }
    double error = Math.max(MEASURE, Math.sqrt(square)) / Math.sqrt(sure.length);
    double way = Math.abs(mean) * length(pairs) * sure.length / pairs.size();
    double sense = Math.signum(mean);
    long along = Arrays.stream(sure).filter(v -> v * sense >= slowest).count();
    boolean oneWay = along >= ONE_WAY * sure.length;
    boolean steady =
        Math.abs(mean) >= slowest && (oneWay || Math.abs(mean) >= STEADY * error) && way >= MIN_WAY;
    return steady ? mean : 0;
  }
}
