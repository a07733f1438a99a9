package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.face.FaceRow.Sampled;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** Writes down the faces of every look. */
final class FaceFold implements Fold {
  private final FaceSchedule watch;
  private final Optional<FaceEmbedding> embedding;
  private final FaceClustering lookAlikes = new FaceClustering();
  private final double displayWidth;
  private final List<Sampled> rows = new ArrayList<>();

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
      rows.add(Sampled.of(frame.timeS(), frame.index(), face.times(scale), look.repeated()));
    }
    if (look.faces().isEmpty()) {
      rows.add(Sampled.nobody(frame.timeS(), frame.index(), look.repeated()));
    }
  }

  @Override
  public Table signal(StreamEnd end) {
    List<OptionalInt> numbers = lookAlikes.numbers(rows.size());
    RowWriter<Sampled> numbered = Sampled.SCHEMA.rows();
    for (int row = 0; row < rows.size(); row++) {
      numbered.add(rows.get(row).like(numbers.get(row)));
    }
    return numbered.table();
  }

  @Override
  public List<ModelUse> models() {
    return Stream.concat(
            watch.detector().uses().stream(), embedding.map(FaceEmbedding::use).stream())
        .toList();
  }
}
