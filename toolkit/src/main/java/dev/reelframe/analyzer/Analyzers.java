package dev.reelframe.analyzer;

import java.util.List;

/** The library's analyzers, by the names that a user types. */
public final class Analyzers {
  private Analyzers() {}

  /** One of each, with default parameters. */
  public static List<Analyzer> all() {
    return List.of();
  }
}
