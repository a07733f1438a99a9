package dev.reelframe.analyzer.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What of a line could not be read. */
enum UnreadReason {
  /** All was read. */
  NOTHING,
  /** Something beside the words: a sign, an emoji, or words of another script. */
  PART,
  /** All of it: letters that the recogniser does not know, which it leaves out or mistakes. */
  SCRIPT,
  /** All of it: read with too little confidence to be told. */
  ILLEGIBLE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static UnreadReason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(UnreadReason::word).toList();
  }

  /** Whether there is no text to tell. */
  boolean all() {
    return this == SCRIPT || this == ILLEGIBLE;
  }
}
