package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Schema;
import tech.tablesaw.api.Table;

/** The fold of an analyzer that looks at nothing of its own. */
record TableFold(Schema schema) implements Fold {
  @Override
  public Table signal(StreamEnd end) {
    return schema.newTable();
  }
}
