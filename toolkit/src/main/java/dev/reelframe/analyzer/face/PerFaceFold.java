package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Measures something of every face that {@link FaceSchedule} sees. The signal has the columns of
 * {@link #columns}, then those of the measurement, then {@code repeated}.
 */
public final class PerFaceFold implements Fold {
  /** A box with less score is no face to look at closer. */
  private static final double MIN_SCORE = 0.5;

  /** Shorter sides show too little, pixels of the view. */
  private static final double MIN_SIDE_PX = 28;

  /** More faces than this are a crowd: the largest come first. */
  private static final int MOST = 8;

  private record Measured(BoundingBox box, double score, List<Object> cells) {}

  private final FaceSchedule watch;
  private final BiFunction<Frame, BoundingBox, List<Object>> measure;
  private final ModelUse use;
  private final double displayWidth;
  private final Rows rows;
  private List<Measured> faces = List.of();

  /**
   * @param measure from a frame and a box in its pixels to the cells of the measurement
   * @param use the model that measures
   * @param displayWidth width of the picture that boxes are measured in, pixels
   */
  public PerFaceFold(
      FaceSchedule watch,
      Schema signal,
      BiFunction<Frame, BoundingBox, List<Object>> measure,
      ModelUse use,
      double displayWidth) {
    this.watch = watch;
    this.measure = measure;
    this.use = use;
    this.displayWidth = displayWidth;
    this.rows = signal.rows();
  }

  /** The first columns of such a signal. */
  public static Schema columns(String table, String meaning) {
    return Schema.frames(table, meaning)
        .integer("track_id", "the face's track in face_detection; missing for none")
        .box()
        .number("face_score", "how sure the detector is of the face, 0..1");
  }

  /** Faces that are worth a closer look, the largest first. */
  public static List<Face> worthALook(List<Face> faces) {
    return faces.stream()
        .filter(f -> f.score() >= MIN_SCORE)
        .filter(f -> Math.min(f.box().w(), f.box().h()) >= MIN_SIDE_PX)
        .sorted(Comparator.comparingDouble((Face f) -> f.box().area()).reversed())
        .limit(MOST)
        .toList();
  }

  @Override
  public void frame(Frame frame) {
    watch.see(frame).ifPresent(look -> take(frame, look));
  }

  private void take(Frame frame, FaceSchedule.Look look) {
    if (!look.repeated()) {
      faces =
          worthALook(look.faces()).stream()
              .map(f -> new Measured(f.box(), f.score(), measure.apply(frame, f.box())))
              .toList();
    }
    double scale = displayWidth / frame.width();
    for (Measured face : faces) {
      BoundingBox box = face.box.times(scale);
      List<Object> cells =
          new ArrayList<>(
              Arrays.asList(
                  frame.timeS(),
                  frame.index(),
                  null,
                  box.x(),
                  box.y(),
                  box.w(),
                  box.h(),
                  face.score));
      cells.addAll(face.cells);
      cells.add(look.repeated());
      rows.add(cells.toArray());
    }
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return Stream.concat(Stream.of(use), watch.detector().uses().stream()).toList();
  }
}
