package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.TextRecogniser.Letters;

/**
 * Reads the text of a line in a grey picture. Letters may be lighter or darker than what is behind
 * them, outlined, in a box or bare.
 */
final class LineReader {
  /** Most of a line's length to its height; longer ones are no line. */
  private static final double LONGEST = 60;

  /** Room left round a line, in line heights. */
  private static final double MARGIN = 0.2;

  private static final int MIN_SIDE_PX = 4;

  private final TextRecogniser recogniser;

  LineReader(TextRecogniser recogniser) {
    this.recogniser = recogniser;
  }

  /**
   * Reads the line in a box of a picture; a vertical one from the end that reads better.
   *
   * @param crowded whether another line stands so near above that its letters may hang into this
   */
  Reading read(LumaImage picture, RotatedBox line, boolean crowded) {
    if (Math.min(line.length(), line.height()) < MIN_SIDE_PX
        || line.length() > LONGEST * line.height()) {
      return Reading.NOTHING;
    }
    Reading along = readAlong(picture, line, crowded);
    if (Math.abs(line.degrees()) <= 45) {
      return along;
    }
    Reading against = readAlong(picture, line.reversed(), false);
    return against.confidence() > along.confidence() ? against : along;
  }

  private Reading readAlong(LumaImage picture, RotatedBox line, boolean crowded) {
    double margin = MARGIN * line.height();
    LumaImage upright = upright(picture, line.grown(margin, margin));
    Letters letters = recogniser.read(upright);
    if (crowded) {
      letters = withoutIntrusion(picture, line, upright, letters);
    }
    return reading(upright, letters);
  }

  private static LumaImage upright(LumaImage picture, RotatedBox crop) {
    int height = TextRecogniser.HEIGHT;
    int width = Math.max(8, (int) Math.round(crop.length() * height / crop.height()));
    return picture.part(crop, width, height);
  }

  private Letters withoutIntrusion(
      LumaImage picture, RotatedBox line, LumaImage upright, Letters letters) {
    double margin = MARGIN * line.height();
    int top = (int) Math.round(TextRecogniser.HEIGHT * MARGIN / (1 + 2 * MARGIN));
    DescenderOverlap intrusion = new DescenderOverlap(upright, letters, top);
    if (!intrusion.any()) {
      return letters;
    }
    for (double cut : DescenderOverlap.CUTS) {
      double strip = margin + cut * line.height();
      LumaImage lower = upright(picture, line.grown(margin, margin).withoutTop(strip));
      Letters again = recogniser.read(lower).stretched((double) upright.width() / lower.width());
      Letters mended = intrusion.without(again);
      if (!mended.letters().equals(letters.letters())) {
        return mended;
      }
    }
    return letters;
  }

  private static Reading reading(LumaImage line, Letters letters) {
    double sum = 0;
    int count = 0;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < letters.size(); i++) {
      text.append(letters.letters().get(i));
      if (!letters.isSpace(i)) {
        sum += letters.sureness()[i];
        count++;
      }
    }
    if (count == 0) {
      return Reading.ANOTHER_SCRIPT;
    }
    UnreadReason unread =
        Alphabet.isMixed(text.toString())
            ? UnreadReason.SCRIPT
            : UnreadStrokes.beside(line, letters);
    return unread == UnreadReason.SCRIPT
        ? Reading.ANOTHER_SCRIPT
        : new Reading(Alphabet.plain(text.toString()), sum / count, unread);
  }
}
