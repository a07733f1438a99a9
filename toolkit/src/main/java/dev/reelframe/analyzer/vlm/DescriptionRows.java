package dev.reelframe.analyzer.vlm;

import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.grounding.Grounding;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Makes the table of descriptions from the raw answers. */
final class DescriptionRows {
  private static final Object[] UNCHECKED = new Object[4];

  private final Table signal;
  private final Grounding grounding;
  private final TreeMap<Integer, Description> described = new TreeMap<>();

  private DescriptionRows(Table signal, Grounding grounding) {
    this.signal = signal;
    this.grounding = grounding;
    for (Row row : signal) {
      if (row.getInt("asks") > 0) {
        described.put(row.getInt("segment"), read(row));
      }
    }
  }

  static Outcome decide(Table signal, Grounding grounding) {
    DescriptionRows all = new DescriptionRows(signal, grounding);
    Rows rows = TemporalDescription.TABLE.rows();
    for (Row row : signal) {
      all.addTo(rows, row);
    }
    long silent = all.described.values().stream().filter(d -> d.text().isEmpty()).count();
    return silent == 0
        ? Outcome.of(rows.table())
        : Outcome.degraded(
            rows.table(),
            "%d of %d answers hold no whole sentence; they stand in the signal as they came"
                .formatted(silent, all.described.size()));
  }

  private static Description read(Row row) {
    String answer = row.isMissing("answer") ? "" : row.getString("answer");
    VlmResponse.End end = VlmResponse.End.valueOf(row.getString("ending").toUpperCase(Locale.ROOT));
    // Every answer but the last was asked for again: more loops than that, and it loops as well.
    boolean circles = row.getInt("loops") >= row.getInt("asks");
    String straight = circles ? RepeatedText.firstRound(answer) : answer;
    boolean shortened = straight.length() < answer.stripTrailing().length();
    return Description.of(straight, shortened ? VlmResponse.End.LENGTH : end);
  }

  private void addTo(Rows rows, Row row) {
    int number = row.getInt("segment");
    boolean same = !row.isMissing("same_as");
    Description description = described.get(same ? row.getInt("same_as") : number);
    Object[] told = {
      row.getDouble("start_s"),
      row.getDouble("end_s"),
      number,
      description.text().orElse(null),
      Description.cell(description.people()),
      description.place().orElse(null),
      Description.cell(description.actions()),
      Description.cell(description.objects()),
      Description.cell(description.onScreenText()),
      description.camera().orElse(null),
      same ? row.getInt("same_as") : null,
      same ? null : novelty(number),
      row.getInt("loops"),
      description.cutOff()
    };
    Interval time = new Interval(row.getDouble("start_s"), row.getDouble("end_s"));
    rows.add(Stream.of(told, checked(description, time)).flatMap(Stream::of).toArray());
  }

  /** A description that stands for several stretches is checked for each. */
  private Object[] checked(Description description, Interval time) {
    if (!grounding.knowsAnything()) {
      return UNCHECKED;
    }
    Stream<String> named =
        Stream.of(
                description.text().stream(),
                description.people().stream(),
                description.objects().stream())
            .flatMap(texts -> texts);
    String claimed = String.join(". ", named.toList());
    return grounding.check(claimed, description.onScreenText(), time).cells();
  }

  private Double novelty(int number) {
    List<String> neighbours = new ArrayList<>();
    Stream.of(described.lowerEntry(number), described.higherEntry(number))
        .filter(java.util.Objects::nonNull)
        .forEach(entry -> entry.getValue().text().ifPresent(neighbours::add));
    Optional<String> text = described.get(number).text();
    return neighbours.isEmpty() || text.isEmpty()
        ? null
        : Double.valueOf(RepeatedText.novelty(text.get(), neighbours));
  }
}
