package dev.reelframe.analyzer.pose;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.object.Detection;
import dev.reelframe.analyzer.object.ObjectDetector;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** Looks at each person in each sampled frame that differs from the one before. */
final class PoseFold implements Fold {
  /** Score of a box from which it is worth a look. */
  private static final double WORTH_A_LOOK = 0.3;

  /** More people than this are a crowd: the surest boxes come first. */
  private static final int MOST = 8;

  private record Person(BoundingBox box, Pose pose) {}

  private final ObjectDetector detector;
  private final PoseEstimator estimator;
  private final ChangeGate gate;
  private final double displayWidth;
  private final RowWriter<PoseRow.Sampled> rows = PoseRow.Sampled.SCHEMA.rows();
  private List<Person> people = List.of();

  PoseFold(ObjectDetector detector, PoseEstimator estimator, ChangeGate gate, double displayWidth) {
    this.detector = detector;
    this.estimator = estimator;
    this.gate = gate;
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    boolean changed = gate.changed(frame);
    if (changed) {
      people = look(frame);
    }
    double scale = displayWidth / frame.width();
    for (Person person : people) {
      rows.add(
          PoseRow.Sampled.of(
              frame.timeS(), person.box.times(scale), person.pose.times(scale), !changed));
    }
    if (people.isEmpty()) {
      rows.add(PoseRow.Sampled.nobody(frame.timeS(), !changed));
    }
  }

  private List<Person> look(Frame frame) {
    return detector.detect(frame).stream()
        .filter(d -> d.isPerson() && d.score() >= WORTH_A_LOOK)
        .limit(MOST)
        .map(Detection::box)
        .map(box -> new Person(box, estimator.estimate(frame, box)))
        .toList();
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return Stream.concat(Stream.of(estimator.use()), detector.uses().stream()).toList();
  }
}
