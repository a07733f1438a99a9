package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.object.ObjectRow;
import dev.reelframe.analyzer.pose.PoseAttributes.Facing;
import dev.reelframe.analyzer.pose.PoseAttributes.Gesture;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/**
 * Poses of a signal by the tracks of the persons they belong to, in stretches in which a person
 * holds the body one way.
 */
final class PersonPoses {
  /** Boxes of the same frame that agree this much are the same box, but for rounding. */
  private static final double SAME_IOU = 0.95;

  /** Least share of a person's samples in which a pose is made out. */
  private static final double MIN_SHARE = 0.25;

  /** A single sample that differs is as often the model's slip as a movement. */
  private static final int FEWEST = 2;

  private static final Set<Gesture> RAISED =
      EnumSet.of(Gesture.BOTH_ARMS_RAISED, Gesture.ONE_ARM_RAISED, Gesture.HANDS_AT_FACE);

  private PersonPoses() {}

  private record Place(int track, BoundingBox box) {}

  /** The signal with the track numbers of the same boxes in {@code object_detection}'s signal. */
  static List<PoseRow.Sampled> numbered(List<PoseRow.Sampled> signal, Table objects) {
    Map<Double, List<Place>> tracked = new HashMap<>();
    for (ObjectRow.Sampled object : ObjectRow.Sampled.SCHEMA.read(objects)) {
      if (object.trackId() != null && object.isPerson()) {
        tracked
            .computeIfAbsent(object.timeS(), t -> new ArrayList<>())
            .add(new Place(object.trackId(), object.box().orElseThrow()));
      }
    }
    return signal.stream()
        .map(pose ->
            pose.in(
                pose.box()
                    .flatMap(box -> same(box, tracked.getOrDefault(pose.timeS(), List.of())))
                    .orElse(null)))
        .toList();
  }

  private static Optional<Integer> same(BoundingBox box, List<Place> tracked) {
    return tracked.stream()
        .filter(p -> p.box.iou(box) > SAME_IOU)
        .max(Comparator.comparingDouble(p -> p.box.iou(box)))
        .map(Place::track);
  }

  /** A row for each stretch of each track in which a pose is made out often enough. */
  static List<PoseRow> rows(List<PoseRow.Sampled> tracked, SampleTimes samples) {
    Map<Integer, List<PoseRow.Sampled>> byTrack = new TreeMap<>();
    for (PoseRow.Sampled pose : tracked) {
      if (pose.trackId() != null) {
        byTrack.computeIfAbsent(pose.trackId(), t -> new ArrayList<>()).add(pose);
      }
    }
    List<PoseRow> rows = new ArrayList<>();
    byTrack.forEach((track, poses) -> {
      if (share(poses) >= MIN_SHARE) {
        List<PoseRow.Sampled> seen = poses.stream().filter(PoseRow.Sampled::madeOut).toList();
        rows.addAll(rows(track, seen, samples));
      }
    });
    rows.sort(Comparator.comparingDouble(PoseRow::startS));
    return rows;
  }

  private static double share(List<PoseRow.Sampled> poses) {
    return poses.stream().filter(PoseRow.Sampled::madeOut).count() / (double) poses.size();
  }

  private static List<PoseRow> rows(int track, List<PoseRow.Sampled> poses, SampleTimes samples) {
    double firstS = poses.getFirst().timeS();
    Interval whole = samples.interval(samples.shots().at(firstS), firstS, poses.getLast().timeS());
    return Stretches.of(whole, poses, FEWEST, PoseRow.Sampled::state, PoseRow.Sampled::timeS)
        .stream()
        .map(part -> row(track, part.interval(), part.samples()))
        .toList();
  }

  /** A person who holds the body one way. */
  private static PoseRow row(int track, Interval interval, List<PoseRow.Sampled> poses) {
    Optional<Gesture> gesture = Stretches.mostly(poses, PoseRow.Sampled::gesture);
    Optional<Facing> facing = Stretches.mostly(poses, PoseRow.Sampled::facing);
    double raised =
        poses.stream().filter(p -> p.gesture().filter(RAISED::contains).isPresent()).count();
    return new PoseRow(
        interval.startS(),
        interval.endS(),
        track,
        BoundingBox.median(poses.stream().map(p -> p.box().orElseThrow()).toList()),
        gesture,
        gesture.isPresent() ? OptionalDouble.of(raised / poses.size()) : OptionalDouble.empty(),
        facing,
        Stretches.mostly(poses, PoseRow.Sampled::framing),
        PoseRow.Unseen.without(gesture.isPresent(), facing.isPresent()),
        poses.stream().mapToDouble(PoseRow.Sampled::seen).average().orElse(0)
            / Keypoint.values().length,
        poses.stream().mapToDouble(PoseRow.Sampled::confidence).average().orElseThrow());
  }
}
