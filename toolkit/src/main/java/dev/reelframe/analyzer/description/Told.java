package dev.reelframe.analyzer.description;

import java.util.HashMap;
import java.util.Map;

/** What has been told and still stands. */
final class Told {
  private final Map<String, String> states = new HashMap<>();

  /** Whether a clause tells another state of its subject than the last one did; it is told then. */
  boolean isNews(Statement clause) {
    return !clause.state().equals(states.put(clause.subject(), clause.state()));
  }
}
