package dev.reelframe.analyzer.djl;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import java.util.List;
import tech.tablesaw.api.Table;

/** Classes of pictures: stretches of a shot that have one label. */
final class LabelTable implements OutputTable {
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

  private final RowSchema<Row> rows;
  private final RowSchema<Sampled> samples;

  LabelTable(String name) {
    rows = RowSchema.of(Row.class, name, "A stretch of a shot that the model gives one label");
    samples = RowSchema.of(Sampled.class, name + "_signal", "A sampled frame");
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public Schema signal() {
    return samples.schema();
  }

  @Override
  public Signal newSignal(double widthPx, double heightPx) {
    RowWriter<Sampled> writer = samples.rows();
    return new Signal() {
      @Override
      public void add(double timeS, Object output) {
        Label label = Label.of(output);
        writer.add(new Sampled(timeS, label.text(), label.confidence()));
      }

      @Override
      public Table table() {
        return writer.table();
      }
    };
  }

  @Override
  public Table decide(Table signal, Inputs inputs, double score) {
    List<Sampled> all = samples.read(signal);
    Shots shots = Shots.of(inputs);
    SampleTimes times = SampleTimes.of(signal, shots);
    RowWriter<Row> writer = rows.rows();
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      int number = shot;
      List<Sampled> inShot = all.stream().filter(s -> shots.at(s.timeS()) == number).toList();
      if (!inShot.isEmpty()) {
        Interval whole = times.interval(shot, inShot.getFirst().timeS(), inShot.getLast().timeS());
        Stretches.of(whole, inShot, 1, s -> s.said().counts(score) ? s.label() : "", Sampled::timeS)
            .forEach(part -> write(part, score, writer));
      }
    }
    return writer.table();
  }

  private static void write(Stretches.Part<Sampled> part, double score, RowWriter<Row> writer) {
    Sampled first = part.samples().getFirst();
    if (first.said().counts(score)) {
      double mean =
          part.samples().stream().mapToDouble(Sampled::confidence).average().orElse(Double.NaN);
      writer.add(new Row(part.interval().startS(), part.interval().endS(), first.label(), mean));
    }
  }
}
