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
import dev.reelframe.table.Schema;
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

  static final Schema TABLE =
      Schema.intervals(NAME, "A stretch in which a person holds the body one way")
          .integer("track_id", "the person's track in object_detection")
          .box()
          .text(
              "gesture",
              "what the arms do; missing where they are not seen",
              PoseAttributes.GESTURES)
          .number(
              "arms_raised_ratio",
              "share of the samples with a wrist above its shoulder or at the face, 0..1; missing"
                  + " with gesture")
          .text(
              "facing",
              "where the body is turned; missing without a head in the picture",
              PoseAttributes.FACINGS)
          .text("framing", "how much of the body is in the picture", PoseAttributes.FRAMINGS)
          .text(
              "unknown",
              "why gesture (no_arms) or facing (no_head) is missing",
              "no_arms",
              "no_head",
              "no_arms_no_head")
          .number("keypoints_ratio", "mean share of the 17 keypoints that are seen, 0..1")
          .confidence()
          .version(2);
  static final Schema SIGNAL = signal();

  private static Schema signal() {
    Schema schema =
        Schema.events(NAME + "_signal", "A person in a sampled frame; no box where there is none")
            .integer("track_id", "the person's track in object_detection; missing for none")
            .box()
            .text("gesture", "what the arms do", PoseAttributes.GESTURES)
            .text("facing", "where the body is turned", PoseAttributes.FACINGS)
            .text("framing", "how much of the body is in the picture", PoseAttributes.FRAMINGS);
    for (Keypoint point : Keypoint.values()) {
      schema =
          schema
              .number(point.word() + "_x_px", "x of this keypoint; left and right are the person's")
              .number(point.word() + "_y_px", "y of this keypoint")
              .number(point.word() + "_score", "0..1; from 0.3 the keypoint counts as seen");
    }
    return schema
        .flag("repeated", "the picture had not changed: seen in an earlier sample")
        .confidence();
  }

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
    return AnalyzerSpec.of("4", TABLE)
        .signal(SIGNAL)
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
    Table tracked = PersonPoses.numbered(signal, seen.get().signal().get());
    SampleTimes samples = SampleTimes.of(signal, Shots.of(inputs));
    return Outcome.of(PersonPoses.table(tracked, samples)).signal(tracked);
  }
}
