package dev.reelframe.analyzer.text;

/**
 * A text that scrolls sideways is seen in pieces, each with letters cut at its ends; they are put
 * together where they say the same.
 */
final class Ticker {
  /** Letters at the end of a piece that may be cut, and so read wrong. */
  private static final int CUT = 3;

  /** Letters that two pieces must share. */
  private static final int SHARED = 4;

  private Ticker() {}

  /** Two pieces as one text, or null where they do not meet. */
  static String joined(String first, String second) {
    String best = null;
    int most = SHARED - 1;
    for (int end = 0; end <= Math.min(CUT, first.length()); end++) {
      String a = first.substring(0, first.length() - end);
      for (int start = 0; start <= Math.min(CUT, second.length()); start++) {
        String b = second.substring(start);
        int shared = shared(a, b);
        if (shared > most) {
          most = shared;
          best = a + b.substring(shared);
        }
      }
    }
    return best == null && holds(first, second) ? first : best;
  }

  /** Longest beginning of one that the other ends with. */
  private static int shared(String a, String b) {
    for (int length = Math.min(a.length(), b.length()); length > 0; length--) {
      if (a.regionMatches(a.length() - length, b, 0, length)) {
        return length;
      }
    }
    return 0;
  }

  /** Whether a piece stands in a text but for its ends. */
  private static boolean holds(String text, String piece) {
    int cut = Math.min(CUT, Math.max(0, (piece.length() - SHARED) / 2));
    return piece.length() >= SHARED && text.contains(piece.substring(cut, piece.length() - cut));
  }
}
