package dev.reelframe.analyzer.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a text.
 *
 * @param bare without the 's of the genitive
 * @param from index of its first character
 * @param to index behind its last character
 * @param opensClause whether punctuation parts it from the word before
 */
record Word(String bare, int from, int to, boolean opensClause) {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{N}]\\p{M}*+(?:[\\p{L}\\p{N}\\p{M}]|['’-](?=\\p{L}))*+");

  static List<Word> of(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    int last = 0;
    while (matcher.find()) {
      boolean opens = words.isEmpty() || !text.substring(last, matcher.start()).isBlank();
      String bare = matcher.group().replaceFirst("['’]s$", "");
      words.add(new Word(bare, matcher.start(), matcher.start() + bare.length(), opens));
      last = matcher.end();
    }
    return words;
  }

  String small() {
    return bare.toLowerCase(Locale.ROOT);
  }
}
