package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.track.BoundingBox;
import java.util.Optional;
import java.util.OptionalInt;
import tech.tablesaw.api.Row;

/**
 * A box of the signal, as it is tracked.
 *
 * @param row in the signal
 * @param timeS time of the sample, seconds
 * @param label COCO name
 * @param box in display pixels
 * @param face track of the face that stands in the box of a person
 * @param score how sure it is, 0..1: the detector's score, or that of the face where it is higher
 */
record Candidate(
    int row, double timeS, String label, BoundingBox box, OptionalInt face, double score) {

  static Candidate of(Row row, Optional<FaceTracks> faces) {
    OptionalInt face =
        row.isMissing("face_track_id")
            ? OptionalInt.empty()
            : OptionalInt.of(row.getInt("face_track_id"));
    double faceScore =
        face.isPresent() ? faces.flatMap(f -> f.score(face.getAsInt())).orElse(0.0) : 0;
    return new Candidate(
        row.getRowNumber(),
        row.getDouble("time_s"),
        row.getString("label"),
        BoundingBox.of(row),
        face,
        Math.max(row.getDouble("confidence"), faceScore));
  }

  boolean isPerson() {
    return label.equals(Detection.PERSON);
  }

  /** Class for tracking: a person never becomes a thing. */
  String group() {
    return isPerson() ? Detection.PERSON : "thing";
  }
}
