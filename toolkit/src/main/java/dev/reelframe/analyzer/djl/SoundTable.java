package dev.reelframe.analyzer.djl;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/** What a model hears: neighbouring windows of one label are one row. */
final class SoundTable {
  /** Windows that meet to within this many seconds are neighbours. */
  private static final double MEETS_S = 1e-6;

  record Row(
      double startS,
      double endS,
      @Column("what the model hears") String label,
      @Column("mean score of the label over its windows; missing where the model gives none")
          double confidence) {}

  record Window(
      double startS,
      double endS,
      @Column("what the model hears; missing where it says nothing") String label,
      double confidence) {
    Label said() {
      return new Label(label, confidence);
    }
  }

  private final RowSchema<Row> rows;
  private final RowSchema<Window> windows;

  SoundTable(String name) {
    rows = RowSchema.of(Row.class, name, "A stretch of sound that the model gives one label");
    windows = RowSchema.of(Window.class, name + "_signal", "A window of sound");
  }

  Schema schema() {
    return rows.schema();
  }

  Schema signal() {
    return windows.schema();
  }

  RowWriter<Window> newSignal() {
    return windows.rows();
  }

  Table decide(Table signal, double score) {
    RowWriter<Row> writer = rows.rows();
    List<Window> stretch = new ArrayList<>();
    for (Window window : windows.read(signal)) {
      boolean counts = window.said().counts(score);
      if (!stretch.isEmpty() && !(counts && goesOn(stretch.getLast(), window))) {
        writer.add(row(stretch));
        stretch.clear();
      }
      if (counts) {
        stretch.add(window);
      }
    }
    if (!stretch.isEmpty()) {
      writer.add(row(stretch));
    }
    return writer.table();
  }

  private static boolean goesOn(Window last, Window next) {
    return last.label().equals(next.label()) && next.startS() - last.endS() < MEETS_S;
  }

  private static Row row(List<Window> stretch) {
    double mean = stretch.stream().mapToDouble(Window::confidence).average().orElseThrow();
    Window first = stretch.getFirst();
    return new Row(first.startS(), stretch.getLast().endS(), first.label(), mean);
  }
}
