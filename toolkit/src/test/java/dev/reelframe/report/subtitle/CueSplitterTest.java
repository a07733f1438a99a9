package dev.reelframe.report.subtitle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.report.subtitle.TimedText.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CueSplitterTest {
  /** Words of the given length each, with a pause before those that begin with an underscore. */
  private static TimedText spoken(String marked, long wordMs) {
    String text = marked.replace("_", "");
    List<Word> words = new ArrayList<>();
    int at = 0;
    long ms = 0;
    for (String word : marked.split(" ")) {
      ms += word.startsWith("_") ? 500 : 0;
      int length = word.replace("_", "").length();
      words.add(new Word(at, at + length, ms, ms + wordMs));
      at += length + 1;
      ms += wordMs;
    }
    return new TimedText(text, words);
  }

  private static List<String> texts(TimedText text) {
    return CueSplitter.split(List.of(text)).stream().map(Cue::text).toList();
  }

  @Test
  void aShortSentenceIsOneLine() {
    assertThat(texts(spoken("This one is short.", 300))).containsExactly("This one is short.");
  }

  @Test
  void cuesEndWhereSentencesEnd() {
    assertThat(
            texts(
                spoken(
                    "We met at the harbour in the morning. Nobody else had come that far out to see"
                        + " us.",
                    300)))
        .containsExactly(
            "We met at the harbour in the morning.",
            "Nobody else had come\nthat far out to see us.");
  }

  @Test
  void aLongSentenceEndsItsCuesAtClausesAndPauses() {
    assertThat(
            texts(
                spoken(
                    "When the boat had left the pier behind it, the wind came up from the south and"
                        + " _nobody of the crew said a word about it",
                    250)))
        .containsExactly(
            "When the boat had left the pier behind it,",
            "the wind came up from the south and\nnobody of the crew said a word about it");
  }

  @ParameterizedTest
  @ValueSource(longs = {80, 250, 600, 1500, 8000})
  void noCueIsLargerThanCanBeRead(long wordMs) {
    TimedText text =
        spoken(
            "and so on and so forth without any stop at all as people do who talk in one long stream"
                + " into a camera that is held in an outstretched arm while they walk through a"
                + " crowded street at noon",
            wordMs);
    List<Cue> cues = CueSplitter.split(List.of(text));
    assertThat(String.join(" ", cues.stream().map(c -> c.text().replace('\n', ' ')).toList()))
        .isEqualTo(text.text());
    for (Cue cue : cues) {
      assertThat(cue.text().lines().toList()).hasSizeLessThanOrEqualTo(2);
      assertThat(cue.text().lines()).allMatch(line -> line.length() <= CueSplitter.MAX_LINE);
      assertThat(cue.endMs() - cue.startMs())
          .as(cue.text())
          .isLessThanOrEqualTo(Math.max(CueSplitter.MAX_MS, wordMs));
    }
    assertThat(cues).isSortedAccordingTo((a, b) -> Long.compare(a.endMs(), b.startMs() + 1));
  }

  @Test
  void aCueKeepsToTheTimesOfItsWords() {
    List<Cue> cues = CueSplitter.split(List.of(spoken("First words. _Second words here.", 700)));
    assertThat(cues).extracting(Cue::startMs).containsExactly(0L);
    cues =
        CueSplitter.split(
            List.of(spoken("Go.", 200), new TimedText("No!", List.of(new Word(0, 3, 500, 700)))));
    assertThat(cues)
        .containsExactly(new Cue(0, 500, "Go."), new Cue(500, 500 + CueSplitter.MIN_MS, "No!"));
  }

  @Test
  void aLanguageWithoutBlanksIsPartedToo() {
    String text = "今日はとても天気がいいので、海まで散歩に行きました。そこで古い友だちに会って、長いあいだ話しました。";
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      words.add(new Word(i, i + 1, i * 150L, i * 150L + 150));
    }
    assertThat(texts(new TimedText(text, words)))
        .hasSizeGreaterThan(1)
        .allSatisfy(cue -> assertThat(cue.lines()).allMatch(line -> line.length() <= 21))
        .first()
        .asString()
        .endsWith("。");
  }

  @Test
  void aWordLongerThanALineStandsAlone() {
    String word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
    assertThat(texts(spoken("Das " + word + " gilt.", 400))).contains(word);
  }
}
