package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to be read ({@code text_overlay}) and what is said ({@code speech_transcription}, or that
 * somebody speaks at all: {@code speech_activity}). Texts stand in quotation marks: they are what a
 * video shows, and nobody's words here.
 */
final class TextNarrator {
  private static final String TRANSCRIPT = "speech_transcription";

  private static final String CAPTION = "caption";

  /** Of a word with a lower confidence the model itself thinks that another is as likely. */
  private static final double AS_LIKELY = 0.5;

  private final ClipTables scene;
  private final SentencePatterns words;
  private final CaptionTimes times;

  TextNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
    this.times = new CaptionTimes(scene);
  }

  /** Texts when they come; captions, which are laid over the picture, also when they go. */
  List<Statement> written(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef text : scene.in("text_overlay", second)) {
      if (text.text("text").isPresent()) {
        clauses.add(written(text, second));
        boolean ends = !SentencePatterns.toEnd(text, second);
        if (text.is("kind", CAPTION) && ends && times.goes(text)) {
          clauses.add(gone(text));
        }
      }
    }
    return clauses;
  }

  /** Lettering is there before it can be read; a caption comes. */
  private Statement written(RowRef fact, Interval second) {
    String text = fact.text("text").orElse("");
    String shown = quoted(fact, words.isUnsure(fact) ? "text.unsure" : "text");
    boolean comes = fact.startS() >= second.startS() && times.comes(fact);
    String told =
        comes && fact.is("kind", CAPTION)
            ? words.say("text.comes", shown, words.moment(fact.startS()))
            : words.say("text.there", shown, comes ? words.when(fact, second) : "");
    return new Statement(
        Kind.TEXT,
        "text/" + fact.row(),
        "",
        words.sentence(told),
        List.of(text),
        List.of(fact.evidence()));
  }

  private Statement gone(RowRef fact) {
    String told = words.say("text.goes", quoted(fact, "text"), words.moment(fact.endS()));
    return new Statement(
        Kind.TEXT, "text gone/" + fact.row(), "", words.sentence(told), fact.evidence());
  }

  private String quoted(RowRef fact, String key) {
    String kind = words.say("text." + times.kind(fact));
    return words.say(key, kind, fact.text("text").orElse(""));
  }

  List<Statement> spoken(Interval second) {
    List<RowRef> said =
        scene.samples(TRANSCRIPT, second).stream()
            .filter(f -> f.is("kind", "word") && middleIn(f, second))
            .toList();
    long doubtful = said.stream().filter(w -> w.number("confidence").orElse(1) < AS_LIKELY).count();
    if (doubtful < said.size()) {
      String text =
          said.stream().map(f -> f.text("text").orElse("")).collect(Collectors.joining(" "));
      String key = doubtful > 0 ? "said.unsure" : "said";
      return List.of(said(key, text.strip(), second, phrases(said)));
    }
    if (!said.isEmpty()) {
      return speaking(second);
    }
    List<Statement> clauses = new ArrayList<>();
    for (RowRef phrase : scene.in(TRANSCRIPT, second)) {
      if (phrase.integer("words").isEmpty() && phrase.text("text").isPresent()) {
        List<Evidence> row = List.of(phrase.evidence());
        clauses.add(said("said.within", phrase.text("text").get(), second, row));
      }
    }
    return clauses.isEmpty() ? speaking(second) : clauses;
  }

  /** Words are new in each second, a phrase without times for its words is told once. */
  private Statement said(String key, String text, Interval second, List<Evidence> evidence) {
    String subject = "said/" + (key.equals("said.within") ? text : second.startS());
    return new Statement(Kind.SPEECH, subject, "", words.say(key, text), List.of(text), evidence);
  }

  private static boolean middleIn(RowRef word, Interval second) {
    double middle = (word.startS() + word.endS()) / 2;
    return second.startS() <= middle && middle < second.endS();
  }

  /** The phrases that words belong to: rows of the transcript. */
  private List<Evidence> phrases(List<RowRef> said) {
    List<Evidence> evidence = new ArrayList<>();
    TreeSet<Integer> rows = new TreeSet<>();
    said.forEach(word -> word.integer("phrase").ifPresent(rows::add));
    for (int row : rows) {
      OptionalDouble start =
          scene
              .table(TRANSCRIPT)
              .filter(t -> row < t.rowCount())
              .map(t -> OptionalDouble.of(t.doubleColumn("start_s").getDouble(row)))
              .orElse(OptionalDouble.empty());
      evidence.add(new Evidence(TRANSCRIPT, OptionalInt.of(row), start));
    }
    return evidence.isEmpty() ? List.of(Evidence.noRowOf(TRANSCRIPT)) : evidence;
  }

  private List<Statement> speaking(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef speech : scene.in("speech_activity", second)) {
      String text = words.say("speaking", words.when(speech, second));
      clauses.add(
          new Statement(Kind.SPEECH, "speaking/" + speech.row(), "", text, speech.evidence()));
    }
    return clauses;
  }
}
