package dev.reelframe.analyzer.pose;

import static dev.reelframe.analyzer.pose.Keypoint.LEFT_ANKLE;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_EAR;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_ELBOW;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_EYE;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_HIP;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_KNEE;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_SHOULDER;
import static dev.reelframe.analyzer.pose.Keypoint.LEFT_WRIST;
import static dev.reelframe.analyzer.pose.Keypoint.NOSE;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_ANKLE;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_EAR;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_ELBOW;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_EYE;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_HIP;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_KNEE;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_SHOULDER;
import static dev.reelframe.analyzer.pose.Keypoint.RIGHT_WRIST;

import java.util.Optional;

/**
 * What a pose says in words. All distances are measured in widths of the shoulders (or, from the
 * side, in halves of the trunk), so neither the size of the picture nor of the person matters.
 */
final class PoseAttributes {
  /** What the arms do. */
  enum Gesture {
    BOTH_ARMS_RAISED,
    ONE_ARM_RAISED,
    ARMS_SPREAD,
    HANDS_AT_FACE,
    HANDS_TOGETHER,
    ARMS_DOWN,
    OTHER
  }

  /** Where a body is turned in the picture. */
  enum Facing {
    CAMERA,
    AWAY,
    LEFT,
    RIGHT
  }

  /** How much of a body is in the picture. */
  enum Framing {
    FACE,
    UPPER_BODY,
    FULL_BODY
  }

  /**
   * Shoulders closer to each other than this share of the trunk's height are seen from the side.
   */
  private static final double SIDE_ON = 0.35;

  private PoseAttributes() {}

  /** What the arms do; empty where no wrist or no shoulder is seen. */
  static Optional<Gesture> gesture(Pose pose) {
    boolean left = pose.sees(LEFT_WRIST) && pose.sees(LEFT_SHOULDER);
    boolean right = pose.sees(RIGHT_WRIST) && pose.sees(RIGHT_SHOULDER);
    double unit = unit(pose);
    if (!left && !right || unit <= 0) {
      return Optional.empty();
    }
    boolean leftUp = left && raised(pose, LEFT_WRIST, LEFT_SHOULDER, unit);
    boolean rightUp = right && raised(pose, RIGHT_WRIST, RIGHT_SHOULDER, unit);
    boolean leftAtFace = left && atFace(pose, LEFT_WRIST, unit);
    boolean rightAtFace = right && atFace(pose, RIGHT_WRIST, unit);
    // Who is turned away has the face on the other side of the head.
    boolean away = facing(pose).filter(f -> f == Facing.AWAY).isPresent();
    if (!away && (leftAtFace || rightAtFace)) {
      return Optional.of(Gesture.HANDS_AT_FACE);
    }
    if (leftUp && rightUp) {
      return Optional.of(Gesture.BOTH_ARMS_RAISED);
    }
    if (leftUp || rightUp) {
      return Optional.of(Gesture.ONE_ARM_RAISED);
    }
    if (left && right) {
      if (pose.distance(LEFT_WRIST, RIGHT_WRIST) < 0.5 * unit) {
        return Optional.of(Gesture.HANDS_TOGETHER);
      }
      if (spread(pose, LEFT_WRIST, LEFT_SHOULDER, unit)
          && spread(pose, RIGHT_WRIST, RIGHT_SHOULDER, unit)) {
        return Optional.of(Gesture.ARMS_SPREAD);
      }
    }
    boolean leftDown = !left || hanging(pose, LEFT_WRIST, LEFT_ELBOW, LEFT_SHOULDER, unit);
    boolean rightDown = !right || hanging(pose, RIGHT_WRIST, RIGHT_ELBOW, RIGHT_SHOULDER, unit);
    return Optional.of(leftDown && rightDown ? Gesture.ARMS_DOWN : Gesture.OTHER);
  }

  /** Width of the shoulders, or half of the trunk where that is more; 0 where neither is seen. */
  private static double unit(Pose pose) {
    double width =
        pose.sees(LEFT_SHOULDER, RIGHT_SHOULDER) ? pose.distance(LEFT_SHOULDER, RIGHT_SHOULDER) : 0;
    return Math.max(width, trunk(pose) / 2);
  }

  /** From shoulders to hips, pixels; 0 where one of them is not seen. */
  private static double trunk(Pose pose) {
    if (pose.sees(LEFT_SHOULDER, LEFT_HIP)) {
      return pose.distance(LEFT_SHOULDER, LEFT_HIP);
    }
    return pose.sees(RIGHT_SHOULDER, RIGHT_HIP) ? pose.distance(RIGHT_SHOULDER, RIGHT_HIP) : 0;
  }

  private static boolean raised(Pose pose, Keypoint wrist, Keypoint shoulder, double unit) {
    return pose.y(shoulder) - pose.y(wrist) > 0.25 * unit;
  }

  private static boolean atFace(Pose pose, Keypoint wrist, double unit) {
    return pose.sees(NOSE) && pose.distance(wrist, NOSE) < 0.6 * unit;
  }

  private static boolean spread(Pose pose, Keypoint wrist, Keypoint shoulder, double unit) {
    return Math.abs(pose.x(wrist) - pose.x(shoulder)) > unit
        && Math.abs(pose.y(wrist) - pose.y(shoulder)) < 0.6 * unit;
  }

  private static boolean hanging(
      Pose pose, Keypoint wrist, Keypoint elbow, Keypoint shoulder, double unit) {
    boolean below = pose.y(wrist) - pose.y(shoulder) > unit;
    return below && (!pose.sees(elbow) || pose.y(wrist) > pose.y(elbow));
  }

  /**
   * Where the body is turned in the picture; empty without a head: a trunk alone looks much alike
   * from before and from behind. A head that is turned away shows an ear at the least.
   */
  static Optional<Facing> facing(Pose pose) {
    if (!pose.sees(LEFT_SHOULDER, RIGHT_SHOULDER)) {
      return faceOnly(pose);
    }
    boolean face = pose.sees(NOSE) || pose.sees(LEFT_EYE) || pose.sees(RIGHT_EYE);
    double across = pose.x(LEFT_SHOULDER) - pose.x(RIGHT_SHOULDER);
    double trunk = trunk(pose);
    if (trunk > 0 && Math.abs(across) < SIDE_ON * trunk && pose.sees(NOSE)) {
      double middle = (pose.x(LEFT_SHOULDER) + pose.x(RIGHT_SHOULDER)) / 2;
      return Optional.of(pose.x(NOSE) < middle ? Facing.LEFT : Facing.RIGHT);
    }
    // Somebody who faces us has the left shoulder on the right of the picture.
    if (across > 0) {
      return face ? Optional.of(Facing.CAMERA) : Optional.empty();
    }
    boolean head = face || pose.sees(LEFT_EAR) || pose.sees(RIGHT_EAR);
    return head ? Optional.of(Facing.AWAY) : Optional.empty();
  }

  private static Optional<Facing> faceOnly(Pose pose) {
    if (pose.sees(LEFT_EYE, RIGHT_EYE) && pose.sees(NOSE)) {
      return Optional.of(Facing.CAMERA);
    }
    if (pose.sees(NOSE) && pose.sees(LEFT_EAR) != pose.sees(RIGHT_EAR)) {
      Keypoint ear = pose.sees(LEFT_EAR) ? LEFT_EAR : RIGHT_EAR;
      return Optional.of(pose.x(NOSE) < pose.x(ear) ? Facing.LEFT : Facing.RIGHT);
    }
    return Optional.empty();
  }

  /** How much of the body is in the picture; empty where nothing of it is made out. */
  static Optional<Framing> framing(Pose pose) {
    if (pose.sees(LEFT_KNEE)
        || pose.sees(RIGHT_KNEE)
        || pose.sees(LEFT_ANKLE)
        || pose.sees(RIGHT_ANKLE)) {
      return Optional.of(Framing.FULL_BODY);
    }
    if (pose.sees(LEFT_SHOULDER, RIGHT_SHOULDER)
        || pose.sees(LEFT_ELBOW)
        || pose.sees(RIGHT_ELBOW)
        || pose.sees(LEFT_HIP)
        || pose.sees(RIGHT_HIP)) {
      return Optional.of(Framing.UPPER_BODY);
    }
    return pose.sees(NOSE) || pose.sees(LEFT_EYE) || pose.sees(RIGHT_EYE)
        ? Optional.of(Framing.FACE)
        : Optional.empty();
  }
}
