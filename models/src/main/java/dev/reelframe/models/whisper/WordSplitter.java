package dev.reelframe.models.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Groups text tokens into words: at spaces, or at every character in languages written without
 * them. Punctuation goes with the word beside it. A token that holds part of a character stays with
 * the rest of it.
 */
final class WordSplitter {
  private static final Set<String> UNSPACED = Set.of("zh", "ja", "th", "lo", "my", "yue");
  private static final String OPENING = "\"'“¿([{-";
  private static final String CLOSING = "\"'.。,，!！?？:：”)]}、";
  private static final String ASCII_PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final char BROKEN = '\uFFFD';

  private WordSplitter() {}

  /**
   * @param text as decoded, a leading space included
   * @param from first token that is spoken (punctuation beside a word has no time of its own)
   * @param to behind the last of them
   */
  record Word(String text, int from, int to) {}

  static List<Word> split(int[] tokens, String language, WhisperTokenizer tokenizer) {
    List<Word> characters = characters(tokens, tokenizer);
    return attachPunctuation(UNSPACED.contains(language) ? characters : bySpaces(characters));
  }

  /** The shortest runs of tokens that decode to whole characters. */
  private static List<Word> characters(int[] tokens, WhisperTokenizer tokenizer) {
    String full = tokenizer.decode(tokens, false);
    List<Word> found = new ArrayList<>();
    int from = 0;
    int offset = 0;
    for (int to = 1; to <= tokens.length; to++) {
      String text = tokenizer.decode(Arrays.copyOfRange(tokens, from, to), false);
      int broken = text.indexOf(BROKEN);
      // a replacement character that stands in the full text too will not be mended by more tokens
      boolean whole =
          broken < 0 || (offset + broken < full.length() && full.charAt(offset + broken) == BROKEN);
      if (whole || to == tokens.length) {
        found.add(new Word(text, from, to));
        offset += text.length();
        from = to;
      }
    }
    return found;
  }

  private static List<Word> bySpaces(List<Word> characters) {
    List<Word> words = new ArrayList<>();
    for (Word part : characters) {
      String bare = part.text().strip();
      boolean punctuation = bare.length() == 1 && ASCII_PUNCTUATION.contains(bare);
      boolean afterSpace = !words.isEmpty() && words.getLast().text().isBlank();
      boolean starts = words.isEmpty() || part.text().startsWith(" ") || punctuation;
      if (starts && !afterSpace) {
        words.add(part);
      } else {
        Word before = words.removeLast();
        words.add(new Word(before.text() + part.text(), before.from(), part.to()));
      }
    }
    return words;
  }

  private static List<Word> attachPunctuation(List<Word> words) {
    List<Word> attached = new ArrayList<>();
    String opening = "";
    for (Word word : words) {
      String bare = word.text().strip();
      if (!attached.isEmpty()
          && opening.isEmpty()
          && !bare.isEmpty()
          && CLOSING.contains(bare)
          && !word.text().startsWith(" ")) {
        Word before = attached.removeLast();
        attached.add(new Word(before.text() + word.text(), before.from(), before.to()));
      } else if (word.text().startsWith(" ") && !bare.isEmpty() && OPENING.contains(bare)) {
        opening += word.text();
      } else {
        attached.add(new Word(opening + word.text(), word.from(), word.to()));
        opening = "";
      }
    }
    if (!opening.isEmpty() && !words.isEmpty()) {
      Word last = words.getLast();
      attached.add(new Word(opening, last.from(), last.to()));
    }
    return attached;
  }
}
