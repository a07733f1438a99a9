package dev.reelframe.analyzer.djl;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.djl.TextTable.Row;
import dev.reelframe.analyzer.evidence.TextSpan;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Gives a model the texts of another table, once that is there. */
final class TextFold implements Fold {
  private final ModelCalls calls;
  private final TextTable table;
  private final String texts;

  /**
   * @param texts table with the columns {@code start_s, end_s, text}
   */
  TextFold(ModelCalls calls, TextTable table, String texts) {
    this.calls = calls;
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
        Label label = Label.of(calls.predict(span.text()));
        rows.add(
            new Row(span.startS(), span.endS(), span.text(), label.text(), label.confidence()));
      }
    }
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return calls.files();
  }

  @Override
  public Map<String, String> circumstances() {
    return calls.circumstances();
  }

  @Override
  public void close() {
    calls.close();
  }
}
