package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.TextRecogniser.Letters;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Strokes of a line that no letter stands for. The recogniser leaves out what it does not know, so
 * "bạn" comes out as "bn": between two letters that it gave, there are strokes, and more room than
 * the two letters take.
 */
final class UnreadStrokes {
  /** Rows at the top and bottom of the picture that are margin, pixels. */
  private static final int MARGIN = 6;

  /** Share of a letter's contrast from which a column holds strokes. */
  private static final double STROKE = 0.35;

  /** Columns to both sides of a letter's middle that show its contrast, em. */
  private static final double CORE_EM = 0.2;

  /** Size of the letters where too few stand side by side to tell, pixels. */
  private static final double USUAL_EM_PX = 34;

  private static final double MIN_EM_PX = 20;
  private static final double MAX_EM_PX = 60;

  /** Strokes inside of a word that are a letter, em; gaps of known letters stay below 0.5. */
  private static final double LETTER_EM = 0.55;

  /** Strokes beside a word that are a sign or more, em. */
  private static final double SIGN_EM = 0.75;

  /** Share of a line whose strokes are not read from which the rest tells nothing. */
  private static final double MOSTLY = 0.5;

  /** Fewer letters tell neither their size nor their gaps. */
  private static final int MIN_LETTERS = 3;

  private final Letters letters;
  private final int[] read;
  private final double[] contrast;
  private final double em;
  private double insideWords;
  private double beside;

  private UnreadStrokes(LumaImage line, Letters letters, int[] read) {
    this.letters = letters;
    this.read = read;
    this.contrast = Strokes.contrast(line, MARGIN, line.height() - MARGIN);
    this.em = em();
    double stroke = STROKE * usualContrast();
    measure(stroke);
  }

  /**
   * What of a line the letters do not tell.
   *
   * @param line the picture that was read
   * @param letters what was read in it, at least one that is no space
   */
  static UnreadReason beside(LumaImage line, Letters letters) {
    int[] read = IntStream.range(0, letters.size()).filter(i -> !letters.isSpace(i)).toArray();
    UnreadStrokes ink = new UnreadStrokes(line, letters, read);
    double told = read.length * ink.meanAdvance();
    if (read.length >= MIN_LETTERS && ink.insideWords >= LETTER_EM
        || ink.beside >= SIGN_EM && ink.beside + ink.insideWords >= MOSTLY * (told + ink.beside)) {
      return UnreadReason.SCRIPT;
    }
    return ink.beside >= SIGN_EM ? UnreadReason.PART : UnreadReason.NOTHING;
  }

  /** Size of the letters from the distances of those that stand side by side, pixels. */
  private double em() {
    double[] sizes = new double[read.length];
    int count = 0;
    for (int i = 1; i < read.length; i++) {
      if (read[i] == read[i - 1] + 1) {
        double advance = (advance(i - 1) + advance(i)) / 2;
        sizes[count++] = (at(i) - at(i - 1)) / advance;
      }
    }
    if (count < 2) {
      return USUAL_EM_PX;
    }
    double[] sorted = Arrays.copyOf(sizes, count);
    Arrays.sort(sorted);
    return Math.clamp(sorted[count / 2], MIN_EM_PX, MAX_EM_PX);
  }

  private double at(int i) {
    return letters.at()[read[i]];
  }

  private double advance(int i) {
    return GlyphAdvance.em(letters.letters().get(read[i]));
  }

  private double meanAdvance() {
    double sum = 0;
    for (int i = 0; i < read.length; i++) {
      sum += advance(i);
    }
    return sum / read.length;
  }

  private double usualContrast() {
    double[] near = new double[contrast.length];
    int count = 0;
    for (int x = 0; x < contrast.length; x++) {
      for (int i = 0; i < read.length; i++) {
        if (Math.abs(x - at(i)) <= CORE_EM * em) {
          near[count++] = contrast[x];
          break;
        }
      }
    }
    Arrays.sort(near, 0, count);
    return count == 0 ? 0 : near[count / 2];
  }

  private void measure(double stroke) {
    int last = read.length - 1;
    besideWords(strokes(2, at(0) - advance(0) / 2 * em, stroke));
    for (int i = 1; i <= last; i++) {
      double strokes =
          strokes(at(i - 1) + advance(i - 1) / 2 * em, at(i) - advance(i) / 2 * em, stroke);
      if (read[i] == read[i - 1] + 1) {
        insideWords = Math.max(insideWords, strokes);
      } else {
        besideWords(strokes);
      }
    }
    besideWords(strokes(at(last) + advance(last) / 2 * em, contrast.length - 2, stroke));
  }

  private void besideWords(double strokes) {
    if (strokes >= SIGN_EM) {
      beside += strokes;
    }
  }

  /** Width of the columns that hold strokes, em. */
  private double strokes(double from, double to, double stroke) {
    int count = 0;
    int end = Math.min(contrast.length, (int) Math.round(to));
    for (int x = Math.max(0, (int) Math.round(from)); x < end; x++) {
      count += contrast[x] >= stroke ? 1 : 0;
    }
    return count / em;
  }
}
