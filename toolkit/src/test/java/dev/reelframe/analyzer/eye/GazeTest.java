package dev.reelframe.analyzer.eye;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.eye.Gaze.Direction;
import dev.reelframe.analyzer.face.Mesh;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heads of known geometry. */
class GazeTest {
  private static final double BEHIND = 5.5;
  private static final double IRIS = 10.5;

  /**
   * A head of anatomical size, one pixel a millimetre, that is turned and looks somewhere.
   *
   * @param headYaw degrees towards the right edge of the picture
   * @param headPitch degrees upwards
   * @param rollDeg degrees clockwise in the picture, of head and look
   */
  private static Head head(
      double headYaw, double headPitch, double lookYaw, double lookPitch, double rollDeg) {
    float[] points = new float[3 * Mesh.POINTS];
    place(points, 10, new double[] {0, -85, 0}, headYaw, headPitch, rollDeg);
    place(points, 152, new double[] {0, 90, 0}, headYaw, headPitch, rollDeg);
    List<EyePoints> eyes = new ArrayList<>();
    for (Mesh.Eye eye : Mesh.Eye.values()) {
      int side = eye == Mesh.Eye.RIGHT ? -1 : 1;
      place(points, eye.outer, new double[] {side * 46, -30, 0}, headYaw, headPitch, rollDeg);
      place(points, eye.inner, new double[] {side * 18, -30, 0}, headYaw, headPitch, rollDeg);
      double[] centre = turned(new double[] {side * 32, -30, BEHIND}, headYaw, headPitch, rollDeg);
      double[] look = turned(new double[] {0, -0.04 * 28 / IRIS, -1}, lookYaw, lookPitch, rollDeg);
      double[] iris = {500 + centre[0] + IRIS * look[0], 500 + centre[1] + IRIS * look[1]};
      eyes.add(new EyePoints(corner(points, eye.outer), corner(points, eye.inner), iris, 0.3));
    }
    return new Head(new Mesh(points, 1), eyes);
  }

  private record Head(Mesh mesh, List<EyePoints> eyes) {}

  private static double[] corner(float[] points, int point) {
    return new double[] {points[3 * point], points[3 * point + 1]};
  }

  private static Gaze gaze(Head head) {
    return Gaze.of(head.mesh, head.eyes);
  }

  private static void place(
      float[] points, int point, double[] at, double yaw, double pitch, double roll) {
    double[] turned = turned(at, yaw, pitch, roll);
    for (int axis = 0; axis < 3; axis++) {
      points[3 * point + axis] = (float) (500 + turned[axis]);
    }
  }

  /** Turns a point of a head that looks into the camera (depth -1): up, then right, then rolled. */
  private static double[] turned(double[] p, double yawDeg, double pitchDeg, double rollDeg) {
    double pitch = Math.toRadians(pitchDeg);
    double yaw = Math.toRadians(yawDeg);
    double roll = Math.toRadians(rollDeg);
    double y = p[1] * Math.cos(pitch) + p[2] * Math.sin(pitch);
    double z = p[2] * Math.cos(pitch) - p[1] * Math.sin(pitch);
    double x = p[0] * Math.cos(yaw) - z * Math.sin(yaw);
    z = z * Math.cos(yaw) + p[0] * Math.sin(yaw);
    return new double[] {
      x * Math.cos(roll) - y * Math.sin(roll), x * Math.sin(roll) + y * Math.cos(roll), z
    };
  }

  @Test
  void straightAheadIsTheCamera() {
    Gaze gaze = gaze(head(0, 0, 0, 0, 0));
    assertThat(gaze.offCameraDeg()).isLessThan(1);
    assertThat(gaze.direction(15)).isEqualTo(Direction.CAMERA);
  }

  @Test
  void theEyesAloneTurn() {
    assertThat(gaze(head(0, 0, 25, 0, 0)).direction(15)).isEqualTo(Direction.RIGHT);
    assertThat(gaze(head(0, 0, 25, 0, 0)).yawDeg()).isCloseTo(25, within(2.0));
    assertThat(gaze(head(0, 0, -25, 0, 0)).direction(15)).isEqualTo(Direction.LEFT);
    assertThat(gaze(head(0, 0, 0, 25, 0)).direction(15)).isEqualTo(Direction.UP);
    assertThat(gaze(head(0, 0, 0, -25, 0)).direction(15)).isEqualTo(Direction.DOWN);
    assertThat(gaze(head(0, 0, 0, -25, 0)).pitchDeg()).isCloseTo(-25, within(2.0));
  }

  @Test
  void theHeadTurnsAndTheEyesWithIt() {
    assertThat(gaze(head(30, 0, 30, 0, 0)).yawDeg()).isCloseTo(30, within(3.0));
    assertThat(gaze(head(0, -20, 0, -20, 0)).pitchDeg()).isCloseTo(-20, within(3.0));
  }

  @Test
  void eyesThatMakeUpForTheHeadLookIntoTheCamera() {
    assertThat(gaze(head(25, 0, 0, 0, 0)).direction(15)).isEqualTo(Direction.CAMERA);
    assertThat(gaze(head(-20, 15, 0, 0, 0)).offCameraDeg()).isLessThan(5);
  }

  @Test
  void oneEyeIsEnough() {
    Head profile = head(40, 0, 40, 0, 0);
    assertThat(Gaze.of(profile.mesh, profile.eyes.subList(0, 1)).yawDeg())
        .isCloseTo(40, within(4.0));
  }

  @Test
  void aTiltedHeadChangesNothing() {
    assertThat(gaze(head(0, 0, 0, 0, 20)).offCameraDeg()).isLessThan(1);
    assertThat(head(0, 0, 0, 0, 20).mesh.eyeLine()).isCloseTo(Math.toRadians(20), within(1e-3));
  }
}
