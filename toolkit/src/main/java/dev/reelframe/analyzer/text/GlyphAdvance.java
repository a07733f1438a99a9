package dev.reelframe.analyzer.text;

import java.text.Normalizer;

/** How wide letters are, in a usual sans serif. */
final class GlyphAdvance {
  private static final int FIRST_WIDE = 0x2e80;

  private GlyphAdvance() {}

  /** Width of a letter with the room that it keeps, em. */
  static double em(String letter) {
    int base = Normalizer.normalize(letter, Normalizer.Form.NFD).codePointAt(0);
    if (base >= FIRST_WIDE) {
      return 1;
    }
    if ("iIljı.,:;!|'’·".indexOf(base) >= 0) {
      return 0.26;
    }
    if ("frt()[]{}-\"/*°\\".indexOf(base) >= 0) {
      return 0.33;
    }
    if ("mMW%@æœÆŒ…".indexOf(base) >= 0) {
      return 0.88;
    }
    if ("wGOQ".indexOf(base) >= 0) {
      return 0.75;
    }
    return Character.isUpperCase(base) ? 0.67 : 0.54;
  }
}
