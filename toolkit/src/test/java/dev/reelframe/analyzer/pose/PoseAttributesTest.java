package dev.reelframe.analyzer.pose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.pose.PoseAttributes.Facing;
import dev.reelframe.analyzer.pose.PoseAttributes.Framing;
import dev.reelframe.analyzer.pose.PoseAttributes.Gesture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoseAttributesTest {
  private final double[] x = new double[17];
  private final double[] y = new double[17];
  private final double[] score = new double[17];

  private void put(Keypoint point, double atX, double atY) {
    x[point.ordinal()] = atX;
    y[point.ordinal()] = atY;
    score[point.ordinal()] = 0.9;
  }

  /** Faces the camera, arms at the sides; shoulders 100 apart, the trunk 150 high. */
  private void standing() {
    put(Keypoint.NOSE, 300, 60);
    put(Keypoint.LEFT_EYE, 310, 50);
    put(Keypoint.RIGHT_EYE, 290, 50);
    put(Keypoint.LEFT_SHOULDER, 350, 120);
    put(Keypoint.RIGHT_SHOULDER, 250, 120);
    put(Keypoint.LEFT_ELBOW, 365, 190);
    put(Keypoint.RIGHT_ELBOW, 235, 190);
    put(Keypoint.LEFT_WRIST, 370, 260);
    put(Keypoint.RIGHT_WRIST, 230, 260);
    put(Keypoint.LEFT_HIP, 335, 270);
    put(Keypoint.RIGHT_HIP, 265, 270);
  }

  private Pose pose(double factor) {
    return new Pose(x, y, score).times(factor);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 7})
  void gesturesDoNotDependOnTheSizeOfThePerson(double factor) {
    standing();
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.ARMS_DOWN);
    put(Keypoint.LEFT_WRIST, 390, 20);
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.ONE_ARM_RAISED);
    put(Keypoint.RIGHT_WRIST, 210, 20);
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.BOTH_ARMS_RAISED);
    put(Keypoint.LEFT_WRIST, 490, 130);
    put(Keypoint.RIGHT_WRIST, 110, 125);
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.ARMS_SPREAD);
    put(Keypoint.LEFT_WRIST, 310, 190);
    put(Keypoint.RIGHT_WRIST, 290, 195);
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.HANDS_TOGETHER);
    put(Keypoint.RIGHT_WRIST, 285, 75);
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.HANDS_AT_FACE);
    put(Keypoint.LEFT_WRIST, 400, 170);
    put(Keypoint.RIGHT_WRIST, 200, 170);
    assertThat(PoseAttributes.gesture(pose(factor))).contains(Gesture.OTHER);
  }

  @Test
  void whatIsNotSeenIsNotSaid() {
    standing();
    score[Keypoint.LEFT_WRIST.ordinal()] = 0.1;
    score[Keypoint.RIGHT_WRIST.ordinal()] = 0.29;
    assertThat(PoseAttributes.gesture(pose(1))).isEmpty();
    Arrays.fill(score, 0.1);
    assertThat(PoseAttributes.facing(pose(1))).isEmpty();
    assertThat(PoseAttributes.framing(pose(1))).isEmpty();
  }

  @Test
  void theShouldersTellWhereOneFaces() {
    standing();
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.CAMERA);
    put(Keypoint.LEFT_SHOULDER, 250, 120);
    put(Keypoint.RIGHT_SHOULDER, 350, 120);
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.AWAY);
    put(Keypoint.LEFT_SHOULDER, 305, 120);
    put(Keypoint.RIGHT_SHOULDER, 295, 120);
    put(Keypoint.NOSE, 260, 60);
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.LEFT);
    put(Keypoint.NOSE, 340, 60);
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.RIGHT);
  }

  @Test
  void withoutAHeadNobodyFacesAnywhere() {
    standing();
    for (Keypoint point : List.of(Keypoint.NOSE, Keypoint.LEFT_EYE, Keypoint.RIGHT_EYE)) {
      score[point.ordinal()] = 0.1;
    }
    assertThat(PoseAttributes.facing(pose(1))).isEmpty();
    put(Keypoint.LEFT_SHOULDER, 250, 120);
    put(Keypoint.RIGHT_SHOULDER, 350, 120);
    assertThat(PoseAttributes.facing(pose(1))).isEmpty();
    put(Keypoint.LEFT_EAR, 280, 60);
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.AWAY);
  }

  @Test
  void theFramingFollowsWhatIsSeen() {
    put(Keypoint.NOSE, 300, 60);
    put(Keypoint.LEFT_EYE, 310, 50);
    put(Keypoint.RIGHT_EYE, 290, 50);
    assertThat(PoseAttributes.framing(pose(1))).contains(Framing.FACE);
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.CAMERA);
    standing();
    assertThat(PoseAttributes.framing(pose(1))).contains(Framing.UPPER_BODY);
    put(Keypoint.LEFT_KNEE, 340, 380);
    assertThat(PoseAttributes.framing(pose(1))).contains(Framing.FULL_BODY);
  }

  @Test
  void whoIsTurnedAwayHasNoHandAtTheFace() {
    standing();
    put(Keypoint.LEFT_SHOULDER, 250, 120);
    put(Keypoint.RIGHT_SHOULDER, 350, 120);
    put(Keypoint.LEFT_WRIST, 285, 75);
    assertThat(PoseAttributes.facing(pose(1))).contains(Facing.AWAY);
    assertThat(PoseAttributes.gesture(pose(1))).contains(Gesture.ONE_ARM_RAISED);
  }
}
