package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
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

  private static final Set<String> RAISED =
      Set.of("both_arms_raised", "one_arm_raised", "hands_at_face");

  private PersonPoses() {}

  private record Place(int track, BoundingBox box) {}

  /** One person's sample. */
  private record Posture(
      int row,
      double timeS,
      BoundingBox box,
      Optional<String> gesture,
      Optional<String> facing,
      Optional<String> framing,
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
          word(row, "gesture"),
          word(row, "facing"),
          word(row, "framing"),
          seen,
          row.getDouble("confidence"));
    }

    private static Optional<String> word(Row row, String column) {
      return Optional.of(row.getString(column)).filter(w -> !w.isEmpty());
    }

    /** What must stay the same within a row. */
    List<Optional<String>> state() {
      return List.of(gesture, facing, framing);
    }

    boolean madeOut() {
      return seen >= PoseEstimator.ENOUGH;
    }

    boolean armsRaised() {
      return gesture.filter(RAISED::contains).isPresent();
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

  /** A row for each stretch of each track in which a pose is made out often enough. */
  static Table table(Table tracked, SampleTimes samples) {
    Map<Integer, List<Posture>> byTrack = new TreeMap<>();
    for (Row row : tracked) {
      if (!row.isMissing("track_id")) {
        byTrack
            .computeIfAbsent(row.getInt("track_id"), t -> new ArrayList<>())
            .add(Posture.of(row));
      }
    }
    List<Held> held = new ArrayList<>();
    byTrack.forEach((track, postures) -> {
      if (share(postures) >= MIN_SHARE) {
        held.addAll(held(track, postures.stream().filter(Posture::madeOut).toList(), samples));
      }
    });
    Rows rows = BodyPose.TABLE.rows();
    held.stream()
        .sorted(Comparator.comparingDouble((Held h) -> h.interval.startS()))
        .forEach(h -> h.add(rows, samples));
    return rows.table();
  }

  private static double share(List<Posture> postures) {
    return postures.stream().filter(Posture::madeOut).count() / (double) postures.size();
  }

  private static List<Held> held(int track, List<Posture> postures, SampleTimes samples) {
    double firstS = postures.getFirst().timeS;
    Interval whole = samples.interval(samples.shots().at(firstS), firstS, postures.getLast().timeS);
    return Stretches.of(whole, postures, FEWEST, Posture::state, Posture::timeS).stream()
        .map(part -> new Held(track, part.interval(), part.samples()))
        .toList();
  }

  /** A person who holds the body one way. */
  private record Held(int track, Interval interval, List<Posture> postures) {
    void add(Rows rows, SampleTimes samples) {
      List<TrackDetection> sightings =
          postures.stream()
              .map(p -> new TrackDetection(p.row, p.timeS, p.box, p.confidence, "person", Map.of()))
              .toList();
      Track part = new Track(track, samples.shots().at(postures.getFirst().timeS), sightings);
      BoundingBox box = part.medianBox();
      double raised = postures.stream().filter(Posture::armsRaised).count();
      Optional<String> gesture = Stretches.mostly(postures, Posture::gesture);
      Optional<String> facing = Stretches.mostly(postures, Posture::facing);
      rows.add(
          interval.startS(),
          interval.endS(),
          track,
          box.x(),
          box.y(),
          box.w(),
          box.h(),
          gesture.orElse(null),
          gesture.isPresent() ? raised / postures.size() : null,
          facing.orElse(null),
          Stretches.mostly(postures, Posture::framing).orElse(null),
          unknown(gesture.isPresent(), facing.isPresent()),
          postures.stream().mapToDouble(p -> p.seen).average().orElse(0) / Keypoint.values().length,
          part.meanScore());
    }

    private static String unknown(boolean arms, boolean head) {
      return arms ? head ? null : "no_head" : head ? "no_arms" : "no_arms_no_head";
    }
  }
}
