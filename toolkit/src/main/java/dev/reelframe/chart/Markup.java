package dev.reelframe.chart;

import java.util.regex.Pattern;

/**
 * Text from outside made fit for HTML and SVG: escaped, without characters that XML forbids, cut to
 * a length.
 */
public final class Markup {
  private static final char UNKNOWN = '\uFFFD';

  /** What terminals and parsers take for commands. */
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}");

  private Markup() {}

  /** Escaped for text and for attributes in double or single quotes. */
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(allowed(c) ? c : UNKNOWN);
          }
        });
    return out.toString();
  }

  /** Characters that XML 1.0 allows, without the C1 controls. */
  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c < 0x7F
        || c >= 0xA0 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

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

  /** About how wide a text is in the usual sans-serif fonts, pixels; rather too much. */
  static double width(String text, double size) {
    return text.codePoints().mapToDouble(Markup::em).sum() * size;
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
  static String fitting(String text, double size, double pixels) {
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
