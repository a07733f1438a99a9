package dev.reelframe.analyzer.face;

import dev.reelframe.media.Frame;
import java.nio.FloatBuffer;

/**
 * A square of a frame, turned so that the eyes in it are level.
 *
 * @param centreX in the frame's pixels
 * @param centreY in the frame's pixels
 * @param side in the frame's pixels
 * @param turn angle from the picture's horizontal to the line of the eyes, radians, clockwise
 */
public record AlignedSquare(double centreX, double centreY, double side, double turn) {
  /** Side of the square in units of the longer side of the face's box, as the mesh is made for. */
  private static final double FACES_SIDE = 1.5;

  /** Turned by another angle about its middle, radians, clockwise. */
  AlignedSquare turned(double by) {
    return new AlignedSquare(centreX, centreY, side, turn + by);
  }

  /** The square round a face that the detector found. */
  public static AlignedSquare of(Face face) {
    double turn =
        Math.atan2(
            face.leftEye().y() - face.rightEye().y(), face.leftEye().x() - face.rightEye().x());
    return new AlignedSquare(
        face.box().centreX(),
        face.box().centreY(),
        FACES_SIDE * Math.max(face.box().w(), face.box().h()),
        turn);
  }

  /** The square in the next frame: round the mesh of this one. */
  public static AlignedSquare of(Mesh mesh) {
    double turn = mesh.eyeLine();
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < Mesh.POINTS; i++) {
      double x = mesh.x(i) * cos + mesh.y(i) * sin;
      double y = mesh.y(i) * cos - mesh.x(i) * sin;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
    double x = (left + right) / 2;
    double y = (top + bottom) / 2;
    return new AlignedSquare(
        x * cos - y * sin,
        x * sin + y * cos,
        FACES_SIDE * Math.max(right - left, bottom - top),
        turn);
  }

  /** Frame x of a point of the square, both from 0 to 1. */
  public double frameX(double u, double v) {
    return centreX + side * ((u - 0.5) * Math.cos(turn) - (v - 0.5) * Math.sin(turn));
  }

  /** Frame y of a point of the square, both from 0 to 1. */
  public double frameY(double u, double v) {
    return centreY + side * ((u - 0.5) * Math.sin(turn) + (v - 0.5) * Math.cos(turn));
  }

  /**
   * Fills a model's input with red, green, blue of each pixel side by side, 0..1; black where the
   * frame ends. Large squares are sampled several times per pixel, so that nothing is skipped.
   *
   * @param pixels along each side of the input
   */
  public void fill(Frame frame, FloatBuffer target, int pixels) {
    // Each takes in two pixels of the frame in each direction: a little overlap is enough.
    int taps = (int) Math.clamp(Math.ceil(side / (1.5 * pixels)), 1, 4);
    double step = 1.0 / (pixels * taps);
    double dx = side * step * Math.cos(turn);
    double dy = side * step * Math.sin(turn);
    int[] row = new int[3 * pixels];
    float[] out = new float[3 * pixels];
    float scale = 1f / (256 * 255 * taps * taps);
    int stepX = fixed(dx);
    int stepY = fixed(dy);
    for (int r = 0; r < pixels; r++) {
      java.util.Arrays.fill(row, 0);
      for (int s = 0; s < taps; s++) {
        double v = (r * taps + s + 0.5) * step;
        // Pixel (0, 0) has its centre at (0.5, 0.5).
        int x = fixed(frameX(0.5 * step, v) - 0.5);
        int y = fixed(frameY(0.5 * step, v) - 0.5);
        for (int at = 0; at < row.length; at += 3) {
          for (int c = 0; c < taps; c++, x += stepX, y += stepY) {
            add(frame, x, y, row, at);
          }
        }
      }
      for (int i = 0; i < row.length; i++) {
        out[i] = row[i] * scale;
      }
      target.put(r * row.length, out);
    }
  }

  /** A place or a step in 1/65536 pixel. */
  private static int fixed(double pixels) {
    return (int) Math.round(pixels * 65536);
  }

  /** Adds the colour between four pixels, weighted in 1/256; places as {@link #fixed} has them. */
  private static void add(Frame frame, int x, int y, int[] row, int at) {
    int left = x >> 16;
    int top = y >> 16;
    if (left < 0 || top < 0 || left + 1 >= frame.width() || top + 1 >= frame.height()) {
      return;
    }
    int fx = x >> 8 & 0xFF;
    int fy = y >> 8 & 0xFF;
    byte[] data = frame.data();
    int a = 3 * (top * frame.width() + left);
    int b = a + 3 * frame.width();
    int upperLeft = (256 - fx) * (256 - fy);
    int upperRight = fx * (256 - fy);
    int lowerLeft = (256 - fx) * fy;
    int lowerRight = fx * fy;
    for (int c = 0; c < 3; c++) {
      int sum =
          (data[a + c] & 0xFF) * upperLeft
              + (data[a + c + 3] & 0xFF) * upperRight
              + (data[b + c] & 0xFF) * lowerLeft
              + (data[b + c + 3] & 0xFF) * lowerRight;
      row[at + 2 - c] += sum >> 8;
    }
  }
}
