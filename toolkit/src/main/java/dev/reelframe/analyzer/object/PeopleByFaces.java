package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.track.BoundingBox;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Faces vote for people. A face in the box of a person makes that person as sure as the face is; a
 * box with several faces side by side shows as many people; a face in no box is a person of whom
 * the detector saw nothing, and whose box is the face's.
 */
final class PeopleByFaces {
  /** Share of a face that lies in the box of its person. */
  private static final double IN_BOX = 0.6;

  /** Share of a face in the box of a person from which it may be theirs. */
  private static final double TOUCHES = 0.1;

  /** Faces whose middles lie this much of their width apart stand side by side. */
  private static final double SIDE_BY_SIDE = 0.35;

  /** A face this much smaller than the largest in a box is a print, or somebody far behind. */
  private static final double MIN_SIZE = 0.4;

  /** A smaller face alone, pixels, makes no person: it may be a print or a pattern. */
  private static final double MIN_SIDE_PX = 28;

  private final Table signal;
  private final FaceTracks faces;
  private final Rows rows = ObjectDetection.SIGNAL.rows();

  private PeopleByFaces(Table signal, FaceTracks faces) {
    this.signal = signal;
    this.faces = faces;
  }

  /** A signal whose boxes of people name their face, one box a person. */
  static Table voted(Table signal, FaceTracks faces) {
    TreeMap<Double, List<Integer>> samples = new TreeMap<>();
    for (int row = 0; row < signal.rowCount(); row++) {
      samples
          .computeIfAbsent(signal.doubleColumn("time_s").getDouble(row), t -> new ArrayList<>())
          .add(row);
    }
    PeopleByFaces vote = new PeopleByFaces(signal, faces);
    samples.forEach(vote::sample);
    return vote.rows.table();
  }

  private void sample(double timeS, List<Integer> sample) {
    Map<Integer, List<FaceTracks.Face>> inBox = new HashMap<>();
    List<FaceTracks.Face> alone = new ArrayList<>();
    List<FaceTracks.Face> largestFirst = new ArrayList<>(faces.at(timeS));
    largestFirst.sort(Comparator.comparingDouble((FaceTracks.Face f) -> f.box().area()).reversed());
    for (FaceTracks.Face face : largestFirst) {
      Optional<Integer> person = personOf(face, sample, inBox);
      person.ifPresent(row -> inBox.computeIfAbsent(row, r -> new ArrayList<>()).add(face));
      if (person.isEmpty()
          && Math.min(face.box().w(), face.box().h()) >= MIN_SIDE_PX
          && sample.stream().noneMatch(row -> touches(face, row))) {
        alone.add(face);
      }
    }
    boolean repeated = signal.row(sample.getFirst()).getBoolean("repeated");
    for (int index : sample) {
      Row row = signal.row(index);
      if (!row.isMissing("label")) {
        addBox(row, inBox.getOrDefault(index, List.of()));
      } else if (alone.isEmpty()) {
        rows.add(timeS, null, null, null, null, null, null, null, repeated, null);
      }
    }
    alone.forEach(f -> add(timeS, Detection.PERSON, f.box(), f, repeated, f.score()));
  }

  /** Whether a face lies partly in the box of a person: whose it is, is not sure then. */
  private boolean touches(FaceTracks.Face face, int index) {
    return isPerson(index) && face.box().within(BoundingBox.of(signal.row(index))) > TOUCHES;
  }

  private boolean isPerson(int index) {
    Row row = signal.row(index);
    return !row.isMissing("label") && row.getString("label").equals(Detection.PERSON);
  }

  /**
   * The surest box that a face lies in and that has no face yet; else the surest that has one.
   *
   * @param sample rows, by falling score
   */
  private Optional<Integer> personOf(
      FaceTracks.Face face, List<Integer> sample, Map<Integer, List<FaceTracks.Face>> taken) {
    Optional<Integer> shared = Optional.empty();
    for (int index : sample) {
      if (isPerson(index) && face.box().within(BoundingBox.of(signal.row(index))) >= IN_BOX) {
        if (!taken.containsKey(index)) {
          return Optional.of(index);
        }
        shared = shared.isEmpty() ? Optional.of(index) : shared;
      }
    }
    return shared;
  }

  /** A box, or its parts where several faces stand side by side in it. */
  private void addBox(Row row, List<FaceTracks.Face> largestFirst) {
    List<FaceTracks.Face> people = new ArrayList<>();
    for (FaceTracks.Face face : largestFirst) {
      boolean another =
          people.isEmpty()
              || face.box().w() >= MIN_SIZE * people.getFirst().box().w()
                  && people.stream().allMatch(p -> sideBySide(p.box(), face.box()));
      if (another) {
        people.add(face);
      }
    }
    people.sort(Comparator.comparingDouble(f -> f.box().centreX()));
    BoundingBox box = BoundingBox.of(row);
    double left = box.x();
    for (int i = 0; i < Math.max(1, people.size()); i++) {
      double right =
          i + 1 < people.size()
              ? (people.get(i).box().centreX() + people.get(i + 1).box().centreX()) / 2
              : box.x() + box.w();
      add(
          row.getDouble("time_s"),
          row.getString("label"),
          new BoundingBox(left, box.y(), right - left, box.h()),
          people.isEmpty() ? null : people.get(i),
          row.getBoolean("repeated"),
          row.getDouble("confidence"));
      left = right;
    }
  }

  private static boolean sideBySide(BoundingBox a, BoundingBox b) {
    return Math.abs(a.centreX() - b.centreX()) >= SIDE_BY_SIDE * (a.w() + b.w()) / 2;
  }

  private void add(
      double timeS,
      String label,
      BoundingBox box,
      FaceTracks.Face face,
      boolean repeated,
      double score) {
    rows.add(
        timeS,
        null,
        label,
        box.x(),
        box.y(),
        box.w(),
        box.h(),
        face == null ? null : face.track(),
        repeated,
        score);
  }
}
