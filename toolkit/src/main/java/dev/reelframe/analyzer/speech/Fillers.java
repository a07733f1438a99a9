package dev.reelframe.analyzer.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sounds of hesitation in German and English, from lists beside this class. */
final class Fillers {
  private static final Map<String, Set<String>> WORDS = Map.of("de", read("de"), "en", read("en"));

  private Fillers() {}

  /** Whether a word is one, in its language, or in any where that is not known. */
  static boolean contains(Transcript.Word word) {
    return word.language().isEmpty()
        ? WORDS.values().stream().anyMatch(list -> list.contains(word.bare()))
        : WORDS.getOrDefault(word.language(), Set.of()).contains(word.bare());
  }

  private static Set<String> read(String language) {
    try (InputStream list = Fillers.class.getResourceAsStream("fillers-" + language + ".txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("the list of fillers cannot be read from the jar", e);
    }
  }
}
