package dev.reelframe.report.subtitle;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * What is said without a stop, and when each word of it begins and ends.
 *
 * @param text with its punctuation and blanks
 * @param words in the order of the text, at least one
 */
record TimedText(String text, List<Word> words) {

  /**
   * A word and its place in the text.
   *
   * @param from index of its first character
   * @param to index behind the last character, punctuation that follows at once included
   * @param startMs milliseconds
   * @param endMs milliseconds
   */
  record Word(int from, int to, long startMs, long endMs) {}

  /** Phrases of the signal of {@code speech_transcription} that have text, in its order. */
  static List<TimedText> ofSignal(Table signal) {
    List<TimedText> texts = new ArrayList<>();
    List<Row> words = new ArrayList<>();
    for (int i = signal.rowCount() - 1; i >= 0; i--) { // the words of a phrase follow it
      Row row = signal.row(i);
      switch (row.getString("kind")) {
        case "word" -> words.addFirst(row);
        case "phrase" -> {
          if (!row.getString("text").isBlank()) {
            texts.addFirst(of(row, words));
          }
          words = new ArrayList<>();
        }
        default -> words = new ArrayList<>();
      }
    }
    return texts;
  }

  /** A text without times of its words: each takes the time that its letters are of the text. */
  static TimedText spread(String text, long startMs, long endMs) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (String word : text.split("\\s+")) {
      int from = text.indexOf(word, at);
      at = from + word.length();
      words.add(
          new Word(from, at, share(from, text, startMs, endMs), share(at, text, startMs, endMs)));
    }
    return new TimedText(text, words);
  }

  private static long share(int index, String text, long startMs, long endMs) {
    return startMs + (endMs - startMs) * index / text.length();
  }

  private static TimedText of(Row phrase, List<Row> rows) {
    String text = phrase.getString("text").replaceAll("\\s+", " ").strip();
    List<Word> words = new ArrayList<>();
    int at = 0;
    for (Row row : rows) {
      String word = row.getString("text").replaceAll("\\s+", " ").strip();
      int from = text.indexOf(word, at);
      if (word.isEmpty() || from < 0) {
        return spread(text, ms(phrase, "start_s"), ms(phrase, "end_s"));
      }
      at = from + word.length();
      while (at < text.length() && isTrailing(text.codePointAt(at))) {
        at += Character.charCount(text.codePointAt(at));
      }
      words.add(new Word(from, at, ms(row, "start_s"), ms(row, "end_s")));
    }
    return words.isEmpty()
        ? spread(text, ms(phrase, "start_s"), ms(phrase, "end_s"))
        : new TimedText(text, words);
  }

  /** Punctuation that belongs to the word before it. */
  private static boolean isTrailing(int character) {
    return switch (Character.getType(character)) {
      case Character.OTHER_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.DASH_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static long ms(Row row, String column) {
    return Math.round(row.getDouble(column) * 1000);
  }
}
