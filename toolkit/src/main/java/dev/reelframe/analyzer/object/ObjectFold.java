package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.track.BoundingBox;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import java.util.List;
import tech.tablesaw.api.Table;

/** Looks at each sampled frame that differs from the one before. */
final class ObjectFold implements Fold {
  private final ObjectDetector detector;
  private final ChangeGate gate;
  private final double displayWidth;
  private final Rows rows = ObjectDetection.SIGNAL.rows();
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
      BoundingBox box = detection.box().times(scale);
      rows.add(
          frame.timeS(),
          null,
          detection.label(),
          box.x(),
          box.y(),
          box.w(),
          box.h(),
          null,
          !changed,
          detection.score());
    }
    if (found.isEmpty()) {
      rows.add(frame.timeS(), null, null, null, null, null, null, null, !changed, null);
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
