package dev.reelframe.analyzer.cta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of calls to action, as data. The file {@code cta-rules.json} lists for each kind of call
 * its rules: a name, a language, and a regular expression over lower-case text in which blanks
 * stand for any white space.
 */
final class CtaRules {

  /**
   * One rule.
   *
   * @param cta kind of call
   * @param name unique, for example {@code de_follow}
   * @param pattern what must be found, between word boundaries
   */
  record Rule(String cta, String name, Pattern pattern) {}

  private final List<String> kinds;
  private final List<Rule> rules;

  private CtaRules(List<String> kinds, List<Rule> rules) {
    this.kinds = List.copyOf(kinds);
    this.rules = List.copyOf(rules);
  }

  /** The rules that come with the library, German and English. */
  static CtaRules standard() {
    return Standard.RULES;
  }

  /** Read once, when first asked for. */
  private static final class Standard {
    static final CtaRules RULES = load();

    private static CtaRules load() {
      try (InputStream in = CtaRules.class.getResourceAsStream("cta-rules.json")) {
        return read(new ObjectMapper().readTree(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * @throws IllegalArgumentException naming a rule that is not a regular expression, or comes twice
   */
  static CtaRules read(JsonNode json) {
    List<String> kinds = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (JsonNode call : json.get("calls")) {
      String cta = call.get("cta").asText();
      kinds.add(cta);
      for (JsonNode rule : call.get("rules")) {
        String name = rule.get("name").asText();
        if (rules.stream().anyMatch(other -> other.name().equals(name))) {
          throw new IllegalArgumentException("the rule " + name + " comes twice");
        }
        rules.add(new Rule(cta, name, pattern(name, rule.get("pattern").asText())));
      }
    }
    return new CtaRules(kinds, rules);
  }

  private static Pattern pattern(String name, String text) {
    try {
      String inWords = "(?<![\\p{L}\\p{N}])(?:" + text.replace(" ", "\\s+") + ")(?![\\p{L}\\p{N}])";
      return Pattern.compile(inWords, Pattern.UNICODE_CHARACTER_CLASS);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the rule " + name + " is not a regular expression: " + e.getMessage(), e);
    }
  }

  /** The closed list of calls. */
  List<String> kinds() {
    return kinds;
  }

  List<Rule> rules() {
    return rules;
  }

  /** The first rule of each kind that a text meets, in the order of the kinds. */
  List<Rule> in(String text) {
    String small = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    List<Rule> met = new ArrayList<>();
    for (Rule rule : rules) {
      boolean known = met.stream().anyMatch(other -> other.cta().equals(rule.cta()));
      Matcher matcher = rule.pattern().matcher(small);
      if (!known && matcher.find()) {
        met.add(rule);
      }
    }
    return met;
  }
}
