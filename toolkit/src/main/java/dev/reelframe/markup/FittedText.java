package dev.reelframe.markup;

import java.util.regex.Pattern;

/** Text from outside made fit for a line: without controls, cut to a length or a width. */
public final class FittedText {
  /** What terminals and parsers take for commands. */
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}");

  private FittedText() {}

  /** One line of at most this many characters, the last an ellipsis where something is left out. */
  public static String line(String text, int most) {
    // What is cut off need not be looked at: a cell may hold megabytes.
    String start = text.length() > 4 * most + 16 ? text.substring(0, 4 * most + 16) : text;
    String flat =
        CONTROLS
            .matcher(start.strip().replaceAll("\\s*\\R\\s*", " ⏎ ").replace('\t', ' '))
            .replaceAll("\uFFFD");
    if (flat.codePointCount(0, flat.length()) <= most && start.length() == text.length()) {
      return flat;
    }
    int end = flat.offsetByCodePoints(0, Math.min(most - 1, flat.codePointCount(0, flat.length())));
    return flat.substring(0, end).stripTrailing() + "…";
  }

  /** The text as it is, cut to so many characters. */
  public static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** About how wide a text is in the usual sans-serif fonts, pixels; rather too much. */
  public static double width(String text, double size) {
    return text.codePoints().mapToDouble(FittedText::em).sum() * size;
  }

  private static double em(int c) {
    if (c >= 0x1100 && (Character.isIdeographic(c) || c >= 0xAC00 && c <= 0xD7A3 || c > 0xFFFF)) {
      return 1.05;
    }
    if (Character.getType(c) == Character.NON_SPACING_MARK) {
      return 0;
    }
    if ("iljtf.,:;'|!()[] ".indexOf(c) >= 0) {
      return 0.36;
    }
    return Character.isUpperCase(c) || "mwMW@%…".indexOf(c) >= 0 ? 0.78 : 0.61;
  }

  /**
   * The text, or as much of its beginning as fits into a width; empty where next to nothing fits.
   */
  public static String fitting(String text, double size, double pixels) {
    String line = line(text, 400);
    if (width(line, size) <= pixels) {
      return line;
    }
    double used = em('…') * size;
    int end = 0;
    while (end < line.length()) {
      int c = line.codePointAt(end);
      used += em(c) * size;
      if (used > pixels) {
        break;
      }
      end += Character.charCount(c);
    }
    return end < 2 ? "" : line.substring(0, end).stripTrailing() + "…";
  }
}
