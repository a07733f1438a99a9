package dev.reelframe.analyzer.text;

/**
 * What a recogniser made of a line.
 *
 * @param text without blanks at its ends; empty where nothing was read
 * @param confidence mean probability of the letters, 0..1; 0 where there is none
 * @param unread what of the line is not in the text
 */
record Reading(String text, double confidence, UnreadReason unread) {
  static final Reading NOTHING = new Reading("", 0, UnreadReason.NOTHING);

  /** A line of letters that the recogniser does not know. */
  static final Reading ANOTHER_SCRIPT = new Reading("", 0, UnreadReason.SCRIPT);

  static Reading of(String text, double confidence) {
    return new Reading(text, confidence, UnreadReason.NOTHING);
  }

  /** Whether two say the same of the same line. */
  boolean agrees(Reading other) {
    return text.equals(other.text)
        && (unread == UnreadReason.SCRIPT) == (other.unread == UnreadReason.SCRIPT);
  }
}
