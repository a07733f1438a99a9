package dev.reelframe.analyzer.pose;

import dev.reelframe.table.Column;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The 17 keypoints of COCO on one person.
 *
 * @param x in pixels, in the order of {@link Keypoint}
 * @param y in pixels
 * @param score 0..1
 */
record Pose(double[] x, double[] y, double[] score) {
  /** A keypoint with this score counts as seen; MoveNet's own examples draw from 0.3. */
  static final double SEEN = 0.3;

  /** Shoulders lie at least so many distances of the eyes below them; 3 to 5 in a body upright. */
  private static final double SHOULDERS_BELOW = 1;

  /**
   * One keypoint.
   *
   * @param score 0..1
   */
  record Point(
      @Column(name = "x_px", value = "x of this keypoint; left and right are the person's")
          double x,
      @Column(name = "y_px", value = "y of this keypoint") double y,
      @Column("0..1; from 0.3 the keypoint counts as seen") double score) {}

  /** The keypoints by their names. */
  Map<Keypoint, Point> points() {
    Map<Keypoint, Point> points = new EnumMap<>(Keypoint.class);
    for (Keypoint point : Keypoint.values()) {
      points.put(point, new Point(x(point), y(point), score[point.ordinal()]));
    }
    return points;
  }

  boolean sees(Keypoint point) {
    return score[point.ordinal()] >= SEEN;
  }

  boolean sees(Keypoint first, Keypoint second) {
    return sees(first) && sees(second);
  }

  double x(Keypoint point) {
    return x[point.ordinal()];
  }

  double y(Keypoint point) {
    return y[point.ordinal()];
  }

  /** How many keypoints are seen. */
  int seen() {
    return (int) List.of(Keypoint.values()).stream().filter(this::sees).count();
  }

  /** Mean score of the keypoints that are seen, else of all. */
  double confidence() {
    double all = 0;
    double seen = 0;
    for (double s : score) {
      all += s;
      seen += s >= SEEN ? s : 0;
    }
    return seen() > 0 ? seen / seen() : all / score.length;
  }

  double distance(Keypoint a, Keypoint b) {
    return Math.hypot(x(a) - x(b), y(a) - y(b));
  }

  /**
   * The same pose without joints that cannot be where they are. Shown a face that fills the
   * picture, the model draws a body over it: shoulders beside the chin, hips without shoulders.
   */
  Pose plausible() {
    double[] kept = score.clone();
    if (sees(Keypoint.LEFT_EYE, Keypoint.RIGHT_EYE)) {
      drop(kept, Keypoint.LEFT_SHOULDER, belowEyes(Keypoint.LEFT_SHOULDER) < SHOULDERS_BELOW);
      drop(kept, Keypoint.RIGHT_SHOULDER, belowEyes(Keypoint.RIGHT_SHOULDER) < SHOULDERS_BELOW);
    }
    boolean shoulder =
        isSeen(kept, Keypoint.LEFT_SHOULDER) || isSeen(kept, Keypoint.RIGHT_SHOULDER);
    drop(kept, Keypoint.LEFT_HIP, !shoulder);
    drop(kept, Keypoint.RIGHT_HIP, !shoulder);
    drop(kept, Keypoint.LEFT_ELBOW, !isSeen(kept, Keypoint.LEFT_SHOULDER));
    drop(kept, Keypoint.RIGHT_ELBOW, !isSeen(kept, Keypoint.RIGHT_SHOULDER));
    drop(kept, Keypoint.LEFT_KNEE, !isSeen(kept, Keypoint.LEFT_HIP));
    drop(kept, Keypoint.RIGHT_KNEE, !isSeen(kept, Keypoint.RIGHT_HIP));
    drop(kept, Keypoint.LEFT_ANKLE, !isSeen(kept, Keypoint.LEFT_KNEE));
    drop(kept, Keypoint.RIGHT_ANKLE, !isSeen(kept, Keypoint.RIGHT_KNEE));
    return new Pose(x, y, kept);
  }

  private static void drop(double[] scores, Keypoint point, boolean impossible) {
    scores[point.ordinal()] = impossible ? 0 : scores[point.ordinal()];
  }

  private static boolean isSeen(double[] scores, Keypoint point) {
    return scores[point.ordinal()] >= SEEN;
  }

  /** How far a point lies below the line of the eyes, in distances between the eyes. */
  private double belowEyes(Keypoint point) {
    double acrossX = x(Keypoint.LEFT_EYE) - x(Keypoint.RIGHT_EYE);
    double acrossY = y(Keypoint.LEFT_EYE) - y(Keypoint.RIGHT_EYE);
    double apart = Math.max(1e-6, Math.hypot(acrossX, acrossY));
    double fromX = x(point) - x(Keypoint.RIGHT_EYE);
    double fromY = y(point) - y(Keypoint.RIGHT_EYE);
    return Math.abs(acrossX * fromY - acrossY * fromX) / (apart * apart);
  }

  /** The same pose in another scale. */
  Pose times(double factor) {
    double[] scaledX = x.clone();
    double[] scaledY = y.clone();
    for (int i = 0; i < scaledX.length; i++) {
      scaledX[i] *= factor;
      scaledY[i] *= factor;
    }
    return new Pose(scaledX, scaledY, score);
  }
}
