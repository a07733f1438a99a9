package dev.reelframe.analyzer.eye;

import java.util.Optional;

/**
 * What is read from the eyes of one face.
 *
 * @param rightBlink how far the person's right lid is closed, 0..1
 * @param leftBlink the same of the left
 * @param gaze where the irises point; empty where they are too small to tell
 */
record Eyes(double rightBlink, double leftBlink, Optional<Gaze> gaze) {
  /** Width of an eye between its corners below which the iris is a guess, pixels of the view. */
  private static final double LEAST_WIDTH_PX = 9;

  static Eyes of(Mesh mesh, double[] blinks) {
    return new Eyes(
        blinks[0],
        blinks[1],
        width(mesh) >= LEAST_WIDTH_PX ? Optional.of(Gaze.of(mesh)) : Optional.empty());
  }

  /** Width of the wider eye: the other may be turned away. */
  private static double width(Mesh mesh) {
    double most = 0;
    for (Mesh.Eye eye : Mesh.Eye.values()) {
      double[] line = mesh.from(eye.outer, eye.inner);
      most = Math.max(most, Math.hypot(line[0], line[1]));
    }
    return most;
  }
}
