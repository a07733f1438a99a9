package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frame;
import java.util.List;
import java.util.Optional;

/**
 * Decides which frames of the view are looked at for faces, from the frames alone, so that every
 * analyzer of faces decides the same and the detector's answers are shared. A frame is due once in
 * every {@code everyS} seconds, and at once where the picture as a whole has changed, as at a cut.
 * A due frame that shows nothing new since the last look takes over what that look found.
 */
public final class FaceSchedule {
  /** Mean difference of the picture, 0..255, from which it is another picture. */
  private static final double OTHER_PICTURE = 25;

  /** Points across and down the picture that tell whether it is another one. */
  private static final int POINTS = 32;

  private final FaceDetector detector;
  private final double everyS;
  private final ChangeGate gate;
  private Optional<byte[]> glance = Optional.empty();
  private long cell = -1;
  private List<Face> faces = List.of();

  /**
   * @param faces in the frame's pixels, the surest first
   * @param repeated whether the picture had not changed, so that an earlier look stands
   */
  public record Look(List<Face> faces, boolean repeated) {
    public Look {
      faces = List.copyOf(faces);
    }
  }

  FaceSchedule(FaceDetector detector, double everyS, ChangeGate gate) {
    this.detector = detector;
    this.everyS = everyS;
    this.gate = gate;
  }

  /** The detector that looks. */
  public FaceDetector detector() {
    return detector;
  }

  /**
   * What is seen in the next frame of the view; empty for a frame between two looks.
   *
   * @param frame BGR
   */
  public Optional<Look> see(Frame frame) {
    byte[] now = glance(frame);
    boolean other = glance.map(before -> difference(before, now) > OTHER_PICTURE).orElse(true);
    glance = Optional.of(now);
    long nowCell = (long) Math.floor(frame.timeS() / everyS + 1e-6);
    if (nowCell == cell && !other) {
      return Optional.empty();
    }
    cell = nowCell;
    boolean changed = gate.changed(frame);
    if (changed) {
      faces = detector.detect(frame);
    }
    return Optional.of(new Look(faces, !changed));
  }

  /** A few hundred pixels of the frame, evenly spread. */
  private static byte[] glance(Frame frame) {
    byte[] points = new byte[3 * POINTS * POINTS];
    int n = 0;
    for (int i = 0; i < POINTS; i++) {
      int y = (2 * i + 1) * frame.height() / (2 * POINTS);
      for (int j = 0; j < POINTS; j++) {
        int x = (2 * j + 1) * frame.width() / (2 * POINTS);
        int at = 3 * (y * frame.width() + x);
        points[n++] = frame.data()[at];
        points[n++] = frame.data()[at + 1];
        points[n++] = frame.data()[at + 2];
      }
    }
    return points;
  }

  private static double difference(byte[] a, byte[] b) {
    int sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
    }
    return sum / (double) a.length;
  }
}
