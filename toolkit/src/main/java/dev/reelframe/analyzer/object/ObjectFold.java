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
import java.util.Set;
import tech.tablesaw.api.Table;

/** Looks at each sampled frame that differs from the one before. */
final class ObjectFold implements Fold {
  /** A score from which one asks for a second opinion. */
  private static final double WORTH_ASKING = 0.3;

  /** Kinds that the detector does not see where there is a vehicle. */
  private static final Set<String> BELIEVED = Set.of("person", "vehicle", "animal");

  /** A thing this much inside a person is worn or held: a segmentation sees the person there. */
  private static final double ON_PERSON = 0.8;

  /** Questions a frame, the surest boxes first: a crowd of small things is not worth more. */
  private static final int MOST_QUESTIONS = 2;

  private static final double SAME_IOU = 0.5;

  private record Sight(Detection detection, Optional<Region> region) {}

  private final ObjectDetector detector;
  private final PictureParts parts;
  private final Stillness gate;
  private final double displayWidth;
  private final Rows rows = ObjectDetection.SIGNAL.rows();
  private List<Sight> sights = List.of();

  ObjectFold(ObjectDetector detector, PictureParts parts, Stillness gate, double displayWidth) {
    this.detector = detector;
    this.parts = parts;
    this.gate = gate;
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
          null,
          sight.region.map(Region::label).orElse(null),
          sight.region.map(Region::ratio).orElse(null),
          !changed,
          sight.detection.score());
    }
    if (sights.isEmpty()) {
      rows.add(frame.timeS(), null, null, null, null, null, null, null, null, null, !changed, null);
    }
  }

  private List<Sight> look(Frame frame) {
    List<Detection> found = detector.detect(frame);
    List<Sight> out = new ArrayList<>();
    List<Detection> asked = new ArrayList<>();
    for (Detection d : found) {
      boolean ask = asked.size() < MOST_QUESTIONS && doubtful(d, found) && isNew(d, asked);
      if (ask) {
        asked.add(d);
      }
      out.add(new Sight(d, ask ? parts.in(frame, d.box()) : Optional.empty()));
    }
    return out;
  }

  private static boolean doubtful(Detection d, List<Detection> found) {
    return d.score() >= WORTH_ASKING
        && !BELIEVED.contains(Kinds.of(d.label()))
        && !onPerson(d, found);
  }

  /** Whether it is another thing than those asked about, not another name for one of them. */
  private static boolean isNew(Detection d, List<Detection> asked) {
    return asked.stream().noneMatch(a -> a.box().iou(d.box()) > SAME_IOU);
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
