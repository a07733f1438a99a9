package dev.reelframe.analyzer.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a text in quotation marks: English, German, French, Japanese, straight. */
final class Quotes {
  private static final Pattern QUOTE =
      Pattern.compile(
          "„([^„“”]+)[“”]|“([^“”]+)”|\"([^\"]+)\"|«([^«»]+)»|»([^«»]+)«|「([^「」]+)」|‚([^‚‘]+)‘"
              + "|(?<![\\p{L}\\p{N}])[‘']([^‘’'\\n]+)[’'](?![\\p{L}\\p{N}])");

  /**
   * @param quotes what stands between the marks, in order
   * @param rest the text with blanks in their place, as long as before
   */
  record Parted(List<String> quotes, String rest) {}

  private Quotes() {}

  static Parted in(String text) {
    List<String> quotes = new ArrayList<>();
    StringBuilder rest = new StringBuilder(text);
    Matcher matcher = QUOTE.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null && !matcher.group(group).isBlank()) {
          quotes.add(matcher.group(group).strip());
        }
      }
      // punctuation, so that words before and after are not taken for neighbours
      for (int i = matcher.start(); i < matcher.end(); i++) {
        rest.setCharAt(i, ',');
      }
    }
    return new Parted(quotes, rest.toString());
  }
}
