package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceDetector;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * {@code eye_tracking}: irises, where the look goes, looks into the camera and blinks of each face
 * of {@code face_detection}. The signal has a row for every face in every frame of the view, five a
 * second; the table a row per stretch in which they look one way. Directions are those of the
 * picture: {@code left} is towards its left edge, whoever looks.
 *
 * @param faces finds the faces; eyes are measured twice as often as faces are looked for
 * @param cameraDeg {@link #CAMERA_DEG}
 */
public record EyeTracking(FaceDetection faces, double cameraDeg) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "eye_tracking";

  static final String[] DIRECTIONS = {"camera", "left", "right", "up", "down"};

  static final Schema TABLE =
      FaceTracks.columns(NAME, "A stretch in which the eyes of a face look one way")
          .text("gaze", "where they look, in the picture", DIRECTIONS)
          .number(
              "camera_ratio", "share of the samples with open eyes that look into the camera, 0..1")
          .number(
              "gaze_yaw_deg",
              "median angle towards the right edge of the picture; 0 into the camera")
          .number("gaze_pitch_deg", "median angle upwards; 0 into the camera")
          .text(
              "unknown",
              "why no gaze is given: what holds in most samples",
              "eyes_closed",
              "eyes_too_small",
              "no_eyes")
          .number("closed_ratio", "share of the samples with both eyes closed, 0..1")
          .integer("blinks", "blinks seen; those between two samples are not, so at least so many")
          .integer("samples", "frames in which the eyes were measured")
          .confidence()
          .version(2);
  static final Schema SIGNAL =
      Schema.frames(NAME + "_signal", "The eyes of a face in one frame")
          .integer("track_id", "the face's track in face_detection; missing for none")
          .box()
          .number("right_iris_x_px", "x of the middle of the iris of the person's right eye")
          .number("right_iris_y_px", "y of it")
          .number("left_iris_x_px", "x of the middle of the iris of the person's left eye")
          .number("left_iris_y_px", "y of it")
          .number("gaze_yaw_deg", "angle towards the right edge of the picture; 0 into the camera")
          .number("gaze_pitch_deg", "angle upwards; 0 into the camera")
          .text(
              "gaze",
              "where the look goes; missing for closed or very small eyes, and without a track",
              DIRECTIONS)
          .number(
              "right_opening_ratio",
              "height between the lids of the person's right eye over its width; below about 0.15"
                  + " closed, 0.2 to 0.45 open; missing outside of the picture")
          .number("left_opening_ratio", "the same of the person's left eye")
          .flag("closed", "both eyes are closed; missing without a track")
          .flag("repeated", "the picture had not changed: measured in an earlier frame")
          .confidence();

  public static final Parameter<Double> CAMERA_DEG =
      Parameter.number(
              "camera_deg",
              15,
              "angle between the look and the way to the camera up to which somebody looks into it")
          .above(0)
          .below(90);

  public EyeTracking {
    CAMERA_DEG.check(cameraDeg);
  }

  /** Eyes of the standard face detection's faces, five times a second. */
  public static EyeTracking standard() {
    return of(FaceDetection.standard());
  }

  /** Eyes of those faces, twice as often as faces are looked for. */
  public static EyeTracking of(FaceDetection faces) {
    return new EyeTracking(faces, CAMERA_DEG.standard());
  }

  /** Measures eyes every so many seconds, and looks for faces half as often. */
  public EyeTracking every(double seconds) {
    return new EyeTracking(faces.every(2 * seconds), cameraDeg);
  }

  /** Counts a look within that many degrees of the way to the camera as one into it. */
  public EyeTracking cameraWithin(double degrees) {
    return new EyeTracking(faces, degrees);
  }

  /** Measures again where a cell of the picture changed by this much, 0..255; 0 always does. */
  public EyeTracking stillness(double difference) {
    return new EyeTracking(faces.stillness(difference), cameraDeg);
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public EyeTracking cuts(Analyzer analyzer) {
    return new EyeTracking(faces.cuts(analyzer), cameraDeg);
  }

  /** Takes its models from there. */
  public EyeTracking models(ResidentModels resident) {
    return new EyeTracking(faces.models(resident), cameraDeg);
  }

  @Override
  public EyeTracking withRequired(Analyzer other) {
    return other instanceof FaceDetection f ? new EyeTracking(f, cameraDeg) : this;
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", TABLE)
        .signal(SIGNAL)
        .reads(faces.view())
        .after(faces)
        .uses(FaceDetector.FINDER, FaceDetector.MESH, ModelChoice.anyOf(IrisModel.MODEL))
        .fact("every_s", faces.everyS() / 2)
        .parameter(CAMERA_DEG, cameraDeg, this::cameraWithin)
        .fact("stillness", faces.stillness());
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new EyeFold(
        faces.watch(run),
        new ChangeGate(faces.stillness(), run.memo()),
        IrisModel.of(run.models(faces.models().get())),
        FaceDetection.displayWidth(media));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<FaceTracks> tracks = FaceTracks.of(inputs);
    if (tracks.isEmpty()) {
      return FaceTracks.missing();
    }
    Table told = tracks.get().numbered(signal);
    StringColumn gaze = StringColumn.create("gaze", told.rowCount());
    BooleanColumn closed = BooleanColumn.create("closed", told.rowCount());
    List<List<Object>> found = new ArrayList<>();
    for (Map.Entry<Integer, List<Integer>> track : tracks.get().rows(told).entrySet()) {
      EyeTrack eyes = EyeTrack.of(told, track.getValue());
      eyes.complete(gaze, closed, cameraDeg);
      for (var part : eyes.parts(tracks.get().interval(track.getKey()), cameraDeg)) {
        List<BoundingBox> boxes = part.samples().stream().map(EyeTrack.SampleClip::box).toList();
        List<Object> cells = tracks.get().cells(track.getKey(), part.interval(), boxes);
        cells.addAll(eyes.cells(part.samples(), cameraDeg));
        found.add(cells);
      }
    }
    found.sort(Comparator.comparingDouble(cells -> (double) cells.getFirst()));
    Rows rows = TABLE.rows();
    found.forEach(cells -> rows.add(cells.toArray()));
    told.replaceColumn("gaze", gaze).replaceColumn("closed", closed);
    return Outcome.of(rows.table()).signal(told);
  }
}
