package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {
  /** Letters of a caption that tells its language; shorter ones may be left open. */
  private static final int LONG = 36;

  /** Captions of another language, letter by letter nearly as likely: Afrikaans and Norwegian. */
  private static final List<String> ALIKE =
      List.of("Was dir niemand sagt", "Gem denne video til senere");

  record Told(String code, String caption) {}

  static List<Told> captions() {
    try (InputStream in = LanguageTest.class.getResourceAsStream("captions-by-language.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .map(cells -> new Told(cells[0], cells[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Told> sentences() {
    return captions().stream().filter(told -> !told.code().equals("-"));
  }

  static List<Told> longOnes() {
    return sentences().filter(told -> told.caption().length() >= LONG).toList();
  }

  @ParameterizedTest
  @MethodSource("longOnes")
  void aCaptionOfAFewWordsTellsItsLanguage(Told told) {
    assertThat(Language.of(told.caption())).contains(told.code());
  }

  @Test
  void aShortCaptionHasItsLanguageOrNone() {
    assertThat(sentences())
        .filteredOn(told -> !ALIKE.contains(told.caption()))
        .allSatisfy(told ->
            assertThat(Language.of(told.caption()).orElse(told.code())).isEqualTo(told.code()));
    long told = sentences().filter(t -> Language.of(t.caption()).isPresent()).count();
    assertThat(told).isGreaterThan(sentences().count() * 6 / 10);
  }

  @Test
  void namesNumbersAndHandlesHaveNone() {
    assertThat(captions())
        .filteredOn(told -> told.code().equals("-"))
        .hasSizeGreaterThan(10)
        .allSatisfy(told -> assertThat(Language.of(told.caption())).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "7", "100 %", "😀", "x"})
  void signsHaveNone(String text) {
    assertThat(Language.of(text)).isEmpty();
  }
}
