package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The tracks of {@code face_detection}, for analyzers that measured something of a face at some
 * place and time and want to know whose it is.
 */
public final class FaceTracks {
  /** Least overlap of a box with a track's box at that time. */
  private static final double SAME_IOU = 0.3;

  /** One row of the table with the boxes of its sightings. */
  private record Path(Row row, TreeMap<Double, BoundingBox> boxes) {
    /** The box between two sightings, or that of the nearest one. */
    BoundingBox at(double timeS) {
      Map.Entry<Double, BoundingBox> before = boxes.floorEntry(timeS);
      Map.Entry<Double, BoundingBox> after = boxes.ceilingEntry(timeS);
      if (before == null || after == null) {
        return before == null ? after.getValue() : before.getValue();
      }
      double step = after.getKey() - before.getKey();
      return step == 0
          ? before.getValue()
          : before.getValue().towards(after.getValue(), (timeS - before.getKey()) / step);
    }

    boolean lives(double timeS) {
      return timeS >= row.getDouble("start_s") - 1e-6 && timeS < row.getDouble("end_s") + 1e-6;
    }
  }

  private final TreeMap<Integer, Path> paths = new TreeMap<>();

  private FaceTracks(Table faces, Table signal) {
    Map<Integer, TreeMap<Double, BoundingBox>> boxes = new HashMap<>();
    for (Row row : signal) {
      if (!row.isMissing("track_id")) {
        boxes
            .computeIfAbsent(row.getInt("track_id"), id -> new TreeMap<>())
            .put(row.getDouble("time_s"), BoundingBox.of(row));
      }
    }
    for (int i = 0; i < faces.rowCount(); i++) {
      Row row = faces.row(i);
      int id = row.getInt("track_id");
      if (boxes.containsKey(id)) {
        paths.put(id, new Path(row, boxes.get(id)));
      }
    }
  }

  /** The tracks of a run; empty where {@code face_detection} was skipped or failed. */
  public static Optional<FaceTracks> of(Inputs inputs) {
    Optional<MeasuredTable> faces = inputs.table(FaceDetection.NAME);
    return faces.flatMap(MeasuredTable::signal).map(signal -> new FaceTracks(faces.get(), signal));
  }

  /**
   * A face of a track at some time.
   *
   * @param track its number
   * @param box where it is then
   * @param score confidence of the track, 0..1
   */
  public record Face(int track, BoundingBox box, double score) {}

  /** The faces that are there at that time, by the number of their track. */
  public List<Face> at(double timeS) {
    List<Face> there = new ArrayList<>();
    paths.forEach((track, path) -> {
      if (path.lives(timeS)) {
        there.add(new Face(track, path.at(timeS), path.row().getDouble("confidence")));
      }
    });
    return there;
  }

  /** Confidence of a track, 0..1; empty where there is no such track. */
  public Optional<Double> score(int track) {
    return Optional.ofNullable(paths.get(track)).map(p -> p.row().getDouble("confidence"));
  }

  /** The track whose face is there at that time: the one whose box covers the box best. */
  public Optional<Integer> at(double timeS, BoundingBox box) {
    double best = SAME_IOU;
    Optional<Integer> found = Optional.empty();
    for (Map.Entry<Integer, Path> path : paths.entrySet()) {
      if (path.getValue().lives(timeS)) {
        double iou = path.getValue().at(timeS).iou(box);
        if (iou > best) {
          best = iou;
          found = Optional.of(path.getKey());
        }
      }
    }
    return found;
  }

  /**
   * A signal with the numbers of the tracks that its boxes belong to.
   *
   * @param signal with {@code time_s}, {@code track_id} and a box
   */
  public Table numbered(Table signal) {
    IntColumn column = IntColumn.create("track_id");
    for (Row row : signal) {
      Optional<Integer> track =
          row.isMissing("x_px")
              ? Optional.empty()
              : at(row.getDouble("time_s"), BoundingBox.of(row));
      track.ifPresentOrElse(column::append, column::appendMissing);
    }
    return signal.copy().replaceColumn("track_id", column);
  }

  /**
   * Numbers of the rows of a numbered signal, by track in the order of the table; for all tracks.
   */
  public Map<Integer, List<Integer>> rows(Table numbered) {
    Map<Integer, List<Integer>> rows = new TreeMap<>();
    paths.keySet().forEach(id -> rows.put(id, new ArrayList<>()));
    for (Row row : numbered) {
      if (!row.isMissing("track_id")) {
        rows.computeIfAbsent(row.getInt("track_id"), id -> new ArrayList<>())
            .add(row.getRowNumber());
      }
    }
    return rows;
  }

  /** The columns that tables of faces begin with, see {@link #cells}. */
  public static Schema columns(String table, String meaning) {
    return Schema.intervals(table, meaning)
        .integer("track_id", "the face's track in face_detection")
        .integer("identity_id", "the face's identity in face_detection, missing where it has none")
        .box();
  }

  /** A track's cells for {@link #columns}. */
  public List<Object> cells(int track) {
    Row row = paths.get(track).row();
    return new ArrayList<>(
        Arrays.asList(
            row.getDouble("start_s"),
            row.getDouble("end_s"),
            track,
            row.isMissing("identity_id") ? null : row.getInt("identity_id"),
            row.getDouble("x_px"),
            row.getDouble("y_px"),
            row.getDouble("w_px"),
            row.getDouble("h_px")));
  }

  /** When a track's face is there. */
  public Interval interval(int track) {
    Row row = paths.get(track).row();
    return new Interval(row.getDouble("start_s"), row.getDouble("end_s"));
  }

  /**
   * The same for a part of the track, with the box that the face has then.
   *
   * @param boxes at least one
   */
  public List<Object> cells(int track, Interval part, List<BoundingBox> boxes) {
    List<Object> cells = cells(track);
    BoundingBox box = BoundingBox.median(boxes);
    cells.set(0, part.startS());
    cells.set(1, part.endS());
    List<Double> sides = List.of(box.x(), box.y(), box.w(), box.h());
    for (int i = 0; i < sides.size(); i++) {
      cells.set(4 + i, sides.get(i));
    }
    return cells;
  }

  /** What an analyzer says that finds no table {@code face_detection}. */
  public static Outcome missing() {
    return Outcome.skipped(
        "it looks at the faces of face_detection, which gave no table",
        "run `reelframe models fetch face_detection`");
  }
}
