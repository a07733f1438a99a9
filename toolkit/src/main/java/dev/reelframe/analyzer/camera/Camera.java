package dev.reelframe.analyzer.camera;

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
  UNKNOWN
}
