package dev.reelframe.analyzer.pose;

import java.util.List;

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
