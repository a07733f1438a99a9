package dev.reelframe.report;

import dev.reelframe.markup.BuildFile;
import dev.reelframe.markup.Html;

/**
 * The looks of tables and reports. Those of tables take the page's own colours (text colour,
 * translucent greys), so that they fit into any notebook, light or dark.
 */
final class Style {
  private static final BuildFile TABLE = read("table.css");
  private static final BuildFile PAGE = read("report.css");

  private Style() {}

  /** For one output of a notebook. */
  static Html block() {
    return Html.style(TABLE);
  }

  /** For a page of our own. */
  static Html page() {
    return Html.style(PAGE, TABLE);
  }

  private static BuildFile read(String name) {
    return BuildFile.of(Style.class, name).compact();
  }
}
