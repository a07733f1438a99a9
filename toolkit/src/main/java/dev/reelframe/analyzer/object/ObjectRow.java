package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;

/** A row of {@code object_detection}: a track. */
public record ObjectRow(
    double startS,
    double endS,
    @Column("number of the track; ends at a cut") int trackId,
    @Column("name of the thing, in COCO's words where it has one, voted over the track")
        String label,
    BoundingBox box,
    @Column(
            "mean score of the detections that are sure of the label, from the parameter score to"
                + " 1; a person's is that of the face where it is surer")
        double confidence) {
  static final RowSchema<ObjectRow> SCHEMA =
      RowSchema.of(
          ObjectRow.class,
          ObjectDetection.NAME,
          "A thing, from when it comes into a shot until it leaves");

  /** A row of the signal: a box in a sampled frame, or that there is none. */
  public record Sampled(
      double timeS,
      @Column("track of the table that the box belongs to; missing for none") Integer trackId,
      @Column("name of the thing, in COCO's words where it has one") String label,
      Optional<BoundingBox> box,
      @Column("track in face_detection of the face in a person's box") Integer faceTrackId,
      @Column("the picture had not changed: found in an earlier sample") boolean repeated,
      double confidence) {
    public static final RowSchema<Sampled> SCHEMA =
        RowSchema.of(
            Sampled.class,
            ObjectDetection.NAME + "_signal",
            "A box in a sampled frame; no box where nothing was found");

    static Sampled nothing(double timeS, boolean repeated) {
      return new Sampled(timeS, null, "", Optional.empty(), null, repeated, Double.NaN);
    }

    public boolean isPerson() {
      return label.equals(Detection.PERSON);
    }

    /** The same box in a track of the table. */
    Sampled in(Integer track) {
      return new Sampled(timeS, track, label, box, faceTrackId, repeated, confidence);
    }
  }
}
