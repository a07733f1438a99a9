package dev.reelframe.analyzer.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells German from English by letters and everyday words; silent where neither shows. */
enum Language {
  GERMAN("deu"),
  ENGLISH("eng");

  private final String code;
  private final Set<String> words;

  Language(String code) {
    this.code = code;
    this.words = read("words-" + code + ".txt");
  }

  private static Set<String> read(String resource) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Language.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return new HashSet<>(in.lines().map(String::strip).filter(w -> !w.isEmpty()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** ISO 639-2 code, as Tesseract names its data. */
  String code() {
    return code;
  }

  static List<String> codes() {
    return Arrays.stream(values()).map(Language::code).toList();
  }

  /** The language of a caption; empty where it cannot be told. */
  static Optional<Language> of(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    if (small.chars().anyMatch(c -> "äöüß".indexOf(c) >= 0)) {
      return Optional.of(GERMAN);
    }
    int german = GERMAN.count(small);
    int english = ENGLISH.count(small);
    if (german == english) {
      return Optional.empty();
    }
    return Optional.of(german > english ? GERMAN : ENGLISH);
  }

  private int count(String text) {
    return (int) Arrays.stream(text.split("[^a-z']+")).filter(words::contains).count();
  }
}
