package dev.reelframe.analyzer.djl;

import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** Classes of pictures: stretches of a shot that have one label. */
final class LabelTable extends OutputTable<LabelTable.Row, LabelTable.Sampled> {
  record Row(
      double startS,
      double endS,
      @Column("what the model calls the stretch") String label,
      @Column("mean score of the label over its samples; missing where the model gives none")
          double confidence) {}

  record Sampled(
      double timeS,
      @Column("what the model calls the frame; missing where it says nothing") String label,
      double confidence) {
    Label said() {
      return new Label(label, confidence);
    }
  }

  LabelTable(String name) {
    super(
        RowSchema.of(Row.class, name, "A stretch of a shot that the model gives one label"),
        RowSchema.of(Sampled.class, name + "_signal", "A sampled frame"));
  }

  @Override
  List<Sampled> seen(double timeS, Object output, double widthPx, double heightPx) {
    Label label = Label.of(output);
    return List.of(new Sampled(timeS, label.text(), label.confidence()));
  }

  @Override
  List<Row> decide(List<Sampled> all, SampleTimes times, double score) {
    Shots shots = times.shots();
    List<Row> rows = new ArrayList<>();
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      int number = shot;
      List<Sampled> inShot = all.stream().filter(s -> shots.at(s.timeS()) == number).toList();
      if (!inShot.isEmpty()) {
        Interval whole = times.interval(shot, inShot.getFirst().timeS(), inShot.getLast().timeS());
        Stretches.of(whole, inShot, 1, s -> s.said().counts(score) ? s.label() : "", Sampled::timeS)
            .stream()
            .filter(part -> part.samples().getFirst().said().counts(score))
            .forEach(part -> rows.add(row(part)));
      }
    }
    return rows;
  }

  private static Row row(Stretches.Part<Sampled> part) {
    double mean =
        part.samples().stream().mapToDouble(Sampled::confidence).average().orElse(Double.NaN);
    String label = part.samples().getFirst().label();
    return new Row(part.interval().startS(), part.interval().endS(), label, mean);
  }
}
