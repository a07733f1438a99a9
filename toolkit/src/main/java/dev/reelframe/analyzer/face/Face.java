package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.List;
import java.util.Optional;

/**
 * One face in one frame.
 *
 * @param box where, from the hair to the chin
 * @param marks right eye, left eye, tip of the nose, right and left corner of the mouth; right and
 *     left are the person's own
 * @param score how sure the detector is, 0..1
 * @param mesh its mesh, where it was verified by one
 */
public record Face(BoundingBox box, List<Mark> marks, double score, Optional<Mesh> mesh) {

  /** A point of a face, pixels; not a number where the detector does not say. */
  public record Mark(double x, double y) {
    static final Mark UNKNOWN = new Mark(Double.NaN, Double.NaN);
  }

  /** Names of the marks in their order, as they stand in column names. */
  public static final List<String> MARKS =
      List.of("right_eye", "left_eye", "nose", "right_mouth", "left_mouth");

  public Face {
    marks = List.copyOf(marks);
  }

  /** A face without a mesh. */
  public Face(BoundingBox box, List<Mark> marks, double score) {
    this(box, marks, score, Optional.empty());
  }

  Face withScore(double other) {
    return new Face(box, marks, other, mesh);
  }

  Face withMesh(Mesh verified) {
    return new Face(box, marks, score, Optional.of(verified));
  }

  public Mark rightEye() {
    return marks.get(0);
  }

  public Mark leftEye() {
    return marks.get(1);
  }

  /** In another scale, without its mesh: every coordinate times {@code factor}. */
  public Face times(double factor) {
    return new Face(
        box.times(factor),
        marks.stream().map(m -> new Mark(m.x * factor, m.y * factor)).toList(),
        score);
  }
}
