package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/** Whether captions say what voices say, and which comes first. */
final class TextAgainstSpeech {
  /** Share of a caption's words that must be said. */
  static final double SAID = 0.6;

  /** Share up to which a caption is about something else. */
  static final double UNSAID = 0.2;

  /** A caption must stand this long while words are said to be called not spoken. */
  static final double HEARD_S = 0.5;

  /** Of fewer the order is not tested: the smallest p of five is 0.06. */
  private static final int FEWEST_ORDERED = 6;

  private final Tables tables;
  private final List<Agreement> found = new ArrayList<>();
  private final List<Double> offsets = new ArrayList<>();

  private TextAgainstSpeech(Tables tables) {
    this.tables = tables;
  }

  static List<Agreement> of(Tables tables) {
    TextAgainstSpeech joins = new TextAgainstSpeech(tables);
    List<RowRef> captions = tables.captions().stream().filter(c -> words(c).size() > 1).toList();
    if (!captions.isEmpty() && !tables.phrases().isEmpty()) {
      int spoken = 0;
      for (RowRef caption : captions) {
        spoken += joins.spoken(caption) ? 1 : 0;
      }
      joins.summary(captions, spoken);
    }
    return joins.found;
  }

  private boolean spoken(RowRef caption) {
    boolean spoken = false;
    double best = 0;
    List<RowRef> heard = new ArrayList<>();
    for (RowRef phrase : tables.phrases()) {
      if (TableJoins.near(caption, phrase)) {
        double share = share(caption, phrase);
        best = Math.max(best, share);
        if (share >= SAID) {
          said(caption, phrase, share);
          spoken = true;
        }
        if (Tables.shared(caption, phrase) >= HEARD_S) {
          heard.add(phrase);
        }
      }
    }
    if (!heard.isEmpty() && best <= UNSAID) {
      found.add(
          Agreement.together(Kind.CAPTION_NOT_SPOKEN, caption, heard.getFirst(), text(caption))
              .measured(Measure.of(words(caption).size(), best, Double.NaN)));
    }
    return spoken;
  }

  private void said(RowRef caption, RowRef phrase, double share) {
    double offset = firstWordS(caption, phrase) - caption.startS();
    offsets.add(offset);
    found.add(
        Agreement.hull(Kind.CAPTION_SPOKEN, caption, phrase, text(caption))
            .offset(offset)
            .measured(Measure.of(words(caption).size(), share, Double.NaN)));
  }

  /** When the first of a caption's words is said; where words have no times, their phrase. */
  private double firstWordS(RowRef caption, RowRef phrase) {
    Set<String> shown = words(caption);
    return tables.samples("speech_transcription").stream()
        .filter(w -> w.is("kind", "word"))
        .filter(w -> w.integer("phrase").orElse(-1) == phrase.row())
        .filter(w -> words(w).stream().anyMatch(shown::contains))
        .mapToDouble(RowRef::startS)
        .min()
        .orElse(phrase.startS());
  }

  /** Over the whole clip; what is expected is how often words are met that are said elsewhere. */
  private void summary(List<RowRef> captions, int spoken) {
    int pairs = 0;
    int met = 0;
    for (RowRef caption : captions) {
      for (RowRef phrase : tables.phrases()) {
        if (!TableJoins.near(caption, phrase)) {
          pairs++;
          met += share(caption, phrase) >= SAID ? 1 : 0;
        }
      }
    }
    double elsewhere = pairs == 0 ? Double.NaN : (double) met / pairs;
    Measure measure = Measure.of(captions.size(), (double) spoken / captions.size(), elsewhere);
    List<Evidence> evidence = new ArrayList<>();
    captions.forEach(c -> evidence.add(c.evidence()));
    tables.phrases().forEach(p -> evidence.add(p.evidence()));
    found.add(
        new Agreement(
            Kind.CAPTIONS_WITH_SPEECH,
            captions.getFirst().startS(),
            captions.stream().mapToDouble(RowRef::endS).max().orElseThrow(),
            spoken + " of " + captions.size() + " captions are said",
            middle(),
            order().map(measure::tested).orElse(measure),
            evidence));
  }

  private OptionalDouble middle() {
    return offsets.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(new Median().evaluate(offsets.stream().mapToDouble(d -> d).toArray()));
  }

  /** Sign test (Arbuthnott 1710; Conover 1999, 3.4): probability of so uneven an order. */
  private Optional<Double> order() {
    int ordered = (int) offsets.stream().filter(d -> d != 0).count();
    int after = (int) offsets.stream().filter(d -> d > 0).count();
    return ordered < FEWEST_ORDERED
        ? Optional.empty()
        : Optional.of(
            new BinomialTest().binomialTest(ordered, after, 0.5, AlternativeHypothesis.TWO_SIDED));
  }

  private static double share(RowRef caption, RowRef phrase) {
    Set<String> shown = words(caption);
    Set<String> said = words(phrase);
    return (double) shown.stream().filter(said::contains).count() / shown.size();
  }

  private static String text(RowRef fact) {
    return fact.text("text").orElse("");
  }

  private static Set<String> words(RowRef fact) {
    return Arrays.stream(text(fact).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
