package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Looks at each sampled frame that differs from the one before. */
final class ObjectFold implements Fold {
  private final ObjectDetector detector;
  private final ChangeGate gate;
  private final double displayWidth;
  private final RowWriter<Sampled> rows = Sampled.SCHEMA.rows();
  private List<Detection> found = List.of();

  ObjectFold(ObjectDetector detector, ChangeGate gate, double displayWidth) {
    this.detector = detector;
    this.gate = gate;
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    boolean changed = gate.changed(frame);
    if (changed) {
      found = detector.detect(frame);
    }
    double scale = displayWidth / frame.width();
    for (Detection detection : found) {
      rows.add(
          new Sampled(
              frame.timeS(),
              null,
              detection.label(),
              Optional.of(detection.box().times(scale)),
              null,
              !changed,
              detection.score()));
    }
    if (found.isEmpty()) {
      rows.add(Sampled.nothing(frame.timeS(), !changed));
    }
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return detector.uses();
  }
}
