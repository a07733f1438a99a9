package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Whether the face says the same as the body ({@code face_detection} beside {@code body_pose}): the
 * keypoints of a trunk look much alike from the front and from half a side, so that somebody faces
 * the camera is told only where the face does.
 */
final class Facings {
  private static final String FACES = "face_detection";
  private static final String CAMERA = "camera";

  /**
   * Where between the eyes the nose of a face lies that faces the camera, 0 at one and 1 at the
   * other: a quarter is a turn of about 25 degrees, a nose being half as long as the eyes are
   * apart.
   */
  private static final double ONE_SIDE = 0.25;

  private final ClipTables scene;

  Facings(ClipTables scene) {
    this.scene = scene;
  }

  /** Nothing contradicts where faces were not looked for. */
  boolean agrees(String facing, RowRef person, Interval second) {
    if (!scene.has(FACES)) {
      return true;
    }
    OptionalDouble nose = noseBetweenEyes(person, second);
    boolean frontal =
        nose.isPresent() && nose.getAsDouble() > ONE_SIDE && nose.getAsDouble() < 1 - ONE_SIDE;
    return frontal == facing.equals(CAMERA);
  }

  /** Median of the looks of a second; empty without a face. */
  private OptionalDouble noseBetweenEyes(RowRef person, Interval second) {
    List<Integer> faces =
        scene.samples(person.name(), person.integer("track_id").orElse(-1), second).stream()
            .map(s -> s.integer("face_track_id"))
            .filter(OptionalInt::isPresent)
            .map(OptionalInt::getAsInt)
            .distinct()
            .toList();
    double[] looks =
        faces.stream()
            .flatMap(face -> scene.samples(FACES, face, second).stream())
            .map(Facings::noseBetweenEyes)
            .flatMapToDouble(OptionalDouble::stream)
            .sorted()
            .toArray();
    return looks.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(looks[looks.length / 2]);
  }

  private static OptionalDouble noseBetweenEyes(RowRef look) {
    double right = look.number("right_eye_x_px").orElse(Double.NaN);
    double left = look.number("left_eye_x_px").orElse(Double.NaN);
    double nose = look.number("nose_x_px").orElse(Double.NaN);
    double between = (nose - right) / (left - right);
    return Double.isFinite(between) ? OptionalDouble.of(between) : OptionalDouble.empty();
  }
}
