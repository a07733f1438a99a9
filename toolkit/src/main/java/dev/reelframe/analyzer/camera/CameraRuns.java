package dev.reelframe.analyzer.camera;

import java.util.ArrayList;
import java.util.List;

/** Cuts a shot into stretches in which the camera does one thing. */
final class CameraRuns {
  /** Half the window in which a motion must keep its direction, seconds. */
  private static final double WINDOW_S = 0.5;

  /** Mean over standard error from which a motion counts as one that keeps its direction. */
  private static final double STEADY = 4;

  /** No motion is measured better than this, widths per second. */
  private static final double MEASURE = 0.004;

  /** A stretch moves the picture by this at least, widths. */
  private static final double MIN_WAY = 0.025;

  /** Root mean square speed of a camera in a hand, widths per second. */
  private static final double SHAKE = 0.025;

  /** Share of pairs in which the ground must have been seen. */
  private static final double MOSTLY = 0.5;

  /** Longest moment without sight of the ground within one motion, seconds. */
  private static final double LONGEST_BLIND_S = 1.2;

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
   * @param speed frame widths per second; NaN where the ground was not seen
   */
  record Run(double startS, double endS, Camera camera, double speed) {}

  /**
   * Stretches that cover a shot.
   *
   * @param pairs those of the shot
   * @param fromS start of the shot's rows
   * @param toS their end
   */
  List<Run> of(List<MotionRow> pairs, double fromS, double toS) {
    if (!(fromS < toS)) {
      return List.of();
    }
    if (pairs.isEmpty()) {
      return List.of(new Run(fromS, toS, Camera.STATIC, Double.NaN));
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
    return runs(groups, fromS, toS);
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
    return pairs.stream().filter(MotionRow::sure).count() / (double) pairs.size();
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

  private static double length(List<MotionRow> group) {
    return group.getLast().timeS() - group.getFirst().fromS();
  }

  private List<Run> runs(List<List<MotionRow>> groups, double fromS, double toS) {
    List<Run> out = new ArrayList<>();
    double start = fromS;
    for (int i = 0; i < groups.size(); i++) {
      double end = i + 1 < groups.size() ? groups.get(i + 1).getFirst().fromS() : toS;
      Named named = named(groups.get(i));
      if (end > start) {
        out.add(new Run(start, end, named.camera, named.speed));
        start = end;
      }
    }
    return out;
  }

  private record Named(Camera camera, double speed) {}

  /** What the camera does during these pairs, taken together. */
  private Named named(List<MotionRow> pairs) {
    double square = pairs.stream().mapToDouble(this::square).average().orElse(0);
    double rms = Math.sqrt(square);
    if (sure(pairs) < MOSTLY) {
      return new Named(Camera.STATIC, Double.NaN);
    }
    double[] way = {
      steady(pairs, MotionRow::dx),
      steady(pairs, MotionRow::dy),
      steady(pairs, p -> radius * p.zoom()),
      steady(pairs, p -> radius * Math.toRadians(p.rollDeg()))
    };
    int most = 0;
    for (int i = 1; i < way.length; i++) {
      if (Math.abs(way[i]) > Math.abs(way[most])) {
        most = i;
      }
    }
    if (Math.abs(way[most]) > 0) {
      return new Named(camera(most, way[most] > 0), Math.abs(way[most]));
    }
    boolean shakes = rms > SHAKE && usual(pairs) > SHAKE / 2;
    return new Named(shakes ? Camera.HANDHELD : Camera.STATIC, rms);
  }

  /** Median speed: a hand moves all the time, something that passes now and then. */
  private double usual(List<MotionRow> pairs) {
    double[] speeds = pairs.stream().mapToDouble(p -> Math.sqrt(square(p))).sorted().toArray();
    return speeds[speeds.length / 2];
  }

  private double square(MotionRow p) {
    return p.dx() * p.dx()
        + p.dy() * p.dy()
        + Math.pow(radius * p.zoom(), 2)
        + Math.pow(radius * Math.toRadians(p.rollDeg()), 2);
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
   * is no more than chance would leave of a motion to and fro.
   */
  private double steady(
      List<MotionRow> pairs, java.util.function.ToDoubleFunction<MotionRow> component) {
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
    boolean steady =
        Math.abs(mean) >= slowest && Math.abs(mean) >= STEADY * error && way >= MIN_WAY;
    return steady ? mean : 0;
  }
}
