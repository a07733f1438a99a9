package dev.reelframe.analyzer;

import dev.reelframe.analyzer.color.ColorAnalysis;
import java.util.List;

/** The library's analyzers, by the names that a user types. */
public final class Analyzers {
  private Analyzers() {}

  /** {@code color_analysis}: palette, brightness, saturation, contrast, temperature. */
  public static ColorAnalysis colors() {
    return ColorAnalysis.standard();
  }

  /** One of each, with default parameters. */
  public static List<Analyzer> all() {
    return List.of(colors());
  }
}
