package dev.reelframe.models.qwen;

import java.util.Locale;
import java.util.Set;

/**
 * Where sentences end, in German, English and Chinese punctuation. A full stop does not end one
 * behind a number ("am 3. Mai", "3.14"), a single letter ("z. B.") or a common abbreviation.
 */
public final class SentenceEnd {

  private static final String MARKS = ".!?\u2026\u3002\uff01\uff1f";
  private static final String CLOSING = "\"'\u201d\u201c\u2019\u2018\u00bb\u00ab)]*";
  private static final String FULL_WIDTH = "\u3002\uff01\uff1f";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "bzw", "ca", "usw", "etc", "evtl", "inkl", "ggf", "nr", "str", "bspw", "sog", "vgl", "dr",
          "prof", "mr", "mrs", "ms", "st", "vs", "approx", "no", "e.g", "i.e", "z.b", "d.h", "u.a");

  private SentenceEnd() {}

  /** Whether the text, blanks at its end aside, ends with a whole sentence. */
  public static boolean isAtEndOf(String text) {
    String trimmed = text.stripTrailing();
    return !trimmed.isEmpty() && lastEnd(trimmed) == trimmed.length();
  }

  /** The length of the text up to its last sentence end, 0 when it has none. */
  public static int lastEnd(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      if (MARKS.indexOf(text.charAt(i)) < 0) {
        continue;
      }
      int end = i + 1;
      while (end < text.length() && CLOSING.indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      boolean stands =
          end == text.length()
              || Character.isWhitespace(text.charAt(end))
              || FULL_WIDTH.indexOf(text.charAt(i)) >= 0;
      if (stands && !(text.charAt(i) == '.' && isInsideSentence(text, i))) {
        return end;
      }
    }
    return 0;
  }

  private static boolean isInsideSentence(String text, int stop) {
    int start = stop;
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, stop).toLowerCase(Locale.ROOT);
    while (!word.isEmpty() && !Character.isLetterOrDigit(word.charAt(0))) {
      word = word.substring(1);
    }
    return word.length() == 1
        || ABBREVIATIONS.contains(word)
        || (!word.isEmpty() && word.chars().allMatch(Character::isDigit));
  }
}
