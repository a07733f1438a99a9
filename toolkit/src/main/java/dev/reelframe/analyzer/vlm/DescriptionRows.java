package dev.reelframe.analyzer.vlm;

import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.grounding.CheckedClaims;
import dev.reelframe.analyzer.grounding.Grounding;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** Makes the table of descriptions from the raw answers. */
final class DescriptionRows {
  private final Grounding grounding;
  private final TreeMap<Integer, Description> described = new TreeMap<>();

  private DescriptionRows(List<AskedRow> signal, Grounding grounding) {
    this.grounding = grounding;
    for (AskedRow asked : signal) {
      if (asked.asks() > 0) {
        described.put(asked.segment(), read(asked));
      }
    }
  }

  static Outcome decide(List<AskedRow> signal, Grounding grounding) {
    DescriptionRows all = new DescriptionRows(signal, grounding);
    Table table = DescribedRow.SCHEMA.table(signal.stream().map(all::row).toList());
    long silent = all.described.values().stream().filter(d -> d.text().isEmpty()).count();
    return silent == 0
        ? Outcome.of(table)
        : Outcome.degraded(
            table,
            "%d of %d answers hold no whole sentence; they stand in the signal as they came"
                .formatted(silent, all.described.size()));
  }

  private static Description read(AskedRow asked) {
    String answer = asked.answer();
    // Every answer but the last was asked for again: more loops than that, and it loops as well.
    boolean circles = asked.loops() >= asked.asks();
    String straight = circles ? RepeatedText.firstRound(answer) : answer;
    boolean shortened = straight.length() < answer.stripTrailing().length();
    return Description.of(
        straight, shortened ? VlmResponse.End.LENGTH : asked.ending().orElseThrow());
  }

  private DescribedRow row(AskedRow asked) {
    int number = asked.segment();
    Description description = described.get(asked.sameAs().orElse(number));
    Interval time = new Interval(asked.startS(), asked.endS());
    return new DescribedRow(
        asked.startS(),
        asked.endS(),
        number,
        description.text(),
        Description.cell(description.people()),
        description.place(),
        Description.cell(description.actions()),
        Description.cell(description.objects()),
        Description.cell(description.onScreenText()),
        description.camera(),
        asked.sameAs(),
        asked.sameAs().isPresent() ? OptionalDouble.empty() : novelty(number),
        asked.loops(),
        description.cutOff(),
        checked(description, time));
  }

  /** A description that stands for several stretches is checked for each. */
  private Optional<CheckedClaims.Cells> checked(Description description, Interval time) {
    if (!grounding.knowsAnything()) {
      return Optional.empty();
    }
    Stream<String> named =
        Stream.of(
                description.text().stream(),
                description.people().stream(),
                description.objects().stream())
            .flatMap(texts -> texts);
    String claimed = String.join(". ", named.toList());
    return Optional.of(grounding.check(claimed, description.onScreenText(), time).cells());
  }

  private OptionalDouble novelty(int number) {
    List<String> neighbours = new ArrayList<>();
    Stream.of(described.lowerEntry(number), described.higherEntry(number))
        .filter(Objects::nonNull)
        .forEach(entry -> entry.getValue().text().ifPresent(neighbours::add));
    Optional<String> text = described.get(number).text();
    return neighbours.isEmpty() || text.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(RepeatedText.novelty(text.get(), neighbours));
  }
}
