package dev.reelframe.analyzer.grounding;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.grounding.Claim.Kind;
import dev.reelframe.analyzer.grounding.Claim.Verdict;
import dev.reelframe.analyzer.language.NounMention;
import dev.reelframe.analyzer.language.Nouns;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * Checks descriptions, whoever wrote them, against tables: each thing that is named against {@code
 * object_detection}, each text that is quoted against {@code text_overlay}. Words are data ({@link
 * Nouns}), German and English, so a description is never obeyed, only looked up: what it was talked
 * into by a text in the picture is a claim like any other. Words inside of quotes name nothing. Not
 * checked: numbers ("two dogs"), what things do, and where they are.
 */
public final class Grounding {
  /** Tables that it reads. */
  public static final List<String> TABLES = List.of("object_detection", "text_overlay");

  /** The detector looks twice a second: what it saw so long before or after may be there. */
  private static final double SLACK_S = 0.5;

  private final Optional<List<RowRef>> things;
  private final Optional<List<RowRef>> texts;

  private Grounding(Optional<List<RowRef>> things, Optional<List<RowRef>> texts) {
    this.things = things;
    this.texts = texts;
  }

  /** Against the tables of a run; where one is not there, what it would show is unknown. */
  public static Grounding of(Inputs inputs) {
    return of(
        inputs.table("object_detection").map(Table.class::cast),
        inputs.table("text_overlay").map(Table.class::cast));
  }

  /**
   * @param objects {@code start_s, end_s, label}, labels of COCO
   * @param overlay {@code start_s, end_s, text}
   */
  public static Grounding of(Optional<Table> objects, Optional<Table> overlay) {
    return new Grounding(
        objects.map(table -> RowRef.of(table, "object_detection")),
        overlay.map(table -> RowRef.of(table, "text_overlay")));
  }

  /** Whether there is a table to check against at all. */
  public boolean knowsAnything() {
    return things.isPresent() || texts.isPresent();
  }

  /** Checks what a text claims about a stretch of time. */
  public CheckedClaims check(String description, Interval time) {
    return check(description, List.of(), time);
  }

  /**
   * Checks what a text claims, and texts that are said to be shown.
   *
   * @param shown without quotation marks
   */
  public CheckedClaims check(String description, List<String> shown, Interval time) {
    Quotes.Parted parted = Quotes.in(description);
    List<Claim> claims = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (NounMention mention : Nouns.standard().in(parted.rest())) {
      if (named.add(mention.text().toLowerCase(Locale.ROOT))) {
        claims.add(thing(mention, time));
      }
    }
    Set<String> quoted = new HashSet<>();
    Stream.concat(parted.quotes().stream(), shown.stream())
        .filter(quote -> quoted.add(quote.toLowerCase(Locale.ROOT)))
        .forEach(quote -> claims.add(quote(quote, time)));
    return new CheckedClaims(claims);
  }

  private Claim thing(NounMention mention, Interval time) {
    Interval around = new Interval(time.startS() - SLACK_S, time.endS() + SLACK_S);
    Optional<Evidence> seen =
        things.orElse(List.of()).stream()
            .filter(f ->
                f.isIn(around) && f.text("label").filter(mention.labels()::contains).isPresent())
            .max(Comparator.comparingDouble(f -> f.sharedS(time)))
            .map(RowRef::evidence);
    boolean lookedFor = things.isPresent() && !mention.wider();
    return new Claim(Kind.OBJECT, mention.text(), verdict(seen, lookedFor), seen);
  }

  private static Verdict verdict(Optional<Evidence> seen, boolean lookedFor) {
    if (seen.isPresent()) {
      return Verdict.SUPPORTED;
    }
    return lookedFor ? Verdict.UNSUPPORTED : Verdict.UNKNOWN;
  }

  private Claim quote(String quote, Interval time) {
    List<RowRef> shown =
        texts.orElse(List.of()).stream()
            .filter(f -> f.isIn(time))
            .sorted(Comparator.comparingDouble(f -> f.number("y_px").orElse(0)))
            .toList();
    Optional<Evidence> row = row(quote, shown);
    return new Claim(Kind.QUOTE, quote, verdict(row, texts.isPresent()), row);
  }

  /** The row that says it; of a text that runs over several captions the uppermost. */
  private static Optional<Evidence> row(String quote, List<RowRef> downwards) {
    for (int captions = 1; captions <= downwards.size(); captions++) {
      for (int first = 0; first + captions <= downwards.size(); first++) {
        String together =
            downwards.subList(first, first + captions).stream()
                .map(f -> f.text("text").orElse(""))
                .collect(Collectors.joining(" "));
        if (new ShownText(together).says(quote)) {
          return Optional.of(downwards.get(first).evidence());
        }
      }
    }
    return Optional.empty();
  }
}
