package dev.reelframe.analyzer.text;

/**
 * What a recogniser made of a line.
 *
 * @param text without blanks at its ends; empty where nothing was read
 * @param confidence 0..1
 */
record Reading(String text, double confidence) {
  static final Reading NOTHING = new Reading("", 0);

  /** The text alone, to compare. */
  Reading withoutDoubt() {
    return new Reading(text, 1);
  }
}
