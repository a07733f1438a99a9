package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.track.Box;
import java.util.List;

/**
 * One face in one frame.
 *
 * @param box where, from the brows to the chin
 * @param marks right eye, left eye, tip of the nose, right and left corner of the mouth; right and
 *     left are the person's own
 * @param score how sure the detector is, 0..1
 */
public record Face(Box box, List<Mark> marks, double score) {

  /** A point of a face, pixels. */
  public record Mark(double x, double y) {}

  /** Names of the marks in their order, as they stand in column names. */
  public static final List<String> MARKS =
      List.of("right_eye", "left_eye", "nose", "right_mouth", "left_mouth");

  public Face {
    marks = List.copyOf(marks);
  }

  public Mark rightEye() {
    return marks.get(0);
  }

  public Mark leftEye() {
    return marks.get(1);
  }

  /** In another scale: every coordinate times {@code factor}. */
  public Face times(double factor) {
    return new Face(
        box.times(factor),
        marks.stream().map(m -> new Mark(m.x * factor, m.y * factor)).toList(),
        score);
  }
}
