package dev.reelframe.analyzer.age;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.CroppedFaceModel;
import dev.reelframe.analyzer.face.EnoughSeen;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceDetector;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.face.PerFaceFold;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
public record AgeEstimation(FaceDetection faces) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "age_estimation";

  /** Name of the model in the catalogue. */
  static final String MODEL = "faceapi_age_gender";

  private static final String OUTPUT = "age";

  static final Schema TABLE =
      FaceTracks.columns(NAME, "The age that a face seems to have: an estimate, not a fact")
          .number("age_low_years", "lower end of the estimated range")
          .number("age_high_years", "upper end of the estimated range")
          .number("age_years", "middle of the looks' estimates, only meaningful with the range")
          .text("unknown", "why no age is given", EnoughSeen.REASONS)
          .integer("looks", "looks that the estimate rests on")
          .confidence()
          .version(2);
  static final Schema SIGNAL =
      PerFaceFold.columns(NAME + "_signal", "The model's number for a face in one frame")
          .number("age_years", "apparent age in this frame; a grimace adds decades")
          .flag("repeated", "the picture had not changed: measured in an earlier look");

  /** Ages of the standard face detection's faces. */
  public static AgeEstimation standard() {
    return new AgeEstimation(FaceDetection.standard());
  }

  /** Looks every so many seconds. */
  public AgeEstimation every(double seconds) {
    return new AgeEstimation(faces.every(seconds));
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  public AgeEstimation stillness(double difference) {
    return new AgeEstimation(faces.stillness(difference));
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public AgeEstimation cuts(Analyzer analyzer) {
    return new AgeEstimation(faces.cuts(analyzer));
  }

  /** Takes its models from there. */
  public AgeEstimation models(ResidentModels resident) {
    return new AgeEstimation(faces.models(resident));
  }

  @Override
  public AgeEstimation withRequired(Analyzer other) {
    return other instanceof FaceDetection f ? new AgeEstimation(f) : this;
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", TABLE)
        .signal(SIGNAL)
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
    return new PerFaceFold(
        faces.watch(run),
        SIGNAL,
        (frame, face) -> List.of((double) model.run(frame, face, OUTPUT)[0]),
        model.use(),
        FaceDetection.displayWidth(media));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<FaceTracks> tracks = FaceTracks.of(inputs);
    if (tracks.isEmpty()) {
      return FaceTracks.missing();
    }
    Table numbered = tracks.get().numbered(signal);
    EnoughSeen enough = EnoughSeen.of(inputs);
    Rows rows = TABLE.rows();
    tracks
        .get()
        .rows(numbered)
        .forEach((track, looks) -> {
          List<BoundingBox> boxes =
              looks.stream().map(row -> BoundingBox.of(numbered.row(row))).toList();
          Optional<String> unknown =
              looks.isEmpty() ? Optional.of("face_too_small") : enough.lacks(boxes);
          List<Object> cells = tracks.get().cells(track);
          cells.addAll(
              unknown.isEmpty() ? range(numbered, looks) : Arrays.asList(null, null, null));
          cells.add(unknown.orElse(null));
          cells.add(looks.size());
          cells.add(unknown.isEmpty() ? sureness(numbered, looks) : null);
          rows.add(cells.toArray());
        });
    return Outcome.of(rows.table()).signal(numbered);
  }

  private static List<Double> range(Table signal, List<Integer> looks) {
    AgeRange range = AgeRange.of(values(signal, looks, "age_years"));
    return List.of(range.lowYears(), range.highYears(), range.middleYears());
  }

  private static double sureness(Table signal, List<Integer> looks) {
    return AgeRange.of(values(signal, looks, "age_years")).agreement()
        * mean(values(signal, looks, "face_score"));
  }

  private static List<Double> values(Table table, List<Integer> rows, String column) {
    List<Double> values = new ArrayList<>();
    rows.forEach(row -> values.add(table.doubleColumn(column).getDouble(row)));
    return values;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(0);
  }
}
