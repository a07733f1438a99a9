package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.object.ObjectDetection;
import dev.reelframe.analyzer.object.ObjectDetector;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code body_pose}: how each person of {@code object_detection} holds the body. The signal has the
 * 17 keypoints of COCO for each person in each sampled frame; the table a row per stretch in which
 * a person holds the body one way. Only where a person's box is does a pose model look, so there
 * are no ghosts; the boxes are those that {@code object_detection} finds, without a second
 * inference.
 *
 * @param objects finds the persons; also says how often frames are sampled
 */
public record BodyPose(ObjectDetection objects) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "body_pose";

  /** Poses of the standard object detection's persons. */
  public static BodyPose standard() {
    return new BodyPose(ObjectDetection.standard());
  }

  /** Samples a frame every so many seconds. */
  public BodyPose every(double seconds) {
    return new BodyPose(objects.every(seconds));
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  public BodyPose stillness(double difference) {
    return new BodyPose(objects.stillness(difference));
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public BodyPose cuts(Analyzer analyzer) {
    return new BodyPose(objects.cuts(analyzer));
  }

  /** Takes its models from there. */
  public BodyPose models(ResidentModels resident) {
    return new BodyPose(objects.models(resident));
  }

  @Override
  public BodyPose withRequired(Analyzer other) {
    return other instanceof ObjectDetection o ? new BodyPose(o) : this;
  }

  @Override
  public AnalyzerSpec spec() {
    List<Analyzer> before = new ArrayList<>(List.of(objects));
    objects.cuts().ifPresent(before::add);
    return AnalyzerSpec.of("5", PoseRow.SCHEMA.schema())
        .signal(PoseRow.Sampled.SCHEMA.schema())
        .reads(objects.view())
        .after(before.toArray(Analyzer[]::new))
        .uses(ModelChoice.anyOf(PoseEstimator.MODEL), ObjectDetector.MODEL, ObjectDetector.SECOND)
        .fact("every_s", objects.everyS())
        .fact("stillness", objects.stillness());
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    ModelAccess resident = run.models(objects.models().get());
    double width = media.picture().map(MediaInfo.Picture::width).orElse(ObjectDetection.WIDTH_PX);
    return new PoseFold(
        ObjectDetector.of(resident, run.memo()),
        PoseEstimator.of(resident),
        new ChangeGate(objects.stillness(), run.memo()),
        width);
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<MeasuredTable> seen = inputs.table(ObjectDetection.NAME);
    if (seen.isEmpty() || seen.get().signal().isEmpty()) {
      return Outcome.skipped(
          "it follows the persons of object_detection, which gave no table",
          "run `reelframe models fetch object_detection`");
    }
    List<PoseRow.Sampled> tracked =
        PersonPoses.numbered(PoseRow.Sampled.SCHEMA.read(signal), seen.get().signal().get());
    SampleTimes samples = SampleTimes.of(signal, Shots.of(inputs));
    return Outcome.of(PoseRow.SCHEMA.table(PersonPoses.rows(tracked, samples)))
        .signal(PoseRow.Sampled.SCHEMA.table(tracked));
  }
}
