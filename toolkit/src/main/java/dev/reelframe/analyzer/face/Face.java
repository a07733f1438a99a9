package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One face in one frame.
 *
 * @param box where, from the hair to the chin
 * @param marks in the order of {@link Point}: eyes, tip of the nose, corners of the mouth; right
 *     and left are the person's own
 * @param score how sure the detector is, 0..1
 * @param mesh its mesh, where it was verified by one
 */
public record Face(BoundingBox box, List<Mark> marks, double score, Optional<Mesh> mesh) {

  /** A point of a face, pixels; not a number where the detector does not say. */
  public record Mark(
      @Column(name = "x_px", value = "x of this point; left and right are the person's") double x,
      @Column(name = "y_px", value = "y of this point") double y) {
    static final Mark UNKNOWN = new Mark(Double.NaN, Double.NaN);
  }

  /** What the marks are, in their order. */
  public enum Point {
    RIGHT_EYE,
    LEFT_EYE,
    NOSE,
    RIGHT_MOUTH,
    LEFT_MOUTH;

    /** How many a face has. */
    static final int COUNT = values().length;
  }

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
    return mark(Point.RIGHT_EYE);
  }

  public Mark leftEye() {
    return mark(Point.LEFT_EYE);
  }

  private Mark mark(Point point) {
    return marks.get(point.ordinal());
  }

  /** The marks by what they are. */
  Map<Point, Mark> byPoint() {
    Map<Point, Mark> named = new EnumMap<>(Point.class);
    for (Point point : Point.values()) {
      named.put(point, mark(point));
    }
    return named;
  }

  /** In another scale, without its mesh: every coordinate times {@code factor}. */
  public Face times(double factor) {
    return new Face(
        box.times(factor),
        marks.stream().map(m -> new Mark(m.x * factor, m.y * factor)).toList(),
        score);
  }
}
