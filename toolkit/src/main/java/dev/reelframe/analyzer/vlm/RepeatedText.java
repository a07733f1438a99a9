package dev.reelframe.analyzer.vlm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where an answer goes in circles, and what of it is new. */
final class RepeatedText {
  /** A unit said so often in a row is a loop. */
  private static final int ROUNDS = 3;

  /** Shorter circles happen in good prose: "very, very, very". */
  private static final int MIN_CHARACTERS = 24;

  /** Words of a phrase that good prose of a few sentences does not say again. */
  private static final int PHRASE = 4;

  /** Share of words inside phrases said before, from which an answer loops. */
  private static final double LOOPING_SHARE = 0.3;

  /** A text of which less is new says over the one before. */
  private static final double MIN_NOVELTY = 0.1;

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private RepeatedText() {}

  /** Whether a text ends in a circle, be it of words, of letters or of items of a list. */
  static boolean circles(String text) {
    return circleStart(text.stripTrailing()) < text.stripTrailing().length();
  }

  /** Whether prose says much of what it says more than once. */
  static boolean rambles(String prose) {
    return repeatedShare(words(prose)) >= LOOPING_SHARE;
  }

  /** Whether a text, apart from a few words, says what another said. */
  static boolean saysOver(String text, String other) {
    return words(text).size() >= 2 * PHRASE && novelty(text, List.of(other)) < MIN_NOVELTY;
  }

  /**
   * The text up to where it begins to repeat itself: before the second round of a circle, or of a
   * sentence that was said before.
   */
  static String firstRound(String text) {
    String straight = text.substring(0, circleStart(text.stripTrailing()));
    Set<String> said = new HashSet<>();
    int kept = 0;
    while (kept < straight.length()) {
      int end = sentenceEnd(straight, kept);
      if (!said.add(String.join(" ", words(straight.substring(kept, end))))) {
        break;
      }
      kept = end;
    }
    return straight.substring(0, kept).stripTrailing();
  }

  private static int sentenceEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (".!?\u3002\uff01\uff1f".indexOf(text.charAt(i)) >= 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /**
   * Where the second round of a circle begins that the text ends in; the text's length where it
   * ends in none.
   */
  private static int circleStart(String text) {
    int length = text.length();
    for (int unit = 1; unit * ROUNDS <= length; unit++) {
      int from = length;
      while (from > unit && text.charAt(from - 1) == text.charAt(from - 1 - unit)) {
        from--;
      }
      int circle = length - from + unit;
      if (circle >= ROUNDS * unit && circle >= MIN_CHARACTERS) {
        // Rounds that end alike seem to begin earlier than they do: a sentence goes before.
        int sentence = sentenceEnd(text, from);
        return sentence < from + unit ? sentence : from;
      }
    }
    return length;
  }

  private static double repeatedShare(List<String> words) {
    Set<List<String>> said = new HashSet<>();
    boolean[] repeated = new boolean[words.size()];
    for (int i = 0; i + PHRASE <= words.size(); i++) {
      if (!said.add(words.subList(i, i + PHRASE))) {
        for (int j = i; j < i + PHRASE; j++) {
          repeated[j] = true;
        }
      }
    }
    int count = 0;
    for (boolean each : repeated) {
      count += each ? 1 : 0;
    }
    return words.size() < 2 * PHRASE ? 0 : (double) count / words.size();
  }

  /**
   * Share of a text's pairs of neighbouring words that none of the others has, 0..1; 0 for a text
   * without words.
   */
  static double novelty(String text, List<String> others) {
    List<List<String>> pairs = pairs(text);
    Set<List<String>> known = new HashSet<>();
    others.forEach(other -> known.addAll(pairs(other)));
    long fresh = pairs.stream().filter(pair -> !known.contains(pair)).count();
    return pairs.isEmpty() ? 0 : (double) fresh / pairs.size();
  }

  private static List<List<String>> pairs(String text) {
    List<String> words = words(text);
    if (words.size() == 1) {
      return List.of(words);
    }
    List<List<String>> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      pairs.add(words.subList(i, i + 2));
    }
    return pairs;
  }

  private static List<String> words(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
