package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.pose.PoseAttributes.Facing;
import dev.reelframe.analyzer.pose.PoseAttributes.Framing;
import dev.reelframe.analyzer.pose.PoseAttributes.Gesture;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A row of {@code body_pose}: a stretch in which a person holds the body one way. */
record PoseRow(
    double startS,
    double endS,
    @Column("the person's track in object_detection") int trackId,
    BoundingBox box,
    @Column("what the arms do; missing where they are not seen") Optional<Gesture> gesture,
    @Column(
            "share of the samples with a wrist above its shoulder or at the face, 0..1; missing with"
                + " gesture")
        OptionalDouble armsRaisedRatio,
    @Column("where the body is turned; missing without a head in the picture")
        Optional<Facing> facing,
    @Column("how much of the body is in the picture") Optional<Framing> framing,
    @Column("why gesture (no_arms) or facing (no_head) is missing") Optional<Unseen> unknown,
    @Column("mean share of the 17 keypoints that are seen, 0..1") double keypointsRatio,
    double confidence) {
  static final RowSchema<PoseRow> SCHEMA =
      RowSchema.of(
              PoseRow.class, BodyPose.NAME, "A stretch in which a person holds the body one way")
          .version(2);

  /** What is not seen of a person. */
  enum Unseen {
    NO_ARMS,
    NO_HEAD,
    NO_ARMS_NO_HEAD;

    static Optional<Unseen> without(boolean arms, boolean head) {
      if (arms) {
        return head ? Optional.empty() : Optional.of(NO_HEAD);
      }
      return Optional.of(head ? NO_ARMS : NO_ARMS_NO_HEAD);
    }
  }

  /** A row of the signal: a person in a sampled frame, or that there is none. */
  record Sampled(
      double timeS,
      @Column("the person's track in object_detection; missing for none") Integer trackId,
      Optional<BoundingBox> box,
      @Column("what the arms do") Optional<Gesture> gesture,
      @Column("where the body is turned") Optional<Facing> facing,
      @Column("how much of the body is in the picture") Optional<Framing> framing,
      Map<Keypoint, Pose.Point> keypoints,
      @Column("the picture had not changed: seen in an earlier sample") boolean repeated,
      double confidence) {
    static final RowSchema<Sampled> SCHEMA =
        RowSchema.of(
            Sampled.class,
            BodyPose.NAME + "_signal",
            "A person in a sampled frame; no box where there is none");

    static Sampled of(double timeS, BoundingBox box, Pose pose, boolean repeated) {
      return new Sampled(
          timeS,
          null,
          Optional.of(box),
          PoseAttributes.gesture(pose),
          PoseAttributes.facing(pose),
          PoseAttributes.framing(pose),
          pose.points(),
          repeated,
          pose.confidence());
    }

    static Sampled nobody(double timeS, boolean repeated) {
      return new Sampled(
          timeS,
          null,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          repeated,
          Double.NaN);
    }

    /** The same person in a track of {@code object_detection}. */
    Sampled in(Integer track) {
      return new Sampled(
          timeS, track, box, gesture, facing, framing, keypoints, repeated, confidence);
    }

    /** How many keypoints are seen. */
    long seen() {
      return keypoints.values().stream().filter(point -> point.score() >= Pose.SEEN).count();
    }

    /** What must stay the same within a row of the table. */
    List<Optional<?>> state() {
      return List.of(gesture, facing, framing);
    }

    boolean madeOut() {
      return seen() >= PoseEstimator.ENOUGH;
    }
  }
}
