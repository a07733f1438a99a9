package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;

/** Writes down the faces of every look. */
final class FaceFold implements Fold {
  private final FaceWatch watch;
  private final double displayWidth;
  private final Rows rows = FaceDetection.SIGNAL.rows();

  FaceFold(FaceWatch watch, double displayWidth) {
    this.watch = watch;
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    watch.see(frame).ifPresent(look -> write(frame, look));
  }

  private void write(Frame frame, FaceWatch.Look look) {
    double scale = displayWidth / frame.width();
    for (Face face : look.faces()) {
      add(frame, face.times(scale), Surroundings.of(frame, face.box()).word(), look.repeated());
    }
    if (look.faces().isEmpty()) {
      Object[] none = new Object[FaceDetection.SIGNAL.fields().size()];
      none[0] = frame.timeS();
      none[1] = frame.index();
      none[none.length - 2] = look.repeated();
      rows.add(none);
    }
  }

  private void add(Frame frame, Face face, String colours, boolean repeated) {
    List<Object> cells =
        new ArrayList<>(
            Arrays.asList(
                frame.timeS(),
                frame.index(),
                null,
                face.box().x(),
                face.box().y(),
                face.box().w(),
                face.box().h()));
    for (Face.Mark mark : face.marks()) {
      cells.add(Double.isNaN(mark.x()) ? null : mark.x());
      cells.add(Double.isNaN(mark.y()) ? null : mark.y());
    }
    cells.add(colours);
    cells.add(repeated);
    cells.add(face.score());
    rows.add(cells.toArray());
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return watch.detector().uses();
  }
}
