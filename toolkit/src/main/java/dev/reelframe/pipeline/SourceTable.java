package dev.reelframe.pipeline;

import dev.reelframe.fetch.SourceInfo;
import dev.reelframe.media.Video;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a site says about a clip, as a table with its schema. */
final class SourceTable {
  private static final Schema SCHEMA = schema();

  private SourceTable() {}

  private static Schema schema() {
    Schema schema =
        new Schema("source", 1, "What the site says about the clip; one row.", List.of());
    for (SourceInfo.Item item : SourceInfo.ITEMS) {
      schema =
          item.number()
              ? schema.number(item.name(), item.meaning())
              : schema.text(item.name(), item.meaning());
    }
    return schema;
  }

  /** Empty for a file. */
  static Optional<MeasuredTable> of(Video video) {
    return video
        .source()
        .map(row ->
            MeasuredTable.of(
                row,
                SCHEMA,
                Provenance.of("source", "1", Map.of()),
                new State.Ok(),
                Optional.empty()));
  }
}
