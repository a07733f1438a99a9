package dev.reelframe.pipeline;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run cost.
 *
 * @param spans stretches of work
 * @param wallS seconds from start to end
 * @param workers analyzers that were allowed to work at the same time
 */
public record Cost(List<Span> spans, double wallS, int workers) {
  /** Columns of {@link #table()}. */
  public static final Schema SCHEMA =
      Schema.intervals(
              "profile", "A stretch of work inside the run; time is seconds since its start")
          .text("stage", "what was done", "decode", "fold", "decide")
          .text("name", "analyzer, or 'decoder' for the child process")
          .number(
              "busy_s",
              "CPU seconds inside the stretch, of the analyzer's thread or of the decoder child")
          .number(
              "idle_s",
              "seconds inside the stretch without work: waiting for items, a worker or a core; missing for the decoder")
          .integer("items", "frames and blocks of sound that were handled");

  public Cost {
    spans =
        spans.stream()
            .sorted(Comparator.comparingDouble(Span::startS).thenComparing(Span::name))
            .toList();
  }

  /** The spans as a table. */
  public MeasuredTable table() {
    Rows rows = SCHEMA.rows();
    for (Span span : spans) {
      double end = Math.max(span.endS(), span.startS() + 1e-9);
      Double idle =
          span.stage().equals("decode") ? null : Math.max(0, end - span.startS() - span.busyS());
      rows.add(span.startS(), end, span.stage(), span.name(), span.busyS(), idle, span.items());
    }
    return MeasuredTable.of(
        rows.table(), SCHEMA, Provenance.of("profile", "1", Map.of()), State.OK, Optional.empty());
  }
}
