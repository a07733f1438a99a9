package dev.reelframe.analyzer.pose;

import java.util.Locale;

/** The keypoints of COCO in their order; left and right are the person's own. */
enum Keypoint {
  NOSE,
  LEFT_EYE,
  RIGHT_EYE,
  LEFT_EAR,
  RIGHT_EAR,
  LEFT_SHOULDER,
  RIGHT_SHOULDER,
  LEFT_ELBOW,
  RIGHT_ELBOW,
  LEFT_WRIST,
  RIGHT_WRIST,
  LEFT_HIP,
  RIGHT_HIP,
  LEFT_KNEE,
  RIGHT_KNEE,
  LEFT_ANKLE,
  RIGHT_ANKLE;

  /** As it stands in column names, for example {@code left_wrist}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
