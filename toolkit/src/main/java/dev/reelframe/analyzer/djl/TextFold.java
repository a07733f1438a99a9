package dev.reelframe.analyzer.djl;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.djl.TextTable.Row;
import dev.reelframe.analyzer.evidence.TextSpan;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.RowWriter;
import java.util.List;
import tech.tablesaw.api.Table;

/** Gives a model the texts of another table, once that is there. */
final class TextFold extends ModelFold {
  private final TextTable table;
  private final String texts;

  /**
   * @param texts table with the columns {@code start_s, end_s, text}
   */
  TextFold(ModelCalls calls, TextTable table, String texts) {
    super(calls);
    this.table = table;
    this.texts = texts;
  }

  @Override
  public Table signal(StreamEnd end) {
    return table.newRows().table();
  }

  @Override
  public Table complete(Table measured, Inputs inputs) {
    RowWriter<Row> rows = table.newRows();
    for (TextSpan span : inputs.table(texts).map(TextSpan.SCHEMA::read).orElse(List.of())) {
      if (!span.text().isBlank()) {
        Label label = Label.of(predict(span.text()));
        rows.add(
            new Row(span.startS(), span.endS(), span.text(), label.text(), label.confidence()));
      }
    }
    return rows.table();
  }
}
