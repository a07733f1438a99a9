package dev.reelframe.analyzer.audio;

import dev.reelframe.table.MeasuredTable;
import java.util.Arrays;

/**
 * What {@code audio_analysis} knows of the sound around an effect.
 *
 * @param voiced per hop: whether a voice sounds
 * @param beatHops per hop: the period of the music's beat; NaN without one
 */
record VoiceAndBeat(boolean[] voiced, double[] beatHops) {
  private static final int RATE = LoudnessMeter.HOPS_PER_S;

  /** Where a voice has its pitch, Hz. */
  private static final double VOICE_HZ = 380;

  /** A pitch that stays within this for so many hops is an instrument's: a voice glides. */
  private static final double GLIDE = 0.004;

  private static final int HELD = 30;

  /** A beat counts this far around the stretch in which it was found, hops. */
  private static final int NEAR = 4 * RATE;

  /** Nothing is known. */
  static final VoiceAndBeat UNKNOWN = new VoiceAndBeat(new boolean[0], new double[0]);

  /**
   * @param sound table of audio_analysis, with its signal
   */
  static VoiceAndBeat of(MeasuredTable sound) {
    double[] pitch =
        SoundHop.SCHEMA.read(sound.signal().orElseThrow()).stream()
            .mapToDouble(SoundHop::pitchHz)
            .toArray();
    boolean[] voiced = new boolean[pitch.length];
    for (int i = 0; i < pitch.length; i++) {
      voiced[i] = pitch[i] < VOICE_HZ;
    }
    silenceHeld(voiced, pitch);
    double[] beat = new double[pitch.length];
    Arrays.fill(beat, Double.NaN);
    for (AudioRow window : AudioRow.SCHEMA.read(sound)) {
      int from = (int) Math.round(window.startS() * RATE);
      int to = (int) Math.round(window.endS() * RATE);
      Arrays.fill(
          beat,
          Math.min(from, beat.length),
          Math.min(to, beat.length),
          60.0 * RATE / window.tempoBpm());
    }
    return new VoiceAndBeat(voiced, beat);
  }

  private static void silenceHeld(boolean[] voiced, double[] pitch) {
    for (int from = 0; from < pitch.length; ) {
      double least = pitch[from];
      double most = pitch[from];
      int to = from + 1;
      while (to < pitch.length
          && Math.max(most, pitch[to]) <= Math.min(least, pitch[to]) * (1 + GLIDE)) {
        most = Math.max(most, pitch[to]);
        least = Math.min(least, pitch[to]);
        to++;
      }
      if (to - from >= HELD) {
        Arrays.fill(voiced, from, to, false);
      }
      from = to;
    }
  }

  /** Number of voiced hops. */
  int voices(int from, int to) {
    int count = 0;
    for (int i = Math.max(0, from); i < Math.min(voiced.length, to); i++) {
      count += voiced[i] ? 1 : 0;
    }
    return count;
  }

  /** Period of the beat at a hop or near it, hops; 0 without one. */
  double beat(int at) {
    for (int away = 0; away <= NEAR; away++) {
      for (int hop : new int[] {at - away, at + away}) {
        if (hop >= 0 && hop < beatHops.length && beatHops[hop] > 0) {
          return beatHops[hop];
        }
      }
    }
    return 0;
  }
}
