package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.speech.Phrases.Phrase;
import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.Transcription.Segment;
import dev.reelframe.models.whisper.Transcription.Timing;
import dev.reelframe.models.whisper.Transcription.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PhrasesTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static Segment segment(String text) {
    return new Segment(0, 9, text, List.of(), OptionalDouble.of(Math.log(0.8)), NONE, NONE);
  }

  /** Words of half a second each, a second after another. */
  private static List<Phrase> phrases(String language, double probability, String... segments) {
    List<Segment> all = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    for (String text : segments) {
      all.add(segment(text));
      for (String word : text.strip().split(" ")) {
        OptionalDouble known = OptionalDouble.of(probability);
        words.add(new Word(words.size(), words.size() + 0.5, word, known, Timing.ALIGNED));
      }
    }
    return of(new Transcription(language, NONE, all, words));
  }

  private static List<Phrase> of(Transcription passage) {
    return new Phrases(passage, new VoicedParts(List.of(), Optional.empty())).all();
  }

  @Test
  void phrasesAreSentencesWhateverTheWindows() {
    List<Phrase> found =
        phrases("en", 0.9, " And so, my fellow", " Americans. Ask", " what you can do! Do you?");
    assertThat(found)
        .extracting(Phrase::text)
        .containsExactly("And so, my fellow Americans.", "Ask what you can do!", "Do you?");
    assertThat(found.getFirst().words()).hasSize(5);
    assertThat(found.get(1).startS()).isEqualTo(5);
    assertThat(found.get(1).endS()).isEqualTo(9.5);
    assertThat(found.getFirst().confidence())
        .hasValueCloseTo(0.9, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void segmentsOfServersHaveNoSpaceBetweenThem() {
    assertThat(phrases("de", 0.9, "Guten Tag", "zusammen.", "Es kostet 3.50 Euro."))
        .extracting(Phrase::text)
        .containsExactly("Guten Tag zusammen.", "Es kostet 3.50 Euro.");
  }

  @Test
  void anAbbreviationEndsNoSentence() {
    assertThat(phrases("en", 0.9, " I met Mr. Smith. He left."))
        .extracting(Phrase::text)
        .containsExactly("I met Mr. Smith.", "He left.");
  }

  @Test
  void endlessTextIsCutAtItsLongestPause() {
    String text = " w".repeat(30);
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double start = i + (i >= 12 ? 1 : 0);
      words.add(new Word(start, start + 0.6, "w", OptionalDouble.of(0.9), Timing.ALIGNED));
    }
    assertThat(of(new Transcription("en", NONE, List.of(segment(text)), words)))
        .extracting(p -> p.words().size())
        .containsExactly(12, 18);
  }

  @Test
  void soundsAndGuessesAreNoWords() {
    assertThat(phrases("en", 0.9, " [Music]")).isEmpty();
    assertThat(phrases("en", 0.9, " ♪♪ ...")).isEmpty();
    assertThat(phrases("en", 0.05, " recording")).isEmpty();
    assertThat(phrases("en", 0.9, " Ha ha, ha! Hahaha.")).isEmpty();
    assertThat(phrases("en", 0.9, " He hopes. Hi, hi. He.")).hasSize(3);
    assertThat(phrases("en", 0.35, " Hardly to be heard.")).hasSize(1);
  }

  @Test
  void anEngineWithoutWordsKeepsItsSegments() {
    Transcription passage =
        new Transcription("", NONE, List.of(segment(" One. Two."), segment(" Three.")), List.of());
    assertThat(of(passage)).extracting(Phrase::text).containsExactly("One. Two.", "Three.");
    assertThat(of(passage).getFirst().confidence())
        .hasValueCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void aSentenceThatAClipCutGoesOn() {
    Phrase first = phrases("en", 0.9, " Ask not what you want,").getFirst();
    Phrase later =
        new Phrase(5.5, 6, "ask.", List.of(first.words().getFirst()), first.confidence());
    assertThat(first.goesOn(later)).isTrue();
    assertThat(first.with(later).text()).isEqualTo("Ask not what you want, ask.");
    assertThat(first.with(later).words()).hasSize(6);
    assertThat(first.with(later).endS()).isEqualTo(6);
    assertThat(later.goesOn(first)).as("it has ended").isFalse();
    Phrase far = new Phrase(9, 10, "ask.", later.words(), later.confidence());
    assertThat(first.goesOn(far)).isFalse();
  }
}
