package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final ClipTables scene;
  private final SentencePatterns words;

  TextNarrator(ClipTables scene, SentencePatterns words) {
    this.scene = scene;
    this.words = words;
  }

  List<Statement> written(Interval second) {
    List<Statement> clauses = new ArrayList<>();
    for (RowRef caption : scene.in("text_overlay", second)) {
      Optional<String> text = caption.text("text");
      if (text.isPresent()) {
        String kind = words.term("text", caption.text("kind").orElse("caption"));
        String told = words.say("text", kind, text.get(), words.when(caption, second));
        clauses.add(new Statement(Kind.TEXT, told, text.get(), caption.evidence()));
      }
    }
    return clauses;
  }

  List<Statement> spoken(Interval second) {
    List<RowRef> said =
        scene.samples(TRANSCRIPT, second).stream()
            .filter(f -> f.is("kind", "word") && middleIn(f, second))
            .toList();
    if (!said.isEmpty()) {
      String text =
          said.stream().map(f -> f.text("text").orElse("")).collect(Collectors.joining(" "));
      return List.of(
          new Statement(
              Kind.SPEECH, words.say("said", text.strip()), List.of(text.strip()), phrases(said)));
    }
    List<Statement> clauses = new ArrayList<>();
    for (RowRef phrase : scene.in(TRANSCRIPT, second)) {
      if (phrase.integer("words").isEmpty() && phrase.text("text").isPresent()) {
        String text = phrase.text("text").get();
        clauses.add(
            new Statement(Kind.SPEECH, words.say("said.within", text), text, phrase.evidence()));
      }
    }
    return clauses.isEmpty() ? speaking(second) : clauses;
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
      clauses.add(new Statement(Kind.SPEECH, text, List.of(), List.of(speech.evidence())));
    }
    return clauses;
  }
}
