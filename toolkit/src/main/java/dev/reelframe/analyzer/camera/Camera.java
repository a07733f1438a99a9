package dev.reelframe.analyzer.camera;

import java.util.Arrays;
import java.util.Locale;

/** What a camera does. */
enum Camera {
  STATIC,
  PAN_LEFT,
  PAN_RIGHT,
  TILT_UP,
  TILT_DOWN,
  ZOOM_IN,
  ZOOM_OUT,
  ROLL,
  HANDHELD,
  /** The ground is not seen: a close face, blur, darkness. */
  UNKNOWN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String[] words() {
    return Arrays.stream(values()).map(Camera::word).toArray(String[]::new);
  }
}
