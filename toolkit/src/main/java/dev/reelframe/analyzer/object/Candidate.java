package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.Optional;
import java.util.OptionalInt;

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

  static Candidate of(int number, Sampled row, Optional<FaceTracks> faces) {
    OptionalInt face =
        row.faceTrackId() == null ? OptionalInt.empty() : OptionalInt.of(row.faceTrackId());
    double faceScore =
        face.isPresent() ? faces.flatMap(f -> f.score(face.getAsInt())).orElse(0.0) : 0;
    return new Candidate(
        number,
        row.timeS(),
        row.label(),
        row.box().orElseThrow(),
        face,
        Math.max(row.confidence(), faceScore));
  }

  boolean isPerson() {
    return label.equals(Detection.PERSON);
  }

  /** An animal, or a toy that looks like one. */
  boolean isLikeAnAnimal() {
    return CocoCategories.of(label).equals("animal") || label.equals("teddy bear");
  }

  /** Class for tracking: a person never becomes a thing. */
  String group() {
    return isPerson() ? Detection.PERSON : "thing";
  }
}
