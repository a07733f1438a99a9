package dev.reelframe.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The looks of tables and reports. Those of tables take the page's own colours (text colour,
 * translucent greys), so that they fit into any notebook, light or dark.
 */
final class Style {
  private static final String TABLE = read("table.css");
  private static final String PAGE = read("report.css");

  private Style() {}

  /** For one output of a notebook. */
  static String block() {
    return "<style>" + TABLE + "</style>";
  }

  /** For a page of our own. */
  static String page() {
    return "<style>" + PAGE + TABLE + "</style>";
  }

  private static String read(String name) {
    try (InputStream in = Style.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("/\\*.*?\\*/", "").replaceAll("\\s*\\n\\s*", "").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
