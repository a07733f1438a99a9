package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.TextRecogniser.Letters;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Strokes of the line above that hang into a line: the tail of a "y" on a "t" makes an "f" of it.
 * The line is read again with less and less of its top, and a letter below such strokes is what it
 * is without them, where that is sure.
 */
final class DescenderOverlap {
  /** Shares of a line's height that are left out at the top. */
  static final double[] CUTS = {0.11, 0.15, 0.19};

  /** Furthest column from a letter's middle that may touch it, line heights. */
  private static final double REACH = 0.25;

  /** The cut takes ascenders off, too: only a sure letter counts. */
  private static final double SURE = 0.85;

  private final Letters letters;
  private final boolean[] touched;
  private final double reach;
  private boolean any;

  /**
   * @param line the whole picture
   * @param letters what was read in it
   * @param top first row of the letters
   */
  DescenderOverlap(LumaImage line, Letters letters, int top) {
    this.letters = letters;
    this.touched = new boolean[letters.size()];
    this.reach = REACH * line.height();
    double[] own = Strokes.contrast(line, top, line.height() - top);
    Arrays.sort(own);
    double stroke = own[own.length / 2];
    for (int i = 0; i < touched.length; i++) {
      touched[i] = !letters.isSpace(i) && hangsIn(line, top, letters.at()[i], stroke);
      any |= touched[i];
    }
  }

  /** Whether strokes reach a letter from the top of the picture on, without a gap. */
  private boolean hangsIn(LumaImage line, int top, double middle, double stroke) {
    for (int y = 0; y < top; y++) {
      boolean there = false;
      int from = Math.max(1, (int) Math.ceil(middle - reach));
      int to = Math.min(line.width() - 1, (int) (middle + reach) + 1);
      for (int x = from; x < to; x++) {
        there |= Math.abs(line.at(x + 1, y) - line.at(x - 1, y)) >= stroke;
      }
      if (!there) {
        return false;
      }
    }
    return true;
  }

  /** Whether strokes hang into it at all. */
  boolean any() {
    return any;
  }

  /**
   * The letters, those that are touched as they are without the strokes.
   *
   * @param again what was read with less of the top, positions as in the whole picture
   */
  Letters without(Letters again) {
    if (again.size() != letters.size()) {
      return letters;
    }
    Letters mended = letters.copy();
    for (int i = 0; i < touched.length; i++) {
      String other = again.letters().get(i);
      boolean there = Math.abs(letters.at()[i] - again.at()[i]) <= reach;
      boolean changed = !isAccentOf(letters.letters().get(i), other);
      if (touched[i] && there && changed && again.sureness()[i] >= SURE) {
        mended.letters().set(i, other);
        mended.sureness()[i] = again.sureness()[i];
      }
    }
    return mended;
  }

  /** Whether they are the same, or the cut took but the accent off. */
  private static boolean isAccentOf(String whole, String cut) {
    return Normalizer.normalize(whole, Normalizer.Form.NFD).startsWith(cut);
  }
}
