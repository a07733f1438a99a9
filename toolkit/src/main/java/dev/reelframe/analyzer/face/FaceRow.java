package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A row of {@code face_detection}: a track. */
record FaceRow(
    double startS,
    double endS,
    @Column("number of the track; ends at a cut") int trackId,
    @Column(
            "the same for all tracks of a person who is seen again, by the looks of the face; missing"
                + " where nobody is. Two faces at the same time are two people")
        Optional<Integer> identityId,
    BoundingBox box,
    @Column("share of the picture that the box covers, 0..1") Optional<Double> frameRatio,
    @Column("looks that saw it") int sightings,
    double confidence) {
  static final RowSchema<FaceRow> SCHEMA =
      RowSchema.of(
          FaceRow.class,
          FaceDetection.NAME,
          "A face, from when it comes into a shot until it leaves");

  /** A row of the signal: a face of a look, or that there is none. */
  record Sampled(
      double timeS,
      long frame,
      @Column("track of the table that the face belongs to; missing for none") Integer trackId,
      Optional<BoundingBox> box,
      Map<Face.Point, Face.Mark> marks,
      @Column(
              "faces with the same number look like one person's; missing for small, turned and cut"
                  + " off ones")
          OptionalInt lookAlike,
      @Column("the picture had not changed: found in an earlier look") boolean repeated,
      double confidence) {
    static final RowSchema<Sampled> SCHEMA =
        RowSchema.of(
            Sampled.class,
            FaceDetection.NAME + "_signal",
            "A face in a frame; no box where a look found none");

    static Sampled of(double timeS, long frame, Face face, boolean repeated) {
      return new Sampled(
          timeS,
          frame,
          null,
          Optional.of(face.box()),
          face.byPoint(),
          OptionalInt.empty(),
          repeated,
          face.score());
    }

    static Sampled nobody(double timeS, long frame, boolean repeated) {
      return new Sampled(
          timeS,
          frame,
          null,
          Optional.empty(),
          Map.of(),
          OptionalInt.empty(),
          repeated,
          Double.NaN);
    }

    /** The same face in a track of the table. */
    Sampled in(Integer track) {
      return new Sampled(timeS, frame, track, box, marks, lookAlike, repeated, confidence);
    }

    /** The same face with the number of those that look like it. */
    Sampled like(OptionalInt number) {
      return new Sampled(timeS, frame, trackId, box, marks, number, repeated, confidence);
    }
  }
}
