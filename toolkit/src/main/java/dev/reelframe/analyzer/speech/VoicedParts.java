package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * The parts of stretches of speech in which the voice sounds, short silences left out; words keep
 * to them. An alignment by attention lets a word after a pause begin where the word before it ends
 * (seen in Whisper and in programs that use it), so such a word belongs behind the pause.
 */
final class VoicedParts {
  /** A shorter silence may lie inside a word: the closure of a plosive is a tenth of a second. */
  private static final double SILENCE_S = 0.2;

  /** So much of a word must sound behind a pause for it to belong there, seconds. */
  private static final double BEHIND_S = 0.08;

  private final List<Interval> parts = new ArrayList<>();

  /**
   * @param stretches of speech, in the order of time
   * @param signal of {@code speech_activity}; without it the stretches are taken as they are
   */
  VoicedParts(List<Interval> stretches, Optional<Table> signal) {
    Optional<VoiceSteps> steps = signal.map(VoiceSteps::new);
    for (Interval stretch : stretches) {
      List<Interval> silences = steps.map(s -> s.silences(stretch, SILENCE_S)).orElse(List.of());
      parts.addAll(Interval.gaps(silences, stretch));
    }
  }

  /** The time of a word, cut to the voice: to the last of the parts that it reaches into. */
  Interval fit(Interval word) {
    if (parts.isEmpty()) {
      return word;
    }
    Interval best = null;
    for (Interval part : parts) {
      double sounds = part.overlap(word);
      if (sounds > 0 && (best == null || sounds >= BEHIND_S || sounds > best.overlap(word))) {
        best = part;
      }
    }
    return best == null
        ? moved(word)
        : new Interval(Math.max(word.startS(), best.startS()), Math.min(word.endS(), best.endS()));
  }

  /** A word that lies in silence, moved into the nearest part. */
  private Interval moved(Interval word) {
    Interval nearest = parts.getFirst();
    for (Interval part : parts) {
      nearest = distance(part, word) < distance(nearest, word) ? part : nearest;
    }
    double length = Math.min(word.length(), nearest.length());
    return nearest.startS() >= word.endS()
        ? new Interval(nearest.startS(), nearest.startS() + length)
        : new Interval(nearest.endS() - length, nearest.endS());
  }

  private static double distance(Interval part, Interval word) {
    return Math.max(part.startS() - word.endS(), word.startS() - part.endS());
  }
}
