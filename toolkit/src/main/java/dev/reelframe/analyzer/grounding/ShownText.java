package dev.reelframe.analyzer.grounding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Text that was read in the picture, to look quotes up in. Case, accents, punctuation and blanks do
 * not count; one letter in five may differ, as recognition errs; digits may not.
 */
final class ShownText {
  /** Share of the letters that may differ (Levenshtein). */
  private static final double WRONG = 0.2;

  private final List<String> words;

  ShownText(String text) {
    words = words(text);
  }

  private static List<String> words(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replace("ß", "ss");
    return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+")).filter(w -> !w.isEmpty()).toList();
  }

  /** Whether some run of whole words says this; a quote without letter and digit says nothing. */
  boolean says(String quote) {
    String wanted = String.join("", words(quote));
    if (wanted.isEmpty()) {
      return false;
    }
    int allowed = (int) (WRONG * wanted.length());
    for (int from = 0; from < words.size(); from++) {
      StringBuilder run = new StringBuilder();
      for (int to = from; to < words.size() && run.length() <= wanted.length() + allowed; to++) {
        run.append(words.get(to));
        if (Math.abs(run.length() - wanted.length()) <= allowed
            && digits(run).equals(digits(wanted))
            && distance(run, wanted) <= allowed) {
          return true;
        }
      }
    }
    return false;
  }

  private static String digits(CharSequence text) {
    return text.toString().replaceAll("\\P{N}+", " ").strip();
  }

  /** Levenshtein's edit distance. */
  private static int distance(CharSequence one, CharSequence other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
