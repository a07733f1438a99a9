package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.face.AlignedSquare;
import dev.reelframe.analyzer.face.Face;
import dev.reelframe.analyzer.face.FaceSchedule;
import dev.reelframe.analyzer.face.Mesh;
import dev.reelframe.analyzer.face.PerFaceFold;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Measures eyes in every frame of the view that has a face: in a frame that is looked at for faces
 * in the faces found there, in the frame between two looks where the mesh of the last frame was, as
 * MediaPipe does. A frame that shows nothing new takes over what was measured.
 */
final class EyeFold implements Fold {
  /** Presence below this is no face. */
  private static final double MIN_PRESENCE = 0.5;

  private record Person(BoundingBox box, Mesh mesh, Eyes eyes) {}

  private final FaceSchedule watch;
  private final ChangeGate gate;
  private final IrisModel irises;
  private final double displayWidth;
  private final RowWriter<EyeRow.Sampled> rows = EyeRow.Sampled.SCHEMA.rows();
  private List<Person> people = List.of();

  EyeFold(FaceSchedule watch, ChangeGate gate, IrisModel irises, double displayWidth) {
    this.watch = watch;
    this.gate = gate;
    this.irises = irises;
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    Optional<FaceSchedule.Look> look = watch.see(frame);
    boolean newFaces = look.isPresent() && !look.get().repeated();
    boolean measured = gate.changed(frame) || newFaces;
    if (measured) {
      people = look.map(l -> found(frame, l.faces())).orElseGet(() -> followed(frame));
    }
    for (Person person : people) {
      write(frame, person, !measured);
    }
  }

  private List<Person> found(Frame frame, List<Face> faces) {
    List<Person> found = new ArrayList<>();
    for (Face face : PerFaceFold.worthALook(faces)) {
      face.mesh().ifPresent(mesh -> keep(frame, found, face.box(), mesh));
    }
    return found;
  }

  private List<Person> followed(Frame frame) {
    List<Person> still = new ArrayList<>();
    for (Person person : people) {
      Mesh mesh = watch.detector().mesh().in(frame, AlignedSquare.of(person.mesh));
      keep(frame, still, moved(person.box, person.mesh.bounds(), mesh.bounds()), mesh);
    }
    return still;
  }

  private void keep(Frame frame, List<Person> people, BoundingBox box, Mesh mesh) {
    if (mesh.presence() >= MIN_PRESENCE) {
      people.add(new Person(box, mesh, Eyes.of(frame, mesh, irises)));
    }
  }

  /** A box that moves and grows with another. */
  private static BoundingBox moved(BoundingBox box, BoundingBox from, BoundingBox to) {
    double across = to.w() / from.w();
    double down = to.h() / from.h();
    return new BoundingBox(
        to.x() + (box.x() - from.x()) * across,
        to.y() + (box.y() - from.y()) * down,
        box.w() * across,
        box.h() * down);
  }

  private void write(Frame frame, Person person, boolean repeated) {
    double scale = displayWidth / frame.width();
    SampledFace face = SampledFace.at(frame.timeS(), frame.index(), person.box.times(scale));
    rows.add(EyeRow.Sampled.of(face, person.eyes, scale, repeated, person.mesh.presence()));
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return Stream.concat(Stream.of(irises.use()), watch.detector().uses().stream()).toList();
  }
}
