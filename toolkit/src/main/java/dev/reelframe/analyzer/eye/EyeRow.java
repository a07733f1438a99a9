package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.eye.Gaze.Direction;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.face.TrackedFace;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;
import java.util.OptionalDouble;

/** A row of {@code eye_tracking}: a stretch of one direction. */
record EyeRow(
    TrackedFace face,
    @Column("where they look, in the picture") Optional<Direction> gaze,
    @Column("share of the samples with open eyes that look into the camera, 0..1")
        OptionalDouble cameraRatio,
    @Column("median angle towards the right edge of the picture; 0 into the camera")
        OptionalDouble gazeYawDeg,
    @Column("median angle upwards; 0 into the camera") OptionalDouble gazePitchDeg,
    @Column("why no gaze is given: what holds in most samples") Optional<Unseen> unknown,
    @Column("share of the samples with both eyes closed, 0..1") double closedRatio,
    @Column("blinks seen; those between two samples are not, so at least so many") long blinks,
    @Column("frames in which the eyes were measured") int samples,
    double confidence) {
  static final RowSchema<EyeRow> SCHEMA =
      RowSchema.of(
              EyeRow.class, EyeTracking.NAME, "A stretch in which the eyes of a face look one way")
          .version(2);

  /** Why there is no gaze. */
  enum Unseen {
    EYES_CLOSED,
    EYES_TOO_SMALL,
    NO_EYES
  }

  /** A row of the signal: the eyes of a face in one frame. */
  record Sampled(
      SampledFace face,
      @Column("x of the middle of the iris of the person's right eye") OptionalDouble rightIrisXPx,
      @Column("y of it") OptionalDouble rightIrisYPx,
      @Column("x of the middle of the iris of the person's left eye") OptionalDouble leftIrisXPx,
      @Column("y of it") OptionalDouble leftIrisYPx,
      Optional<Gaze> look,
      @Column("where the look goes; missing for closed or very small eyes, and without a track")
          Optional<Direction> gaze,
      @Column(
              "height between the lids of the person's right eye over its width; below about 0.15"
                  + " closed, 0.2 to 0.45 open; missing outside of the picture")
          OptionalDouble rightOpeningRatio,
      @Column("the same of the person's left eye") OptionalDouble leftOpeningRatio,
      @Column("both eyes are closed; missing without a track") Optional<Boolean> closed,
      @Column("the picture had not changed: measured in an earlier frame") boolean repeated,
      double confidence)
      implements SampledFace.Sample<Sampled> {
    static final RowSchema<Sampled> SCHEMA =
        RowSchema.of(
            Sampled.class, EyeTracking.NAME + "_signal", "The eyes of a face in one frame");

    /**
     * Eyes of which nothing is decided yet.
     *
     * @param scale from pixels of the frame to those of the picture
     * @param presence of the face in the mesh model, 0..1
     */
    static Sampled of(
        SampledFace face, Eyes eyes, double scale, boolean repeated, double presence) {
      return new Sampled(
          face,
          iris(eyes.right(), 0, scale),
          iris(eyes.right(), 1, scale),
          iris(eyes.left(), 0, scale),
          iris(eyes.left(), 1, scale),
          eyes.gaze(),
          Optional.empty(),
          opening(eyes.right()),
          opening(eyes.left()),
          Optional.empty(),
          repeated,
          presence);
    }

    private static OptionalDouble iris(Optional<EyePoints> eye, int axis, double scale) {
      return eye.map(e -> OptionalDouble.of(e.iris()[axis] * scale)).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble opening(Optional<EyePoints> eye) {
      return eye.map(e -> OptionalDouble.of(e.opening())).orElse(OptionalDouble.empty());
    }

    @Override
    public Sampled of(SampledFace other) {
      return with(other, gaze, closed);
    }

    /** The same eyes before anything is decided of them. */
    Sampled undecided() {
      return with(face, Optional.empty(), Optional.empty());
    }

    /** The same eyes, decided. */
    Sampled decided(Optional<Direction> direction, boolean shut) {
      return with(face, direction, Optional.of(shut));
    }

    private Sampled with(SampledFace of, Optional<Direction> direction, Optional<Boolean> shut) {
      return new Sampled(
          of,
          rightIrisXPx,
          rightIrisYPx,
          leftIrisXPx,
          leftIrisYPx,
          look,
          direction,
          rightOpeningRatio,
          leftOpeningRatio,
          shut,
          repeated,
          confidence);
    }
  }
}
