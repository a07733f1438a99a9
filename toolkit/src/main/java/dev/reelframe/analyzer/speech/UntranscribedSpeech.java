package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.util.List;

/** Voices of which no words were written down. */
record UntranscribedSpeech(List<Interval> words) {
  /** Words are no better placed than this, seconds. */
  private static final double NEAR_S = 0.3;

  /**
   * So much of a stretch that has words may have none, seconds: a breath, a laugh, a long vowel.
   */
  private static final double MAX_S = 1;

  /** The parts of stretches of speech that have no words: whole stretches, or a second and more. */
  List<Interval> in(List<Interval> stretches) {
    List<Interval> near =
        words.stream().map(w -> new Interval(w.startS() - NEAR_S, w.endS() + NEAR_S)).toList();
    return stretches.stream()
        .flatMap(stretch ->
            words.stream().noneMatch(w -> w.overlap(stretch) > 0)
                ? List.of(stretch).stream()
                : Interval.gaps(near, stretch).stream().filter(g -> g.length() >= MAX_S))
        .toList();
  }
}
