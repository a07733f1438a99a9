package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.track.BoundingBox;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Poses of a signal by the tracks of the persons they belong to. */
final class PersonPoses {
  /** Boxes of the same frame that agree this much are the same box, but for rounding. */
  private static final double SAME_IOU = 0.95;

  /** Least share of a person's samples in which a pose is made out. */
  private static final double MIN_SHARE = 0.25;

  private PersonPoses() {}

  private record Place(int track, BoundingBox box) {}

  /** One person's sample. */
  private record Posture(
      int row,
      double timeS,
      BoundingBox box,
      String gesture,
      String facing,
      String framing,
      double seen,
      double confidence) {

    static Posture of(Row row) {
      int seen = 0;
      for (Keypoint point : Keypoint.values()) {
        seen += row.getDouble(point.word() + "_score") >= Pose.SEEN ? 1 : 0;
      }
      return new Posture(
          row.getRowNumber(),
          row.getDouble("time_s"),
          BoundingBox.of(row),
          row.getString("gesture"),
          row.getString("facing"),
          row.getString("framing"),
          seen,
          row.getDouble("confidence"));
    }

    boolean madeOut() {
      return seen >= PoseEstimator.ENOUGH;
    }

    boolean armsRaised() {
      return gesture.equals("both_arms_raised")
          || gesture.equals("one_arm_raised")
          || gesture.equals("hands_at_face");
    }
  }

  /** The signal with the track numbers of the same boxes in {@code object_detection}'s signal. */
  static Table numbered(Table signal, Table objects) {
    Map<Double, List<Place>> tracked = new HashMap<>();
    for (Row row : objects) {
      if (!row.isMissing("track_id") && row.getString("label").equals("person")) {
        tracked
            .computeIfAbsent(row.getDouble("time_s"), t -> new ArrayList<>())
            .add(new Place(row.getInt("track_id"), BoundingBox.of(row)));
      }
    }
    IntColumn column = IntColumn.create("track_id");
    for (Row row : signal) {
      Integer found = null;
      if (!row.isMissing("x_px")) {
        BoundingBox box = BoundingBox.of(row);
        found =
            tracked.getOrDefault(row.getDouble("time_s"), List.of()).stream()
                .filter(p -> p.box.iou(box) > SAME_IOU)
                .max(Comparator.comparingDouble(p -> p.box.iou(box)))
                .map(Place::track)
                .orElse(null);
      }
      if (found == null) {
        column.appendMissing();
      } else {
        column.append(found);
      }
    }
    return signal.copy().replaceColumn("track_id", column);
  }

  /** A row for each track in which a pose is made out often enough. */
  static Table table(Table tracked, SampleTimes samples) {
    Map<Integer, List<Posture>> byTrack = new TreeMap<>();
    for (Row row : tracked) {
      if (!row.isMissing("track_id")) {
        byTrack
            .computeIfAbsent(row.getInt("track_id"), t -> new ArrayList<>())
            .add(Posture.of(row));
      }
    }
    Rows rows = BodyPose.TABLE.rows();
    byTrack.entrySet().stream()
        .filter(e -> share(e.getValue()) >= MIN_SHARE)
        .map(e -> Map.entry(e.getKey(), e.getValue().stream().filter(Posture::madeOut).toList()))
        .sorted(Comparator.comparingDouble(e -> interval(e.getValue(), samples).startS()))
        .forEach(e -> add(rows, e.getKey(), e.getValue(), samples));
    return rows.table();
  }

  private static double share(List<Posture> postures) {
    return postures.stream().filter(Posture::madeOut).count() / (double) postures.size();
  }

  private static Interval interval(List<Posture> postures, SampleTimes samples) {
    double first = postures.getFirst().timeS;
    return samples.interval(samples.shots().at(first), first, postures.getLast().timeS);
  }

  private static void add(Rows rows, int track, List<Posture> postures, SampleTimes samples) {
    Interval interval = interval(postures, samples);
    List<TrackDetection> sightings =
        postures.stream()
            .map(p -> new TrackDetection(p.row, p.timeS, p.box, p.confidence, "person", Map.of()))
            .toList();
    Track whole = new Track(track, samples.shots().at(postures.getFirst().timeS), sightings);
    BoundingBox box = whole.medianBox();
    double raised = postures.stream().filter(Posture::armsRaised).count();
    rows.add(
        interval.startS(),
        interval.endS(),
        track,
        box.x(),
        box.y(),
        box.w(),
        box.h(),
        most(postures.stream().map(p -> p.gesture).toList()),
        raised / postures.size(),
        most(postures.stream().map(p -> p.facing).toList()),
        most(postures.stream().map(p -> p.framing).toList()),
        postures.stream().mapToDouble(p -> p.seen).average().orElse(0) / Keypoint.values().length,
        whole.meanScore());
  }

  /** The most frequent word; of equally frequent ones the first in the alphabet; null for none. */
  private static String most(List<String> words) {
    Map<String, Integer> counts = new TreeMap<>();
    words.stream().filter(w -> !w.isEmpty()).forEach(w -> counts.merge(w, 1, Integer::sum));
    return counts.entrySet().stream()
        .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
