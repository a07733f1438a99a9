package dev.reelframe.analyzer.djl;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import tech.tablesaw.api.Table;

/** What a model says of the texts of another table, a row for each. */
final class TextTable {
  record Row(
      double startS,
      double endS,
      @Column("the text as the other table has it") String text,
      @Column("what the model says of it") String label,
      @Column("score of the label; missing where the model gives none") double confidence) {}

  private final RowSchema<Row> rows;

  TextTable(String name) {
    rows = RowSchema.of(Row.class, name, "A text that was read or heard, and its label");
  }

  Schema schema() {
    return rows.schema();
  }

  RowWriter<Row> newRows() {
    return rows.rows();
  }

  Table decide(Table signal, double score) {
    RowWriter<Row> writer = rows.rows();
    rows.read(signal).stream()
        .filter(row -> new Label(row.label(), row.confidence()).counts(score))
        .forEach(writer::add);
    return writer.table();
  }
}
