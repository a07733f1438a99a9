package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Measures something of every face that {@link FaceSchedule} sees.
 *
 * @param <M> what is measured
 * @param <S> a row of the signal
 */
public final class PerFaceFold<M, S extends Record> implements Fold {
  /** A box with less score is no face to look at closer. */
  private static final double MIN_SCORE = 0.5;

  /** Shorter sides show too little, pixels of the view. */
  private static final double MIN_SIDE_PX = 28;

  /** More faces than this are a crowd: the largest come first. */
  private static final int MOST = 8;

  /** Makes the row of a face. */
  public interface Row<M, S> {
    /**
     * @param score how sure the detector is of the face, 0..1
     * @param repeated whether the picture had not changed: measured in an earlier look
     */
    S of(SampledFace face, double score, M measured, boolean repeated);
  }

  private record Measured<M>(BoundingBox box, double score, M value) {}

  private final FaceSchedule watch;
  private final BiFunction<Frame, BoundingBox, M> measure;
  private final ModelUse use;
  private final double displayWidth;
  private final Row<M, S> row;
  private final RowWriter<S> rows;
  private List<Measured<M>> faces = List.of();

  /**
   * @param measure from a frame and a box in its pixels to what is measured
   * @param use the model that measures
   * @param displayWidth width of the picture that boxes are measured in, pixels
   */
  public PerFaceFold(
      FaceSchedule watch,
      RowSchema<S> signal,
      Row<M, S> row,
      BiFunction<Frame, BoundingBox, M> measure,
      ModelUse use,
      double displayWidth) {
    this.watch = watch;
    this.measure = measure;
    this.use = use;
    this.displayWidth = displayWidth;
    this.row = row;
    this.rows = signal.rows();
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
              .map(f -> new Measured<>(f.box(), f.score(), measure.apply(frame, f.box())))
              .toList();
    }
    double scale = displayWidth / frame.width();
    for (Measured<M> face : faces) {
      SampledFace place = SampledFace.at(frame.timeS(), frame.index(), face.box.times(scale));
      rows.add(row.of(place, face.score, face.value, look.repeated()));
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
