package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.sight.Stillness;
import dev.reelframe.analyzer.track.Box;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Looks at each sampled frame that differs from the one before. */
final class ObjectFold implements Fold {
  /** A score from which one asks for a second opinion, and one from which there is no doubt. */
  private static final double WORTH_ASKING = 0.3;

  private static final double NO_DOUBT = 0.8;

  /** A thing this much inside a person is worn or held: a segmentation sees the person there. */
  private static final double ON_PERSON = 0.8;

  private record Sight(Detection detection, Optional<Region> region) {}

  private final ObjectDetector detector;
  private final PictureParts parts;
  private final Stillness gate;
  private final double displayWidth;
  private final Rows rows = ObjectDetection.SIGNAL.rows();
  private List<Sight> sights = List.of();

  ObjectFold(ObjectDetector detector, PictureParts parts, double stillness, double displayWidth) {
    this.detector = detector;
    this.parts = parts;
    this.gate = new Stillness(stillness);
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    boolean changed = gate.changed(frame);
    if (changed) {
      sights = look(frame);
    }
    double scale = displayWidth / frame.width();
    for (Sight sight : sights) {
      Box box = sight.detection.box().times(scale);
      rows.add(
          frame.timeS(),
          null,
          sight.detection.label(),
          box.x(),
          box.y(),
          box.w(),
          box.h(),
          sight.region.map(Region::label).orElse(null),
          sight.region.map(Region::ratio).orElse(null),
          !changed,
          sight.detection.score());
    }
    if (sights.isEmpty()) {
      rows.add(frame.timeS(), null, null, null, null, null, null, null, null, !changed, null);
    }
  }

  private List<Sight> look(Frame frame) {
    List<Detection> found = detector.detect(frame);
    boolean doubt = found.stream().anyMatch(d -> doubtful(d, found));
    if (doubt) {
      parts.look(frame);
    }
    List<Sight> out = new ArrayList<>();
    for (Detection d : found) {
      boolean ask = doubt && !d.isPerson() && !onPerson(d, found);
      out.add(new Sight(d, ask ? parts.in(d.box()) : Optional.empty()));
    }
    return out;
  }

  private boolean doubtful(Detection d, List<Detection> found) {
    boolean sure = d.score() >= NO_DOUBT && parts.knows(d.label());
    return d.score() >= WORTH_ASKING && !sure && !d.isPerson() && !onPerson(d, found);
  }

  private static boolean onPerson(Detection d, List<Detection> found) {
    return found.stream()
        .anyMatch(
            p -> p.isPerson() && p.score() >= WORTH_ASKING && d.box().within(p.box()) > ON_PERSON);
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return List.of(detector.use(), parts.use());
  }
}
