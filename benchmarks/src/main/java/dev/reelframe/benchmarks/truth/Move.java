package dev.reelframe.benchmarks.truth;

import java.awt.geom.AffineTransform;
import java.util.Random;

/**
 * A camera move over footage: the centre, enlargement and turn of what is seen, as they change.
 *
 * @param camera the word of {@code camera_analysis}
 * @param right speed of the view, widths of the view per second
 * @param down likewise
 * @param zoom natural logarithm of the enlargement, per second
 * @param rollDeg clockwise turn of the picture, degrees per second
 * @param shake how far a hand moves the view, widths
 */
record Move(
    String camera,
    double right,
    double down,
    double zoom,
    double rollDeg,
    double shake,
    double phase) {
  static final Move STATIC = new Move("static", 0, 0, 0, 0, 0, 0);

  /** A move of this name at a speed by chance. */
  static Move of(String camera, Random random) {
    double speed = 0.05 * Math.exp(random.nextDouble() * Math.log(6));
    double zoom = 0.06 * Math.exp(random.nextDouble() * Math.log(4));
    double roll = 4 + 10 * random.nextDouble();
    return switch (camera) {
      case "pan_right" -> new Move(camera, speed, 0, 0, 0, 0, 0);
      case "pan_left" -> new Move(camera, -speed, 0, 0, 0, 0, 0);
      case "tilt_down" -> new Move(camera, 0, speed, 0, 0, 0, 0);
      case "tilt_up" -> new Move(camera, 0, -speed, 0, 0, 0, 0);
      case "zoom_in" -> new Move(camera, 0, 0, zoom, 0, 0, 0);
      case "zoom_out" -> new Move(camera, 0, 0, -zoom, 0, 0, 0);
      case "roll" -> new Move(camera, 0, 0, 0, random.nextBoolean() ? roll : -roll, 0, 0);
      case "handheld" ->
          new Move(camera, 0, 0, 0, 0, 0.012 + 0.012 * random.nextDouble(), random.nextDouble());
      default -> STATIC;
    };
  }

  /** How much narrower than the footage the view must be to stay inside of it. */
  double room(double seconds, double footageAspect, double viewAspect) {
    double across = 1 + Math.abs(right) * seconds;
    double down = 1 + Math.abs(this.down) * seconds * viewAspect;
    double wider = Math.max(1, footageAspect / viewAspect);
    double higher = Math.max(1, viewAspect / footageAspect);
    double room = Math.max(across / wider, down / higher);
    room = zoom < 0 ? Math.max(room, Math.exp(-zoom * seconds)) : room;
    double turn = Math.toRadians(Math.abs(rollDeg) * seconds / 2);
    double slant = Math.max(viewAspect, 1 / viewAspect) * Math.sin(turn) + Math.cos(turn);
    return Math.max(1, room * slant * (1 + 6 * shake));
  }

  /**
   * From footage to view.
   *
   * @param t seconds since the start of the shot
   * @param middle seconds from its start to its middle
   */
  AffineTransform view(
      double t,
      double middle,
      double footageWidth,
      double footageHeight,
      double width,
      double height,
      double enlarged) {
    double most = Math.min(footageWidth, footageHeight * width / height);
    double past = t - middle;
    double begin = zoom < 0 ? t - 2 * middle : t;
    double factor = width / most * enlarged * Math.exp(zoom * (zoom == 0 ? 0 : begin));
    double seen = width / factor;
    double x = footageWidth / 2 + seen * (right * past + shake * hand(t, 0));
    double y = footageHeight / 2 + seen * (down * past + shake * hand(t, 0.37));
    AffineTransform view = AffineTransform.getTranslateInstance(width / 2, height / 2);
    view.rotate(Math.toRadians(rollDeg * past + 40 * shake * hand(t, 0.71)));
    view.scale(factor, factor);
    view.translate(-x, -y);
    return view;
  }

  /** Sway and tremor of a hand, about -1..1. */
  private double hand(double t, double axis) {
    double a = 2 * Math.PI * (phase + axis);
    return 0.6 * Math.sin(2 * Math.PI * 0.7 * t + a)
        + 0.3 * Math.sin(2 * Math.PI * 1.9 * t + 3 * a)
        + 0.15 * Math.sin(2 * Math.PI * 4.3 * t + 7 * a);
  }
}
