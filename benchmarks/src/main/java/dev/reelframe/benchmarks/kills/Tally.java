package dev.reelframe.benchmarks.kills;

import java.util.Map;
import java.util.TreeSet;

/** What came of the rounds of one kind. */
final class Tally {
  static final String HEAD = "what,rounds,took_effect,wrong";

  private final String name;
  private int rounds;
  private int effective;
  private int wrong;

  Tally(String name) {
    this.name = name;
  }

  /**
   * @param tookEffect whether the run was killed or refused before it had ended
   */
  void count(boolean tookEffect) {
    rounds++;
    effective += tookEffect ? 1 : 0;
  }

  void wrong(String what, Map<String, String> found, Map<String, String> wanted) {
    wrong++;
    TreeSet<String> names = new TreeSet<>(found.keySet());
    names.addAll(wanted.keySet());
    names.removeIf(name -> found.getOrDefault(name, "-").equals(wanted.get(name)));
    System.err.println(name + ", round " + rounds + ": " + what + " " + names);
  }

  boolean right() {
    return wrong == 0;
  }

  @Override
  public String toString() {
    return name + "," + rounds + "," + effective + "," + wrong;
  }
}
