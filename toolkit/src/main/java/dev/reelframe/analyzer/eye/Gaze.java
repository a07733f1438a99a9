package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.face.Mesh;
import dev.reelframe.table.Column;
import java.util.List;

/**
 * Where somebody looks, seen from the camera.
 *
 * <p>The eye is taken for a ball whose centre lies behind the middle of its corners, against the
 * direction of the head; from there through the iris goes the look. So an iris in the middle of a
 * turned head's eye looks where the head points, and one that makes up for the turn looks into the
 * camera. Sizes are anatomical means in widths of the eye between its corners (about 28 mm): the
 * centre 5.5 mm behind them, the iris 10.5 mm before the centre.
 *
 * @param yawDeg degrees towards the right edge of the picture, negative to the left; 0 into the
 *     camera
 * @param pitchDeg degrees upwards; 0 into the camera
 */
record Gaze(
    @Column(
            name = "gaze_yaw_deg",
            value = "angle towards the right edge of the picture; 0 into the camera")
        double yawDeg,
    @Column(name = "gaze_pitch_deg", value = "angle upwards; 0 into the camera") double pitchDeg) {
  /** Where a look goes in the picture: {@code LEFT} is towards its left edge. */
  enum Direction {
    CAMERA,
    LEFT,
    RIGHT,
    UP,
    DOWN
  }

  private static final double CENTRE_BEHIND = 5.5 / 28;
  private static final double IRIS_BEFORE = 10.5 / 28;

  /** Top of the forehead and chin: the line between them is upright in a head held straight. */
  private static final int FOREHEAD = 10;

  private static final int CHIN = 152;

  /** The iris stands this much above the line of the corners when one looks straight ahead. */
  private static final double IRIS_ABOVE = 0.04;

  /** Where the head points and how it is held: unit vectors in x, y and depth. */
  private record Head(double[] across, double[] down, double[] ahead) {
    static Head of(Mesh mesh) {
      double[] across = unit(mesh.from(Mesh.Eye.RIGHT.outer, Mesh.Eye.LEFT.outer));
      double[] rawDown = mesh.from(FOREHEAD, CHIN);
      double slant = dot(rawDown, across);
      double[] down =
          unit(
              new double[] {
                rawDown[0] - slant * across[0],
                rawDown[1] - slant * across[1],
                rawDown[2] - slant * across[2]
              });
      // Depth grows away from the camera, so this points towards it.
      double[] ahead = {
        down[1] * across[2] - down[2] * across[1],
        down[2] * across[0] - down[0] * across[2],
        down[0] * across[1] - down[1] * across[0]
      };
      return new Head(across, down, ahead);
    }
  }

  /**
   * The look of those eyes together.
   *
   * @param mesh says how the head is held
   * @param eyes one or both
   */
  static Gaze of(Mesh mesh, List<EyePoints> eyes) {
    Head head = Head.of(mesh);
    // In a head that is turned an eye is wider than it looks.
    double turned = Math.hypot(head.across[0], head.across[1]);
    double[] look = new double[2];
    for (EyePoints eye : eyes) {
      for (int axis = 0; axis < 2; axis++) {
        double iris = eye.iris()[axis] - (eye.outer()[axis] + eye.inner()[axis]) / 2;
        double offset =
            iris * turned / eye.width()
                + CENTRE_BEHIND * head.ahead[axis]
                + IRIS_ABOVE * head.down[axis];
        look[axis] += offset / (eyes.size() * IRIS_BEFORE);
      }
    }
    return new Gaze(degrees(look[0]), -degrees(look[1]));
  }

  private static double degrees(double sine) {
    return Math.toDegrees(Math.asin(Math.clamp(sine, -1, 1)));
  }

  /** Degrees between the look and the way to the camera. */
  double offCameraDeg() {
    return Math.hypot(yawDeg, pitchDeg);
  }

  /** Where it goes: into the camera up to that angle, else the larger component. */
  Direction direction(double cameraDeg) {
    if (offCameraDeg() <= cameraDeg) {
      return Direction.CAMERA;
    }
    if (Math.abs(yawDeg) >= Math.abs(pitchDeg)) {
      return yawDeg > 0 ? Direction.RIGHT : Direction.LEFT;
    }
    return pitchDeg > 0 ? Direction.UP : Direction.DOWN;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  private static double length(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  private static double[] unit(double[] v) {
    double length = Math.max(length(v), 1e-9);
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }
}
