package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.vision.BoundingBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  private final List<Sampled> signal;
  private final FaceTracks faces;
  private final List<Sampled> rows = new ArrayList<>();

  private PeopleByFaces(List<Sampled> signal, FaceTracks faces) {
    this.signal = signal;
    this.faces = faces;
  }

  /** A signal whose boxes of people name their face, one box a person. */
  static List<Sampled> voted(List<Sampled> signal, FaceTracks faces) {
    TreeMap<Double, List<Integer>> samples = new TreeMap<>();
    for (int row = 0; row < signal.size(); row++) {
      samples.computeIfAbsent(signal.get(row).timeS(), t -> new ArrayList<>()).add(row);
    }
    PeopleByFaces vote = new PeopleByFaces(signal, faces);
    samples.forEach(vote::sample);
    return vote.rows;
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
    boolean repeated = signal.get(sample.getFirst()).repeated();
    for (int index : sample) {
      Sampled row = signal.get(index);
      if (row.box().isPresent()) {
        addBox(row, row.box().get(), inBox.getOrDefault(index, List.of()));
      } else if (alone.isEmpty()) {
        rows.add(Sampled.nothing(timeS, repeated));
      }
    }
    for (FaceTracks.Face face : alone) {
      rows.add(
          new Sampled(
              timeS,
              null,
              Detection.PERSON,
              Optional.of(face.box()),
              face.track(),
              repeated,
              face.score()));
    }
  }

  /** Whether a face lies partly in the box of a person: whose it is, is not sure then. */
  private boolean touches(FaceTracks.Face face, int index) {
    return within(face, index) > TOUCHES;
  }

  /** Share of a face that lies in the box of a person; 0 where it is not a person's. */
  private double within(FaceTracks.Face face, int index) {
    Sampled row = signal.get(index);
    return row.isPerson() ? face.box().within(row.box().orElseThrow()) : 0;
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
      if (within(face, index) >= IN_BOX) {
        if (!taken.containsKey(index)) {
          return Optional.of(index);
        }
        shared = shared.isEmpty() ? Optional.of(index) : shared;
      }
    }
    return shared;
  }

  /** A box, or its parts where several faces stand side by side in it. */
  private void addBox(Sampled row, BoundingBox box, List<FaceTracks.Face> largestFirst) {
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
    double left = box.x();
    for (int i = 0; i < Math.max(1, people.size()); i++) {
      double right =
          i + 1 < people.size()
              ? (people.get(i).box().centreX() + people.get(i + 1).box().centreX()) / 2
              : box.x() + box.w();
      rows.add(
          new Sampled(
              row.timeS(),
              null,
              row.label(),
              Optional.of(new BoundingBox(left, box.y(), right - left, box.h())),
              people.isEmpty() ? null : people.get(i).track(),
              row.repeated(),
              row.confidence()));
      left = right;
    }
  }

  private static boolean sideBySide(BoundingBox a, BoundingBox b) {
    return Math.abs(a.centreX() - b.centreX()) >= SIDE_BY_SIDE * (a.w() + b.w()) / 2;
  }
}
