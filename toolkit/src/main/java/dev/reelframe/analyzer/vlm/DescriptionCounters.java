package dev.reelframe.analyzer.vlm;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Sums over the signal: what describing cost, and what reuse saved. */
final class DescriptionCounters {
  private static final Schema COUNTERS =
      new Schema(
              TemporalDescription.NAME + "_counters",
              1,
              "A sum over all stretches of a described video",
              java.util.List.of())
          .text("counter", "what is counted")
          .number("value", "number, or ratio; missing where the engine does not say")
          .text("meaning", "in words");

  private final Table signal;
  private final Rows rows = COUNTERS.rows();

  private DescriptionCounters(Table signal) {
    this.signal = signal;
  }

  static MeasuredTable of(Table signal) {
    DescriptionCounters counters = new DescriptionCounters(signal);
    counters.segments();
    counters.frames();
    counters.tokens();
    Provenance provenance =
        signal instanceof MeasuredTable measured
            ? measured.provenance()
            : Provenance.of(TemporalDescription.NAME, "1", Map.of());
    return MeasuredTable.of(
        counters.rows.table(), COUNTERS, provenance, State.OK, Optional.empty());
  }

  private void segments() {
    double all = signal.rowCount();
    double same = all - signal.intColumn("same_as").countMissing();
    add("segments", all, "stretches of the video");
    add("segments_described", all - same, "stretches that the model was asked about");
    add("segments_same", same, "stretches that took over the description of one that looks alike");
    Double asks = sum("asks");
    add("asks", asks, "questions to the model");
    add("asks_again", asks - (all - same), "of those, in other words after an answer in circles");
    add("loops", sum("loops"), "answers that went in circles");
    double cut = signal.where(signal.stringColumn("ending").isEqualTo("length")).rowCount();
    add("answers_cut_off", cut, "last answers that the budget ended inside a sentence");
  }

  private void frames() {
    Double shown = sum("frames");
    Double encoded = sum("frames_encoded");
    add("frames", shown, "frames of all stretches, each as often as it stands in one");
    add("frames_encoded", encoded, "frames that went through the vision encoder");
    add("frames_encoded_ratio", ratio(encoded, shown), "frames_encoded / frames");
  }

  private void tokens() {
    Double prompt = sum("prompt_tokens");
    Double reused = sum("prompt_tokens_reused");
    Double computed = prompt == null || reused == null ? null : Double.valueOf(prompt - reused);
    add("prompt_tokens", prompt, "tokens of all questions: to compute without reuse");
    add("prompt_tokens_computed", computed, "tokens that were computed: the instruction once");
    add("prompt_tokens_computed_ratio", ratio(computed, prompt), "with reuse / without");
    add("answer_tokens", sum("answer_tokens"), "tokens of all answers");
  }

  private void add(String counter, Double value, String meaning) {
    rows.add(counter, value, meaning);
  }

  private Double sum(String column) {
    IntColumn numbers = signal.intColumn(column);
    return numbers.countMissing() == numbers.size() ? null : Double.valueOf(numbers.sum());
  }

  private static Double ratio(Double part, Double whole) {
    return part == null || whole == null || whole == 0 ? null : Double.valueOf(part / whole);
  }
}
