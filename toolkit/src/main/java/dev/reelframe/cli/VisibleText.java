package dev.reelframe.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * What is printed may come from names of files, captions or pages. Characters that a terminal would
 * obey, or that turn the direction of reading, are shown as {@code \}{@code u001B}: in JSON that is
 * the same text.
 */
final class VisibleText extends FilterWriter {

  /** Whatever is written to it comes out harmless. */
  VisibleText(Writer out) {
    super(out);
  }

  /** The text as it may be shown. */
  static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isObeyed(c)) {
        shown.append("\\u%04X".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /**
   * Controls (ECMA-48), marks, embeddings, overrides and isolates of direction (Unicode, annex 9),
   * separators of lines.
   */
  private static boolean isObeyed(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          c == '\u061C'
              || c == '\u200E'
              || c == '\u200F'
              || c >= '\u202A' && c <= '\u202E'
              || c >= '\u2066' && c <= '\u2069';
      default -> false;
    };
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(of(text.substring(offset, offset + length)));
  }
}
