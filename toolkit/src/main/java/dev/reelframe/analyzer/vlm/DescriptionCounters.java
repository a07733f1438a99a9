package dev.reelframe.analyzer.vlm;

import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.Table;

/** Sums over the signal: what describing cost, and what reuse saved. */
final class DescriptionCounters {
  /** A row of the table. */
  private record Counter(
      @Column("what is counted") String counter,
      @Column("number, or ratio; missing where the engine does not say") Double value,
      @Column("in words") String meaning) {
    static final RowSchema<Counter> SCHEMA =
        RowSchema.of(
            Counter.class,
            TemporalDescription.NAME + "_counters",
            "A sum over all stretches of a described video");
  }

  private final List<AskedRow> signal;
  private final List<Counter> rows = new ArrayList<>();

  private DescriptionCounters(List<AskedRow> signal) {
    this.signal = signal;
  }

  static MeasuredTable of(Table signal) {
    DescriptionCounters counters = new DescriptionCounters(AskedRow.SCHEMA.read(signal));
    counters.segments();
    counters.frames();
    counters.tokens();
    Provenance provenance =
        signal instanceof MeasuredTable measured
            ? measured.provenance()
            : Provenance.of(TemporalDescription.NAME, "1", Map.of());
    return MeasuredTable.of(
        Counter.SCHEMA.table(counters.rows),
        Counter.SCHEMA.schema(),
        provenance,
        State.OK,
        Optional.empty());
  }

  private void segments() {
    double all = signal.size();
    double same = signal.stream().filter(asked -> asked.sameAs().isPresent()).count();
    add("segments", all, "stretches of the video");
    add("segments_described", all - same, "stretches that the model was asked about");
    add("segments_same", same, "stretches that took over the description of one that looks alike");
    Double asks = sum(asked -> Optional.of(asked.asks()));
    add("asks", asks, "questions to the model");
    add(
        "asks_again",
        asks == null ? null : asks - (all - same),
        "of those, in other words after an answer in circles");
    add("loops", sum(asked -> Optional.of(asked.loops())), "answers that went in circles");
    Optional<VlmResponse.End> atLength = Optional.of(VlmResponse.End.LENGTH);
    double cut = signal.stream().filter(asked -> asked.ending().equals(atLength)).count();
    add("answers_cut_off", cut, "last answers that the budget ended inside a sentence");
  }

  private void frames() {
    Double shown = sum(asked -> Optional.of(asked.frames()));
    Double encoded = sum(AskedRow::framesEncoded);
    add("frames", shown, "frames of all stretches, each as often as it stands in one");
    add("frames_encoded", encoded, "frames that went through the vision encoder");
    add("frames_encoded_ratio", ratio(encoded, shown), "frames_encoded / frames");
  }

  private void tokens() {
    Double prompt = sum(AskedRow::promptTokens);
    Double reused = sum(AskedRow::promptTokensReused);
    Double computed = prompt == null || reused == null ? null : Double.valueOf(prompt - reused);
    add("prompt_tokens", prompt, "tokens of all questions: to compute without reuse");
    add("prompt_tokens_computed", computed, "tokens that were computed: the instruction once");
    add("prompt_tokens_computed_ratio", ratio(computed, prompt), "with reuse / without");
    add("answer_tokens", sum(AskedRow::answerTokens), "tokens of all answers");
  }

  private void add(String counter, Double value, String meaning) {
    rows.add(new Counter(counter, value, meaning));
  }

  /** Null where no row has the number. */
  private Double sum(Function<AskedRow, Optional<? extends Number>> number) {
    List<? extends Number> there =
        signal.stream().map(number).<Number>flatMap(Optional::stream).toList();
    return there.isEmpty() ? null : there.stream().mapToDouble(Number::doubleValue).sum();
  }

  private static Double ratio(Double part, Double whole) {
    return part == null || whole == null || whole == 0 ? null : Double.valueOf(part / whole);
  }
}
