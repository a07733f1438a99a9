package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tracks of {@code face_detection}, for analyzers that measured something of a face at some
 * place and time and want to know whose it is.
 */
public final class FaceTracks {
  /** Least overlap of a box with a track's box at that time. */
  private static final double SAME_IOU = 0.3;

  /** One row of the table with the boxes of its sightings. */
  private record Path(FaceRow row, TreeMap<Double, BoundingBox> boxes) {
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
      return timeS >= row.startS() - 1e-6 && timeS < row.endS() + 1e-6;
    }
  }

  private final TreeMap<Integer, Path> paths = new TreeMap<>();

  private FaceTracks(List<FaceRow> faces, List<FaceRow.Sampled> signal) {
    Map<Integer, TreeMap<Double, BoundingBox>> boxes = new HashMap<>();
    for (FaceRow.Sampled face : signal) {
      if (face.trackId() != null) {
        boxes
            .computeIfAbsent(face.trackId(), id -> new TreeMap<>())
            .put(face.timeS(), face.box().orElseThrow());
      }
    }
    for (FaceRow row : faces) {
      if (boxes.containsKey(row.trackId())) {
        paths.put(row.trackId(), new Path(row, boxes.get(row.trackId())));
      }
    }
  }

  /** The tracks of a run; empty where {@code face_detection} was skipped or failed. */
  public static Optional<FaceTracks> of(Inputs inputs) {
    Optional<MeasuredTable> faces = inputs.table(FaceDetection.NAME);
    return faces
        .flatMap(MeasuredTable::signal)
        .map(signal ->
            new FaceTracks(FaceRow.SCHEMA.read(faces.get()), FaceRow.Sampled.SCHEMA.read(signal)));
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
        there.add(new Face(track, path.at(timeS), path.row().confidence()));
      }
    });
    return there;
  }

  /** Confidence of a track, 0..1; empty where there is no such track. */
  public Optional<Double> score(int track) {
    return Optional.ofNullable(paths.get(track)).map(p -> p.row().confidence());
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

  /** A signal with the numbers of the tracks that its faces belong to. */
  public <S extends SampledFace.Sample<S>> List<S> numbered(List<S> signal) {
    List<S> numbered = new ArrayList<>();
    for (S sample : signal) {
      SampledFace face = sample.face();
      numbered.add(sample.of(face.in(at(face.timeS(), face.box()).orElse(null))));
    }
    return numbered;
  }

  /** Places in a numbered signal, by track in the order of the table; for all tracks. */
  public Map<Integer, List<Integer>> rows(List<? extends SampledFace.Sample<?>> numbered) {
    Map<Integer, List<Integer>> rows = new TreeMap<>();
    paths.keySet().forEach(id -> rows.put(id, new ArrayList<>()));
    for (int row = 0; row < numbered.size(); row++) {
      Integer track = numbered.get(row).face().trackId();
      if (track != null) {
        rows.computeIfAbsent(track, id -> new ArrayList<>()).add(row);
      }
    }
    return rows;
  }

  /** Samples of a numbered signal, by track in the order of the table; for all tracks. */
  public <S extends SampledFace.Sample<S>> Map<Integer, List<S>> samples(List<S> numbered) {
    Map<Integer, List<S>> samples = new TreeMap<>();
    rows(numbered)
        .forEach((track, rows) -> samples.put(track, rows.stream().map(numbered::get).toList()));
    return samples;
  }

  /** A track as it stands in the table. */
  public TrackedFace whole(int track) {
    FaceRow row = paths.get(track).row();
    return new TrackedFace(row.startS(), row.endS(), track, row.identityId(), row.box());
  }

  /** When a track's face is there. */
  public Interval interval(int track) {
    FaceRow row = paths.get(track).row();
    return new Interval(row.startS(), row.endS());
  }

  /**
   * A part of a track, with the box that the face has then.
   *
   * @param boxes at least one
   */
  public TrackedFace part(int track, Interval part, List<BoundingBox> boxes) {
    return new TrackedFace(
        part.startS(),
        part.endS(),
        track,
        paths.get(track).row().identityId(),
        BoundingBox.median(boxes));
  }

  /** What an analyzer says that finds no table {@code face_detection}. */
  public static Outcome missing() {
    return Outcome.skipped(
        "it looks at the faces of face_detection, which gave no table",
        "run `reelframe models fetch face_detection`");
  }
}
