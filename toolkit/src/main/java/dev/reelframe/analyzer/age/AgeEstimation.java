package dev.reelframe.analyzer.age;

import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.CroppedFaceModel;
import dev.reelframe.analyzer.face.EnoughSeen;
import dev.reelframe.analyzer.face.FaceAnalyzer;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceDetector;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.face.PerFaceFold;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.face.TrackedFace;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tech.tablesaw.api.Table;

/**
 * {@code age_estimation}: a range of years that each face of {@code face_detection} looks like. An
 * estimate from looks, never a fact about a person: light, grimaces and make-up move it by decades.
 * The signal has the model's number for every look; the table a range per track, which holds four
 * in five as the model's published errors are spread, wider where the looks differ. A face under 40
 * pixels, or seen in fewer than three looks, has a row that says so.
 *
 * @param faces finds the faces; also says how often frames are looked at
 */
public record AgeEstimation(FaceDetection faces) implements FaceAnalyzer<AgeEstimation> {
  /** Name of the table. */
  public static final String NAME = "age_estimation";

  /** Name of the model in the catalogue. */
  static final String MODEL = "faceapi_age_gender";

  private static final String OUTPUT = "age";

  /** A row of the table: a track. */
  private record AgeRow(
      TrackedFace face,
      @Column("lower end of the estimated range") OptionalDouble ageLowYears,
      @Column("upper end of the estimated range") OptionalDouble ageHighYears,
      @Column("middle of the looks' estimates, only meaningful with the range")
          OptionalDouble ageYears,
      @Column("why no age is given") Optional<EnoughSeen.Reason> unknown,
      @Column("looks that the estimate rests on") int looks,
      double confidence) {
    static final RowSchema<AgeRow> SCHEMA =
        RowSchema.of(
                AgeRow.class, NAME, "The age that a face seems to have: an estimate, not a fact")
            .version(2);

    static AgeRow unknown(TrackedFace face, EnoughSeen.Reason why, int looks) {
      OptionalDouble none = OptionalDouble.empty();
      return new AgeRow(face, none, none, none, Optional.of(why), looks, Double.NaN);
    }

    static AgeRow of(TrackedFace face, List<AgeLook> looks) {
      AgeRange range = AgeRange.of(looks.stream().map(AgeLook::ageYears).toList());
      double score = looks.stream().mapToDouble(AgeLook::faceScore).average().orElse(0);
      return new AgeRow(
          face,
          OptionalDouble.of(range.lowYears()),
          OptionalDouble.of(range.highYears()),
          OptionalDouble.of(range.middleYears()),
          Optional.empty(),
          looks.size(),
          range.agreement() * score);
    }
  }

  /** A row of the signal. */
  record AgeLook(
      SampledFace face,
      @Column("how sure the detector is of the face, 0..1") double faceScore,
      @Column("apparent age in this frame; a grimace adds decades") double ageYears,
      @Column("the picture had not changed: measured in an earlier look") boolean repeated)
      implements SampledFace.Sample<AgeLook> {
    static final RowSchema<AgeLook> SCHEMA =
        RowSchema.of(AgeLook.class, NAME + "_signal", "The model's number for a face in one frame");

    @Override
    public AgeLook of(SampledFace other) {
      return new AgeLook(other, faceScore, ageYears, repeated);
    }
  }

  /** Ages of the standard face detection's faces. */
  public static AgeEstimation standard() {
    return new AgeEstimation(FaceDetection.standard());
  }

  @Override
  public AgeEstimation faces(FaceDetection other) {
    return new AgeEstimation(other);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", AgeRow.SCHEMA.schema())
        .signal(AgeLook.SCHEMA.schema())
        .reads(faces.view())
        .after(faces)
        .uses(ModelChoice.anyOf(MODEL), FaceDetector.FINDER, FaceDetector.MESH)
        .fact("every_s", faces.everyS())
        .fact("stillness", faces.stillness());
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    CroppedFaceModel model =
        CroppedFaceModel.of(run.models(faces.models().get()), MODEL, run.memo());
    return new PerFaceFold<>(
        faces.watch(run),
        AgeLook.SCHEMA,
        AgeLook::new,
        (frame, face) -> (double) model.run(frame, face, OUTPUT)[0],
        model.use(),
        FaceDetection.displayWidth(media));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<FaceTracks> tracks = FaceTracks.of(inputs);
    if (tracks.isEmpty()) {
      return FaceTracks.missing();
    }
    List<AgeLook> numbered = tracks.get().numbered(AgeLook.SCHEMA.read(signal));
    EnoughSeen enough = EnoughSeen.of(inputs);
    RowWriter<AgeRow> rows = AgeRow.SCHEMA.rows();
    tracks
        .get()
        .samples(numbered)
        .forEach((track, looks) -> {
          TrackedFace face = tracks.get().whole(track);
          Optional<EnoughSeen.Reason> lacks =
              looks.isEmpty()
                  ? Optional.of(EnoughSeen.Reason.FACE_TOO_SMALL)
                  : enough.lacks(looks.stream().map(look -> look.face().box()).toList());
          rows.add(
              lacks
                  .map(why -> AgeRow.unknown(face, why, looks.size()))
                  .orElseGet(() -> AgeRow.of(face, looks)));
        });
    return Outcome.of(rows.table()).signal(AgeLook.SCHEMA.table(numbered));
  }
}
