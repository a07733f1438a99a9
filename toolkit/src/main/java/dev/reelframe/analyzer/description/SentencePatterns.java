package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The sentences of one language, as data: {@code wording-eng.properties} and so on. */
final class SentencePatterns {
  private static final Map<String, Locale> LOCALES =
      Map.of("deu", Locale.GERMAN, "eng", Locale.ENGLISH);

  /** Where a row begins or ends this close to the second it needs no word. */
  private static final double EXACT_S = 0.04;

  /** What is shorter is told as a moment. */
  private static final double SHORT_S = 0.1;

  /** A row whose model is less sure is told with a "probably". */
  private static final double SURE = 0.6;

  private final Locale locale;
  private final Properties sentences = new Properties();

  private SentencePatterns(String language, Locale locale) {
    this.locale = locale;
    try (InputStream in =
        SentencePatterns.class.getResourceAsStream("wording-" + language + ".properties")) {
      sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param language {@code deu} or {@code eng}
   * @throws IllegalArgumentException for another one
   */
  static SentencePatterns of(String language) {
    return new SentencePatterns(SceneDescription.LANGUAGE.check(language), LOCALES.get(language));
  }

  boolean german() {
    return locale == Locale.GERMAN;
  }

  /**
   * The sentence of that key.
   *
   * @throws IllegalArgumentException where there is none
   */
  String say(String key, Object... values) {
    String sentence = sentences.getProperty(key);
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence is named " + key);
    }
    return sentence.formatted(values);
  }

  /** The word for a value of a closed list; a value of another list stays as it is. */
  String term(String list, String value) {
    return sentences.getProperty(list + "." + value, value);
  }

  /** A number with so many digits behind the point. */
  String number(double value, int digits) {
    return String.format(locale, "%." + digits + "f", value);
  }

  /** A moment in seconds, a tenth exact. */
  String moment(double timeS) {
    return number(timeS, 1);
  }

  /** Whether a row says itself that it may be wrong; one without a confidence does not. */
  boolean isUnsure(RowRef fact) {
    return fact.number("confidence").orElse(1) < SURE;
  }

  /** {@code a, b and c}. */
  String listed(List<String> parts) {
    String last = parts.getLast();
    return parts.size() == 1
        ? last
        : say("list", String.join(", ", parts.subList(0, parts.size() - 1)), last);
  }

  /** When within the second a row holds; empty where it holds throughout. */
  String when(RowRef fact, Interval second) {
    return when(fact.startS(), fact.endS(), second);
  }

  /** The same for a stretch that is not a row's. */
  String when(Interval stretch, Interval second) {
    return when(stretch.startS(), stretch.endS(), second);
  }

  private String when(double startS, double endS, Interval second) {
    boolean begins = startS > second.startS() + EXACT_S;
    boolean ends = endS < second.endS() - EXACT_S;
    if (begins && ends && endS - startS < SHORT_S) {
      return say("when.at", moment(startS));
    }
    if (begins && ends) {
      return say("when.within", moment(startS), moment(endS));
    }
    return begins ? say("when.from", moment(startS)) : ends ? say("when.until", moment(endS)) : "";
  }

  static boolean fromStart(RowRef fact, Interval second) {
    return fact.startS() <= second.startS() + EXACT_S;
  }

  static boolean toEnd(RowRef fact, Interval second) {
    return fact.endS() >= second.endS() - EXACT_S;
  }

  /** With a capital at the start. */
  String sentence(String text) {
    return text.substring(0, 1).toUpperCase(locale) + text.substring(1);
  }
}
