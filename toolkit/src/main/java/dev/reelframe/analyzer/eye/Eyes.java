package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.face.Mesh;
import dev.reelframe.media.Frame;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is read from the eyes of one face.
 *
 * @param right the person's right eye, empty where it lies outside of the frame
 * @param left the person's left eye, likewise
 * @param gaze where the irises point; empty where no eye is seen large enough to tell
 */
record Eyes(Optional<EyePoints> right, Optional<EyePoints> left, Optional<Gaze> gaze) {
  /** Width of an eye between its corners below which the iris is a guess, pixels of the view. */
  private static final double MIN_WIDTH_PX = 9;

  /** An eye this much narrower than the other is turned away: its iris is a guess. */
  private static final double TURNED_AWAY = 0.6;

  static Eyes of(Frame frame, Mesh mesh, IrisModel model) {
    Optional<EyePoints> right = seen(frame, model.eye(frame, mesh, Mesh.Eye.RIGHT));
    Optional<EyePoints> left = seen(frame, model.eye(frame, mesh, Mesh.Eye.LEFT));
    List<EyePoints> both = Stream.of(right, left).flatMap(Optional::stream).toList();
    double widest = both.stream().mapToDouble(EyePoints::width).max().orElse(0);
    List<EyePoints> telling = both.stream().filter(e -> e.width() >= TURNED_AWAY * widest).toList();
    return new Eyes(
        right,
        left,
        widest >= MIN_WIDTH_PX ? Optional.of(Gaze.of(mesh, telling)) : Optional.empty());
  }

  private static Optional<EyePoints> seen(Frame frame, EyePoints eye) {
    return Optional.of(eye).filter(e -> e.isIn(frame.width(), frame.height()));
  }
}
