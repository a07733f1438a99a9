package dev.reelframe.chart;

import java.awt.Color;
import java.util.List;

/**
 * A colour that can be read on light and on dark ground: the colour of the surrounding text, made
 * fainter, or a hue of middle lightness.
 *
 * @param hex {@code #rrggbb}, or empty for the colour of the text
 * @param opacity 0..1
 */
record ThemeColor(String hex, double opacity) {
  static final ThemeColor TEXT = new ThemeColor("", 1);
  static final ThemeColor MUTED = new ThemeColor("", 0.62);
  static final ThemeColor RULE = new ThemeColor("", 0.16);
  static final ThemeColor GROUND = new ThemeColor("", 0.045);

  /**
   * Told apart with the common forms of colour blindness as well; contrast 3:1 on white and black.
   */
  private static final List<ThemeColor> HUES =
      List.of(
          of("#4a82d4"),
          of("#c4841d"),
          of("#2f9a86"),
          of("#cf5f5a"),
          of("#8d70cf"),
          of("#6b9440"),
          of("#c2649f"),
          of("#7b8798"));

  /** For what has no hue of its own. */
  static final ThemeColor REST = HUES.getLast();

  private static final Color PAPER_TEXT = new Color(0x1f2328);

  ThemeColor {
    if (!hex.isEmpty() && !hex.matches("#[0-9a-fA-F]{6}")) {
      throw new IllegalArgumentException("'" + hex + "' is not a colour: write #rrggbb");
    }
  }

  static ThemeColor of(String hex) {
    return new ThemeColor(hex, 1);
  }

  /** The hue for the n-th thing, from 0; the last one stands for all that follow. */
  static ThemeColor hue(int n) {
    return HUES.get(Math.clamp(n, 0, HUES.size() - 1));
  }

  ThemeColor faint(double share) {
    return new ThemeColor(hex, opacity * share);
  }

  String css() {
    return hex.isEmpty() ? "currentColor" : hex;
  }

  /** On white paper. */
  Color onPaper() {
    Color base = hex.isEmpty() ? PAPER_TEXT : Color.decode(hex);
    return new Color(
        base.getRed(), base.getGreen(), base.getBlue(), (int) Math.round(opacity * 255));
  }
}
