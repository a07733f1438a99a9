package dev.reelframe.markup;

/** Text made safe inside HTML, SVG and XML. */
final class Escape {
  private static final char UNKNOWN = '\uFFFD';

  private Escape() {}

  /** Escaped for text and for attributes in double quotes, which is how they are written here. */
  static String markup(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
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
}
