package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** The tables of a clip as rows on the time axis; a table that is not there has none. */
final class Tables {
  private final Inputs inputs;
  private final Map<String, List<RowRef>> facts = new HashMap<>();

  Tables(Inputs inputs) {
    this.inputs = inputs;
  }

  Inputs inputs() {
    return inputs;
  }

  boolean has(String table) {
    return inputs.table(table).isPresent();
  }

  List<RowRef> rows(String table) {
    return facts.computeIfAbsent(
        table, name -> inputs.table(name).map(RowRef::of).orElse(List.of()));
  }

  /** Rows of the table's signal. */
  List<RowRef> samples(String table) {
    return facts.computeIfAbsent(
        table + ".signal",
        name ->
            inputs
                .table(table)
                .flatMap(MeasuredTable::signal)
                .map((Table signal) -> RowRef.of(signal, table))
                .orElse(List.of()));
  }

  List<RowRef> cuts() {
    return rows("cut_analysis").stream().filter(f -> f.is("kind", "cut")).toList();
  }

  /** Text laid over the picture; what is part of the picture comes and goes with it anyway. */
  List<RowRef> captions() {
    return rows("text_overlay").stream().filter(f -> f.is("kind", "caption")).toList();
  }

  /** What is said, with words. */
  List<RowRef> phrases() {
    return rows("speech_transcription").stream().filter(f -> f.text("text").isPresent()).toList();
  }

  /** Seconds that both hold. */
  static double shared(RowRef one, RowRef other) {
    return one.isMoment() || other.isMoment()
        ? 0
        : Math.max(0, one.sharedS(new Interval(other.startS(), other.endS())));
  }
}
