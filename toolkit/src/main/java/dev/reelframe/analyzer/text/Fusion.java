package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.CtcReader.Letters;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/**
 * Joins two readings of one line. The CTC recogniser sees letters surely, also outlined ones over a
 * busy picture, and where blanks are, but knows ASCII only; Tesseract knows German, but takes
 * outlines and background for letters. So letters come from the first, and from the second what the
 * first cannot write: umlauts, sharp s, currency and typographic signs.
 */
final class Fusion {
  private static final double BLANK_SURE = 0.3;
  private static final double BLANK_LIKELY = 0.004;
  private static final double WIDE_GAP = 1.1;
  private static final double LETTER_LIKELY = 0.5;
  private static final double LETTER_DOUBTFUL = 0.7;
  private static final double LETTER_SURE = 0.9;
  private static final double LETTER_CERTAIN = 0.98;
  private static final double PAGE_SURE = 0.8;
  private static final double PAGE_CERTAIN = 0.9;

  /** Tesseract leads where it is sure and both see nearly the same. */
  private static final double LIKENESS_TO_LEAD = 0.7;

  /** Signs that the ASCII recogniser often does not see, and which stand inside a line. */
  private static final String INNER_SIGNS = ",:;&+%/'\"-";

  /** A line may end in so many dots. */
  private static final int ELLIPSIS = 3;

  private static final double GAP_COST = 1;
  private static final double LOOKS_ALIKE = 0.3;

  /** What the ASCII recogniser writes where a letter of its neighbour's alphabet stands. */
  private static final Map<Character, String> ALIKE =
      Map.of(
          'ß', "BgsSl8f6",
          'ä', "a3",
          'ö', "o680",
          'ü', "uit",
          'Ä', "A",
          'Ö', "O0",
          'Ü', "U",
          '€', "6ECeG",
          'é', "e",
          '–', "-");

  private final char[] sure;
  private final char[] page;
  private final boolean[] pageBlank;
  private final Letters letters;
  private final double pageConfidence;
  private final boolean certain;
  private final boolean pageLeads;
  private final StringBuilder text = new StringBuilder();
  private boolean besideForeign;
  private double agreement;
  private int columns;
  private double sureness;
  private int kept;

  private Fusion(Letters letters, Reading reading, boolean certain) {
    this.letters = letters;
    this.sure = letters.letters().toCharArray();
    String words = reading.text().replace('—', '–');
    this.page = words.replace(" ", "").toCharArray();
    this.pageBlank = blanks(words, page.length);
    this.pageConfidence = reading.confidence();
    this.certain = certain;
    this.pageLeads = certain || pageConfidence >= PAGE_SURE && likeness() >= LIKENESS_TO_LEAD;
  }

  private static boolean[] blanks(String words, int letters) {
    boolean[] before = new boolean[letters + 1];
    int letter = 0;
    for (char c : words.toCharArray()) {
      if (c == ' ') {
        before[letter] = true;
      } else {
        letter++;
      }
    }
    return before;
  }

  /**
   * One text of both.
   *
   * @param letters of the ASCII recogniser
   * @param reading of Tesseract, German
   * @param certain whether Tesseract has read the same twice in different ways
   */
  static Reading of(Letters letters, Reading reading, boolean certain) {
    Fusion fusion = new Fusion(letters, reading, certain);
    fusion.join();
    String text = fusion.text.toString().strip();
    double agreed = fusion.columns == 0 ? 0 : fusion.agreement / fusion.columns;
    double seen = fusion.surenessOfKept();
    double sureness = certain ? Math.max(seen, reading.confidence()) : seen;
    return new Reading(text, text.isEmpty() ? 0 : sureness * (0.5 + 0.5 * agreed));
  }

  /** How far the two see the same letters, 0..1, whatever blanks, case and dots on letters. */
  static double likeness(Letters letters, Reading reading) {
    return new Fusion(letters, reading, false).likeness();
  }

  private double likeness() {
    int longest = Math.max(sure.length, page.length);
    return longest == 0 ? 0 : 1 - costs()[sure.length][page.length] / longest;
  }

  private double[][] costs() {
    double[][] cost = new double[sure.length + 1][page.length + 1];
    for (int i = 0; i <= sure.length; i++) {
      for (int j = 0; j <= page.length; j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = (i + j) * GAP_COST;
        } else {
          cost[i][j] =
              Math.min(
                  cost[i - 1][j - 1] + difference(sure[i - 1], page[j - 1]),
                  Math.min(cost[i - 1][j], cost[i][j - 1]) + GAP_COST);
        }
      }
    }
    return cost;
  }

  private static double difference(char a, char b) {
    if (a == b) {
      return 0;
    }
    if (folded(a) == folded(b)) {
      return 0.05;
    }
    return ALIKE.getOrDefault(b, "").indexOf(a) >= 0 ? LOOKS_ALIKE : 1;
  }

  /** Without case and dots. */
  private static char folded(char c) {
    return Character.toLowerCase(
        c < 128 ? c : Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0));
  }

  /** Walks the cheapest alignment from its end, then writes it from its start. */
  private void join() {
    double[][] cost = costs();
    int[][] path = new int[sure.length + page.length][];
    int length = 0;
    int i = sure.length;
    int j = page.length;
    while (i > 0 || j > 0) {
      if (i > 0
          && j > 0
          && cost[i][j] == cost[i - 1][j - 1] + difference(sure[i - 1], page[j - 1])) {
        path[length++] = new int[] {--i, --j};
      } else if (i > 0 && cost[i][j] == cost[i - 1][j] + GAP_COST) {
        path[length++] = new int[] {--i, -1};
      } else {
        path[length++] = new int[] {-1, --j};
      }
    }
    int steps = length;
    boolean owedBlank = false;
    while (length-- > 0) {
      int[] step = path[length];
      besideForeign =
          length > 0 && foreign(path[length - 1][1])
              || length + 1 < steps && foreign(path[length + 1][1]);
      columns++;
      boolean blank = owedBlank || blankBefore(step[0], step[1]);
      int before = text.length();
      append(step[0], step[1], blank);
      owedBlank = blank && text.length() == before;
    }
  }

  private double surenessOfKept() {
    return kept == 0 ? 0 : sureness / kept;
  }

  private void append(int i, int j, boolean blank) {
    char letter = i < 0 ? onlyPage(j) : j < 0 ? onlySure(i) : both(i, j);
    if (letter != 0) {
      if (blank && !text.isEmpty()) {
        text.append(' ');
      }
      text.append(letter);
      sureness += i < 0 ? pageConfidence : letters.sureness()[i];
      kept++;
    }
  }

  private boolean foreign(int j) {
    return j >= 0 && page[j] >= 128;
  }

  private boolean blankBefore(int i, int j) {
    boolean seen = j >= 0 && pageBlank[j];
    if (i < 0 || certain) {
      return seen;
    }
    double blank = letters.blank()[i];
    boolean beforeSign = ",.;:!?".indexOf(sure[i]) >= 0;
    return blank >= BLANK_SURE
        || seen && !beforeSign && (blank >= BLANK_LIKELY || pageLeads && wideGap(i));
  }

  private boolean wideGap(int i) {
    double[] sorted = letters.gap().clone();
    Arrays.sort(sorted);
    return letters.gap()[i] >= WIDE_GAP * sorted[sorted.length / 2];
  }

  /** A letter that Tesseract does not see; next to an umlaut it is the shadow of the dots. */
  private char onlySure(int i) {
    double least = certain ? 2 : pageLeads ? LETTER_SURE : LETTER_LIKELY;
    boolean atEdge = i == 0 || i == sure.length - 1;
    boolean speck = atEdge && "|()[]{}_~^`'\"-\\/<>=*".indexOf(sure[i]) >= 0;
    boolean shadow =
        pageLeads
            && Character.isLetter(sure[i])
            && (besideForeign || pageConfidence >= PAGE_CERTAIN);
    return letters.sureness()[i] >= least && !shadow && !speck ? sure[i] : 0;
  }

  /** What only Tesseract saw counts where the other has no letter for it, or inside a line. */
  private char onlyPage(int j) {
    char c = page[j];
    boolean foreign = c >= 128 && (Character.isLetter(c) || c == '€');
    boolean first = j == 0;
    boolean last = j >= page.length - ELLIPSIS;
    boolean letter = c < 128 && Character.isLetterOrDigit(c);
    boolean inside =
        letter && !first && j < page.length - 1
            || INNER_SIGNS.indexOf(c) >= 0 && !first && j < page.length - 1
            || isEnd(c) && last;
    boolean counts = certain ? letter || foreign || inside : foreign || pageLeads && inside;
    return pageConfidence >= PAGE_SURE && (counts || c == '%') ? c : 0;
  }

  private static boolean isEnd(char c) {
    return c == '.' || c == '!' || c == '?';
  }

  private char both(int i, int j) {
    char a = sure[i];
    char b = page[j];
    boolean alike = difference(a, b) < 1;
    if (alike) {
      agreement++;
    }
    if (a == b) {
      return a;
    }
    if (b >= 128 && alike) {
      // Dots make a small letter as tall as a capital: the ASCII recogniser tells them apart.
      return Character.isUpperCase(a) && Character.isLetter(b) && b != 'ß' && folded(a) == folded(b)
          ? Character.toUpperCase(b)
          : b;
    }
    boolean sureOfIt =
        !certain && letters.sureness()[i] >= LETTER_CERTAIN && "1Il|0Oo".indexOf(a) < 0;
    boolean doubtful = letters.sureness()[i] < LETTER_DOUBTFUL && pageConfidence >= PAGE_SURE;
    if (folded(a) == folded(b)) {
      // The same letter: a line's first one is more often a capital that was taken for a small one.
      return i == 0 ? Character.toUpperCase(a) : letters.sureness()[i] >= LETTER_SURE ? a : b;
    }
    return pageLeads && !sureOfIt || doubtful ? b : a;
  }
}
