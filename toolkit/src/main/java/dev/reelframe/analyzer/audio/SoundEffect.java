package dev.reelframe.analyzer.audio;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A sound effect.
 *
 * @param timeS its beginning, seconds
 * @param durationS seconds
 * @param prominenceDb above what is around it
 * @param frequencyHz of a tone
 */
record SoundEffect(
    Kind kind, double timeS, double durationS, double prominenceDb, Optional<Double> frequencyHz) {

  enum Kind {
    IMPULSIVE,
    TONAL,
    NOISE_SWEEP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static String[] words() {
      return Arrays.stream(values()).map(Kind::word).toArray(String[]::new);
    }
  }
}
