package dev.reelframe.report.subtitle;

import dev.reelframe.report.subtitle.TimedText.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts speech into cues that can be read: at most two lines of 42 characters, at most 7 s, not
 * under 5/6 s where the next one leaves the time (the limits of Netflix' and the BBC's guides for
 * timed text). Cues end at sentences first, then at clauses and pauses, by the words' own times; of
 * all ways to part a text the one of least cost is taken (dynamic programming over its words).
 */
final class CueSplitter {
  static final int MAX_LINE = 42;
  static final long MAX_MS = 7_000;
  static final long MIN_MS = 833;

  /** A silence that one hears as a pause. */
  private static final long PAUSE_MS = 300;

  // Costs are relative: a cue more is worth a clause's end, but not a break inside one.
  private static final double CUE = 4;
  private static final double BREAK_IN_CLAUSE = 10;
  private static final double BREAK_AT_PAUSE = 4;
  private static final double BREAK_AT_CLAUSE = 2;
  private static final double TOO_SHORT = 6;

  private CueSplitter() {}

  /** Cues of all texts, in their order; none begins before the one before it ends. */
  static List<Cue> split(List<TimedText> texts) {
    List<Cue> cues = new ArrayList<>();
    texts.stream()
        .flatMap(text -> split(text).stream())
        .sorted(Comparator.comparingLong(Cue::startMs))
        .forEach(cues::add);
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      long next = i + 1 < cues.size() ? cues.get(i + 1).startMs() : Long.MAX_VALUE;
      long end = Math.min(Math.max(cue.endMs(), cue.startMs() + MIN_MS), next);
      cues.set(i, new Cue(cue.startMs(), Math.max(end, cue.startMs() + 1), cue.text()));
    }
    return cues;
  }

  private static List<Cue> split(TimedText text) {
    int count = text.words().size();
    double[] best = new double[count + 1];
    int[] from = new int[count + 1];
    for (int end = 1; end <= count; end++) {
      best[end] = Double.POSITIVE_INFINITY;
      // A single word stands alone however long it is.
      for (int start = end - 1;
          start >= 0 && (start == end - 1 || fits(text, start, end));
          start--) {
        double cost = best[start] + cost(text, start, end);
        if (cost < best[end]) {
          best[end] = cost;
          from[end] = start;
        }
      }
    }
    List<Cue> cues = new ArrayList<>();
    for (int end = count; end > 0; end = from[end]) {
      Word first = text.words().get(from[end]);
      Word last = text.words().get(end - 1);
      cues.addFirst(
          new Cue(
              first.startMs(),
              Math.max(last.endMs(), first.startMs() + 1),
              inLines(text.text().substring(first.from(), last.to()))));
    }
    return cues;
  }

  private static boolean fits(TimedText text, int start, int end) {
    Word first = text.words().get(start);
    Word last = text.words().get(end - 1);
    return last.endMs() - first.startMs() <= MAX_MS
        && inLines(text.text().substring(first.from(), last.to()))
            .lines()
            .allMatch(line -> width(line) <= MAX_LINE);
  }

  private static double cost(TimedText text, int start, int end) {
    List<Word> words = text.words();
    Word last = words.get(end - 1);
    double cost = CUE;
    if (last.endMs() - words.get(start).startMs() < MIN_MS) {
      cost += TOO_SHORT;
    }
    if (end == words.size()) {
      return cost;
    }
    String said = text.text().substring(0, last.to());
    if (said.matches("(?s).*[.!?…。！？][\"'”’»)]*")) {
      return cost;
    }
    if (said.matches("(?s).*[,;:–—、，；：][\"'”’»)]*")) {
      return cost + BREAK_AT_CLAUSE;
    }
    boolean pause = words.get(end).startMs() - last.endMs() >= PAUSE_MS;
    return cost + (pause ? BREAK_AT_PAUSE : BREAK_IN_CLAUSE);
  }

  /** One line where it fits; two of about the same width otherwise. */
  static String inLines(String text) {
    if (width(text) <= MAX_LINE) {
      return text;
    }
    return IntStream.range(1, text.length())
        .filter(i -> text.charAt(i) == ' ' || isWide(text.codePointAt(i)))
        .boxed()
        .min(
            Comparator.comparingInt(
                i -> Math.max(width(text.substring(0, i)), width(text.substring(i)))))
        .map(i -> text.substring(0, i).strip() + "\n" + text.substring(i).strip())
        .orElse(text);
  }

  /** In columns: a Chinese, Japanese or Korean character takes two. */
  private static int width(String line) {
    return line.strip().codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  private static boolean isWide(int character) {
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
