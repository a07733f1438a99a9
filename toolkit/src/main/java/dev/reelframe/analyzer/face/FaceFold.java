package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Writes down the faces of every look. */
final class FaceFold implements Fold {
  private final FaceSchedule watch;
  private final Optional<FaceEmbedding> embedding;
  private final FaceClustering lookAlikes = new FaceClustering();
  private final double displayWidth;
  private final Rows rows = FaceDetection.SIGNAL.rows();

  FaceFold(FaceSchedule watch, Optional<FaceEmbedding> embedding, double displayWidth) {
    this.watch = watch;
    this.embedding = embedding;
    this.displayWidth = displayWidth;
  }

  @Override
  public void frame(Frame frame) {
    watch.see(frame).ifPresent(look -> write(frame, look));
  }

  private void write(Frame frame, FaceSchedule.Look look) {
    double scale = displayWidth / frame.width();
    for (Face face : look.faces()) {
      Optional<float[]> numbers =
          look.repeated() ? Optional.empty() : embedding.flatMap(model -> model.of(frame, face));
      lookAlikes.see(rows.size(), frame.timeS(), face.box(), numbers);
      add(frame, face.times(scale), look.repeated());
    }
    if (look.faces().isEmpty()) {
      Object[] none = new Object[FaceDetection.SIGNAL.fields().size()];
      none[0] = frame.timeS();
      none[1] = frame.index();
      none[none.length - 2] = look.repeated();
      rows.add(none);
    }
  }

  private void add(Frame frame, Face face, boolean repeated) {
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
    cells.add(null);
    cells.add(repeated);
    cells.add(face.score());
    rows.add(cells.toArray());
  }

  @Override
  public Table signal(StreamEnd end) {
    Table table = rows.table();
    IntColumn numbers = IntColumn.create("look_alike");
    lookAlikes
        .numbers(table.rowCount())
        .forEach(n -> n.ifPresentOrElse(numbers::append, numbers::appendMissing));
    return table.replaceColumn("look_alike", numbers);
  }

  @Override
  public List<ModelUse> models() {
    return Stream.concat(
            watch.detector().uses().stream(), embedding.map(FaceEmbedding::use).stream())
        .toList();
  }
}
