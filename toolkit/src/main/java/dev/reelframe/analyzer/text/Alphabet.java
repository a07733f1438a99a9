package dev.reelframe.analyzer.text;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which scripts letters belong to. The recogniser reads three: Latin, Chinese and Japanese. */
final class Alphabet {
  private static final Set<UnicodeScript> READ =
      Set.of(
          UnicodeScript.LATIN,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.COMMON,
          UnicodeScript.INHERITED);

  /** A Cyrillic "Ш" inside of a word, which is no Roman number. */
  private static final Pattern THREE_STROKES =
      Pattern.compile("III[^IVXLCDM\\P{L}]|[^IVXLCDM\\P{L}]III");

  /**
   * Vietnamese, of which the recogniser lacks the letters with two marks and gives others for them.
   * Letters with a horn are its alone; a crossed d beside a circumflex or breve is no Croatian.
   */
  private static final Pattern VIETNAMESE =
      Pattern.compile(
          "[\u01a1\u01b0]|\u0111.*[\u00e2\u00ea\u00f4\u0103]|[\u00e2\u00ea\u00f4\u0103].*\u0111");

  private static final int FULL_WIDTH_FIRST = 0xff01;
  private static final int FULL_WIDTH_LAST = 0xff5e;
  private static final int FULL_WIDTH_SHIFT = 0xfee0;

  private Alphabet() {}

  /**
   * Whether letters of a script that is known in part only stand in words: Greek, of which the
   * recogniser knows the signs of formulas, but no accents, and gives Latin letters beside them.
   * One such letter that stands alone is a sign. Vietnamese likewise.
   */
  static boolean isMixed(String text) {
    if (VIETNAMESE.matcher(text.toLowerCase(Locale.ROOT)).find()) {
      return true;
    }
    for (String word : text.split("\\s+")) {
      long letters = word.codePoints().filter(Character::isLetter).count();
      boolean foreign = word.codePoints().anyMatch(Alphabet::isForeign);
      if (letters > 1 && foreign || THREE_STROKES.matcher(word).find()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isForeign(int letter) {
    // The micro sign is a letter of the common script.
    return Character.isLetter(letter) && !READ.contains(UnicodeScript.of(letter));
  }

  /**
   * Without repeated blanks; full-width signs, which belong between Chinese letters, become
   * ordinary ones in a text without such letters.
   */
  static String plain(String text) {
    String joined = text.strip().replaceAll("\\s+", " ");
    boolean wide =
        joined
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .anyMatch(s ->
                s == UnicodeScript.HAN
                    || s == UnicodeScript.HIRAGANA
                    || s == UnicodeScript.KATAKANA);
    if (wide) {
      return joined;
    }
    return joined
        .codePoints()
        .map(c -> c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST ? c - FULL_WIDTH_SHIFT : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
