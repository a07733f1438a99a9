package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.track.Box;
import dev.reelframe.table.MeasuredTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private record Path(Row row, TreeMap<Double, Box> boxes) {
    /** The box between two sightings, or that of the nearest one. */
    Box at(double timeS) {
      Map.Entry<Double, Box> before = boxes.floorEntry(timeS);
      Map.Entry<Double, Box> after = boxes.ceilingEntry(timeS);
      if (before == null || after == null) {
        return before == null ? after.getValue() : before.getValue();
      }
      double step = after.getKey() - before.getKey();
      return step == 0
          ? before.getValue()
          : between(before.getValue(), after.getValue(), (timeS - before.getKey()) / step);
    }

    private static Box between(Box a, Box b, double share) {
      return new Box(
          a.x() + share * (b.x() - a.x()),
          a.y() + share * (b.y() - a.y()),
          a.w() + share * (b.w() - a.w()),
          a.h() + share * (b.h() - a.h()));
    }

    boolean lives(double timeS) {
      return timeS >= row.getDouble("start_s") - 1e-6 && timeS < row.getDouble("end_s") + 1e-6;
    }
  }

  private final TreeMap<Integer, Path> paths = new TreeMap<>();

  private FaceTracks(Table faces, Table signal) {
    Map<Integer, TreeMap<Double, Box>> boxes = new HashMap<>();
    for (Row row : signal) {
      if (!row.isMissing("track_id")) {
        boxes
            .computeIfAbsent(row.getInt("track_id"), id -> new TreeMap<>())
            .put(row.getDouble("time_s"), Box.of(row));
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

  /** The track whose face is there at that time: the one whose box covers the box best. */
  public Optional<Integer> at(double timeS, Box box) {
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

  /** The track's row in the table {@code face_detection}. */
  public Row row(int track) {
    return paths.get(track).row();
  }
}
