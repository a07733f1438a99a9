package dev.reelframe.analyzer.speech;

import java.util.Set;

/**
 * Syllables of written words, by their vowels: a run of vowels is one syllable, two vowels that do
 * not form a diphthong or a long vowel are two, an English final e is none, nor is that of -ed and
 * -es where it is not spoken. Right for nine words in ten or so, for languages with Latin letters.
 */
final class Syllables {
  private static final String VOWELS = "aeiouyäöüáàâéèêëíìîïóòôúùûåæøœ";
  private static final Set<String> TOGETHER =
      Set.of(
          "ai", "au", "ay", "ei", "ey", "eu", "ie", "oi", "ou", "oy", "ui", "äu", "aa", "ee", "oo",
          "ea", "oa", "ue", "ye", "ow");

  private Syllables() {}

  /** At least 1 for a word that has letters, 0 for one that has none. */
  static int in(String word, String language) {
    String letters = word.toLowerCase(java.util.Locale.ROOT).replaceAll("[^\\p{L}]", "");
    if (letters.isEmpty()) {
      return 0;
    }
    if (language.equals("en")
        && letters.length() > 2
        && letters.endsWith("e")
        && !letters.endsWith("le")
        && !vowel(letters.charAt(letters.length() - 2))) {
      letters = letters.substring(0, letters.length() - 1);
    }
    if (language.equals("en") && silentEnding(letters)) {
      letters = letters.substring(0, letters.length() - 2);
    }
    int count = 0;
    for (int i = 0; i < letters.length(); i++) {
      if (vowel(letters.charAt(i))) {
        count++;
        // The second of a pair belongs to the first.
        if (i + 1 < letters.length() && TOGETHER.contains(letters.substring(i, i + 2))) {
          i++;
        }
      }
    }
    return Math.max(1, count);
  }

  /** "wondered", "makes"; not "wanted", "houses", "tables". */
  private static boolean silentEnding(String word) {
    if (word.length() < 4) {
      return false;
    }
    char before = word.charAt(word.length() - 3);
    char second = word.charAt(word.length() - 4);
    if (vowel(before) || before == 'l' && !vowel(second)) {
      return false;
    }
    boolean hisses = "sxzcg".indexOf(before) >= 0 || before == 'h' && "cs".indexOf(second) >= 0;
    return word.endsWith("ed") && before != 't' && before != 'd' || word.endsWith("es") && !hisses;
  }

  private static boolean vowel(char letter) {
    return VOWELS.indexOf(letter) >= 0;
  }
}
