package dev.reelframe.analyzer.audio;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The moments at which the sound suddenly becomes sharper, and whether they make a rhythm.
 *
 * @param hops of the strikes, rising
 * @param level of the sharpest 2.5 ms per hop, dB
 * @param surroundings for the beat of the music
 */
record Transients(int[] hops, Curve level, VoiceAndBeat surroundings) {
  private static final int RATE = LoudnessMeter.HOPS_PER_S;
  private static final double RISE_DB = 6;

  /** A stroke that stays loud for some hops begins this near to its top, dB. */
  private static final double TOP_DB = 3;

  /** Strokes of one drum are at most this much weaker than the stroke, dB. */
  private static final double WEAKER_DB = 6;

  /** And stronger, where accents and other drums come with them. */
  private static final double STRONGER_DB = 9;

  /** Strokes may be this far off, hops. */
  private static final int LOOSE = 3;

  private static final double SHORTEST_S = 0.2;
  private static final double LONGEST_S = 2.6;

  static Transients of(Curve level, VoiceAndBeat surroundings) {
    int[] hops =
        IntStream.range(0, level.size())
            .filter(i -> level.at(i) > EffectFinder.QUIET_DB)
            .filter(i -> level.at(i) >= level.most(i, i + 3) - TOP_DB)
            .filter(i -> level.at(i) > level.most(i - 3, i - 1) + TOP_DB)
            .filter(i -> level.at(i) >= level.most(i - 6, i - 2) + RISE_DB)
            .toArray();
    return new Transients(hops, level, surroundings);
  }

  /** Whether a strike is one of a rhythm: one of its own, or that of the music's beat. */
  boolean rhythmic(int at) {
    boolean own =
        Arrays.stream(hops)
            .filter(other -> alike(at, other))
            .map(other -> Math.abs(other - at))
            .filter(period -> period >= SHORTEST_S * RATE && period <= LONGEST_S * RATE)
            .anyMatch(period -> returns(at, period, 3, 0.6));
    double beat = surroundings.beat(at);
    return own
        || beat > 0
            && (returns(at, beat / 2, 8, 0.25)
                || returns(at, beat, 8, 0.25)
                || returns(at, 2 * beat, 8, 0.25));
  }

  /**
   * Whether a strike about as strong comes back every {@code period} hops, as a drum does: at three
   * places at least, and at this share of the {@code reach} places to either side.
   */
  private boolean returns(int at, double period, int reach, double share) {
    int hits = 0;
    int places = 0;
    for (int k = -reach; k <= reach; k++) {
      double place = at + k * period;
      if (k != 0 && place >= 0 && place < level.size()) {
        places++;
        hits += struck(place, at) ? 1 : 0;
      }
    }
    return hits >= 3 && hits >= share * places;
  }

  private boolean struck(double place, int like) {
    return Arrays.stream(hops).anyMatch(s -> Math.abs(s - place) <= LOOSE && alike(like, s));
  }

  private boolean alike(int a, int b) {
    double stronger = level.at(b) - level.at(a);
    return stronger <= STRONGER_DB && stronger >= -WEAKER_DB;
  }
}
