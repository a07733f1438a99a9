package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.FaceAnalyzer;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceDetector;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.face.TrackedFace;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public record EyeTracking(FaceDetection faces, double cameraDeg)
    implements FaceAnalyzer<EyeTracking> {
  /** Name of the table. */
  public static final String NAME = "eye_tracking";

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
    return new EyeTracking(FaceDetection.standard(), CAMERA_DEG.standard());
  }

  /** Eyes of those faces, measured twice as often as faces are looked for. */
  @Override
  public EyeTracking faces(FaceDetection other) {
    return new EyeTracking(other, cameraDeg);
  }

  /** Measures eyes every so many seconds, and looks for faces half as often. */
  @Override
  public EyeTracking every(double seconds) {
    return faces(faces.every(2 * seconds));
  }

  /** Counts a look within that many degrees of the way to the camera as one into it. */
  public EyeTracking cameraWithin(double degrees) {
    return new EyeTracking(faces, degrees);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", EyeRow.SCHEMA.schema())
        .signal(EyeRow.Sampled.SCHEMA.schema())
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
    List<EyeRow.Sampled> told = new ArrayList<>();
    for (EyeRow.Sampled eyes : tracks.get().numbered(EyeRow.Sampled.SCHEMA.read(signal))) {
      told.add(eyes.undecided());
    }
    List<EyeRow> found = new ArrayList<>();
    for (Map.Entry<Integer, List<Integer>> track : tracks.get().rows(told).entrySet()) {
      EyeTrack eyes = EyeTrack.of(told, track.getValue());
      eyes.complete(told, cameraDeg);
      for (var part : eyes.parts(tracks.get().interval(track.getKey()), cameraDeg)) {
        List<BoundingBox> boxes = part.samples().stream().map(EyeTrack.Moment::box).toList();
        TrackedFace face = tracks.get().part(track.getKey(), part.interval(), boxes);
        found.add(eyes.row(face, part.samples(), cameraDeg));
      }
    }
    found.sort(Comparator.comparingDouble(row -> row.face().startS()));
    return Outcome.of(EyeRow.SCHEMA.table(found)).signal(EyeRow.Sampled.SCHEMA.table(told));
  }
}
