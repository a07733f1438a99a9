package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.face.Face;
import dev.reelframe.analyzer.face.FaceWatch;
import dev.reelframe.analyzer.face.PerFaceFold;
import dev.reelframe.analyzer.sight.Stillness;
import dev.reelframe.analyzer.track.Box;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
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
  private static final double LEAST_PRESENCE = 0.5;

  private record Person(Box box, Mesh mesh, Eyes eyes) {}

  private final FaceWatch watch;
  private final Stillness gate;
  private final MeshModels models;
  private final double displayWidth;
  private final Rows rows = EyeTracking.SIGNAL.rows();
  private List<Person> people = List.of();

  EyeFold(FaceWatch watch, Stillness gate, MeshModels models, double displayWidth) {
    this.watch = watch;
    this.gate = gate;
    this.models = models;
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    Optional<FaceWatch.Look> look = watch.see(frame);
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
      Mesh mesh = models.mesh(frame, LevelSquare.of(face));
      keep(found, face.box(), mesh);
    }
    return found;
  }

  private List<Person> followed(Frame frame) {
    List<Person> still = new ArrayList<>();
    for (Person person : people) {
      Mesh mesh = models.mesh(frame, LevelSquare.of(person.mesh));
      keep(still, moved(person.box, person.mesh.bounds(), mesh.bounds()), mesh);
    }
    return still;
  }

  private void keep(List<Person> people, Box box, Mesh mesh) {
    if (mesh.presence() >= LEAST_PRESENCE) {
      people.add(new Person(box, mesh, Eyes.of(mesh, models.blinks(mesh))));
    }
  }

  /** A box that moves and grows with another. */
  private static Box moved(Box box, Box from, Box to) {
    double across = to.w() / from.w();
    double down = to.h() / from.h();
    return new Box(
        to.x() + (box.x() - from.x()) * across,
        to.y() + (box.y() - from.y()) * down,
        box.w() * across,
        box.h() * down);
  }

  private void write(Frame frame, Person person, boolean repeated) {
    double scale = displayWidth / frame.width();
    Box box = person.box.times(scale);
    Mesh mesh = person.mesh;
    Eyes eyes = person.eyes;
    Optional<Gaze> gaze = eyes.gaze();
    rows.add(
        frame.timeS(),
        frame.index(),
        null,
        box.x(),
        box.y(),
        box.w(),
        box.h(),
        mesh.x(Mesh.Eye.RIGHT.iris) * scale,
        mesh.y(Mesh.Eye.RIGHT.iris) * scale,
        mesh.x(Mesh.Eye.LEFT.iris) * scale,
        mesh.y(Mesh.Eye.LEFT.iris) * scale,
        gaze.map(Gaze::yawDeg).orElse(null),
        gaze.map(Gaze::pitchDeg).orElse(null),
        null,
        eyes.rightBlink(),
        eyes.leftBlink(),
        null,
        repeated,
        mesh.presence());
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return Stream.concat(models.uses().stream(), Stream.of(watch.detector().use())).toList();
  }
}
