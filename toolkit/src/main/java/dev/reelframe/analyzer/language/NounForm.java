package dev.reelframe.analyzer.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word, or several in a row, that names a thing.
 *
 * @param words in order; German ones with their capital letter
 * @param german whether it is matched as a German noun: with a capital, and endings of its cases
 * @param labels what it may stand for
 * @param wider whether it means more than the labels
 * @param guard what must stand around it
 */
record NounForm(
    List<String> words, boolean german, Set<String> labels, boolean wider, Guard guard) {

  /** A condition on the words around. */
  enum Guard {
    NONE,
    /** Also a verb: an article must stand before it. */
    ARTICLE,
    /** Also an adjective: besides, no other noun may follow. */
    ARTICLE_AND_END
  }

  /** Shorter words take no ending: "Ei" would be found in "Ein". */
  private static final int SHORTEST_STEM = 4;

  private static final List<String> GERMAN_ENDINGS = List.of("s", "es", "n", "en", "e");
  private static final List<String> ENGLISH_ENDINGS = List.of("s", "es");

  /** Whether the words at this place are these. */
  boolean isAt(List<Word> text, int at) {
    if (at + words.size() > text.size()) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      boolean last = i == words.size() - 1;
      if (!fits(words.get(i), text.get(at + i).bare(), last)
          || i > 0 && text.get(at + i).opensClause()) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(String word, String found, boolean last) {
    boolean exact = german && !isShouted(found);
    String one = exact ? word : word.toLowerCase(Locale.ROOT);
    String other = exact ? found : found.toLowerCase(Locale.ROOT);
    if (other.equals(one)) {
      return true;
    }
    return last
        && one.length() >= (german ? SHORTEST_STEM : 3)
        && other.startsWith(one)
        && (german ? GERMAN_ENDINGS : ENGLISH_ENDINGS).contains(other.substring(one.length()));
  }

  /** All capitals, as captions often are: what is a noun cannot be told from them. */
  private static boolean isShouted(String found) {
    return found.length() > 2 && found.equals(found.toUpperCase(Locale.ROOT));
  }
}
