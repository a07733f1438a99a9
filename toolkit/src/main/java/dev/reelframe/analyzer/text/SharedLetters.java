package dev.reelframe.analyzer.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Letters that Latin and Cyrillic script share. A line of such letters alone looks the same in
 * both: "МОСКВА" cannot be seen to be no Latin word. Which it is follows from what its letters
 * spell: their trigrams under the languages of either script, from Lingua's language models.
 */
final class SharedLetters {
  private static final String CAPITALS = "ABCEHIKMOPTXY3";
  private static final String SMALL = "aceopxyi3";
  private static final double CODE_STEP = 5;
  private static final char CODE_ZERO = '!';

  /** Log-likelihood from which a line is taken for Cyrillic: 2 in 10,000 English words reach it. */
  private static final double CYRILLIC = 3.5;

  /** The same for three letters, many of which are initials. */
  private static final double CYRILLIC_SHORT = 4.5;

  /** A line that is so clearly Latin is Latin beside Cyrillic ones too. */
  private static final double LATIN = -4;

  /** A capital inside of a word: a small Cyrillic letter in the form of a capital one. */
  private static final double CAPITAL_INSIDE = 3;

  private static final List<Spelling> LANGUAGES = read();

  private SharedLetters() {}

  /**
   * What the letters of a language do.
   *
   * @param cost per context and letter, minus the logarithm of the probability
   */
  private record Spelling(boolean isLatin, double prior, double[] cost) {

    double of(String words) {
      double sum = prior;
      for (String word : words.split(" ")) {
        for (int i = 0; i < word.length(); i++) {
          int context = 0;
          for (int j = Math.max(0, i - 2); j < i; j++) {
            context = context * CAPITALS.length() + CAPITALS.indexOf(word.charAt(j)) + 1;
          }
          sum -= cost[context * CAPITALS.length() + CAPITALS.indexOf(word.charAt(i))];
        }
      }
      return sum;
    }
  }

  private static List<Spelling> read() {
    try (InputStream in = SharedLetters.class.getResourceAsStream("shared-letters.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(SharedLetters::spelling)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Spelling spelling(String line) {
    String[] cells = line.split(" ", 4);
    double[] cost = cells[3].chars().mapToDouble(sign -> (sign - CODE_ZERO) / CODE_STEP).toArray();
    return new Spelling(cells[0].equals("latin"), Double.parseDouble(cells[2]), cost);
  }

  /** Whether a text has letters, and such alone as both scripts have. */
  static boolean only(String text) {
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        any = true;
        if (CAPITALS.indexOf(c) < 0 && SMALL.indexOf(c) < 0) {
          return false;
        }
      }
    }
    return any;
  }

  /**
   * Whether a text of shared letters alone is Cyrillic rather than Latin.
   *
   * @param besideOthers whether other lines of the clip are of a script that is not read
   */
  static boolean areCyrillic(String text, boolean besideOthers) {
    String words = words(text);
    long letters = words.chars().filter(Character::isLetter).count();
    double evidence = evidence(words) + (hasCapitalInside(text) ? CAPITAL_INSIDE : 0);
    if (besideOthers) {
      return evidence > LATIN;
    }
    return letters > 3 && evidence >= CYRILLIC || letters == 3 && evidence >= CYRILLIC_SHORT;
  }

  private static double evidence(String words) {
    double latin = Double.NEGATIVE_INFINITY;
    double cyrillic = Double.NEGATIVE_INFINITY;
    for (Spelling language : LANGUAGES) {
      double likelihood = language.of(words);
      latin = language.isLatin() ? Math.max(latin, likelihood) : latin;
      cyrillic = language.isLatin() ? cyrillic : Math.max(cyrillic, likelihood);
    }
    return cyrillic - latin;
  }

  /** Words with letters, in capitals; a 3 among letters may be one. */
  private static String words(String text) {
    StringBuilder words = new StringBuilder();
    for (String word : text.toUpperCase(Locale.ROOT).split("[^" + CAPITALS + "]+")) {
      if (word.chars().anyMatch(Character::isLetter)) {
        words.append(words.isEmpty() ? "" : " ").append(word);
      }
    }
    return words.toString();
  }

  private static boolean hasCapitalInside(String text) {
    for (int i = 1; i < text.length(); i++) {
      if (Character.isUpperCase(text.charAt(i)) && Character.isLowerCase(text.charAt(i - 1))) {
        return true;
      }
    }
    return false;
  }
}
