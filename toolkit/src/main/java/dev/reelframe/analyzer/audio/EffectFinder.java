package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.audio.Effect.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Decides from the signal of {@link SoundEffects} which moments are effects. */
final class EffectFinder {
  static final int RATE = LoudnessMeter.HOPS_PER_S;

  /** Nothing quieter is an effect, dB of full scale. */
  static final double QUIET_DB = -60;

  /** Silence around an effect counts as this much. */
  private static final double FLOOR_DB = -90;

  /** What is this far below the loud parts of the clip is none either, dB. */
  private static final double BELOW_CLIP_DB = 30;

  /** What sounds within the first hops of a clip may have begun before it. */
  private static final int CUT_IN = 8;

  /** A click is over after this many hops, hops; longer before and after it nothing is as sharp. */
  private static final int CLICK = 5;

  private static final int ALONE = 25;

  /** Within this many hops of a voice a click must stand out more: it might be a consonant. */
  private static final int VOICE_NEAR = 40;

  private static final double VOICE_DB = 6;

  /** Share of the power above 400 Hz that one partial of a ding holds. */
  private static final double PURE = 0.6;

  private static final int SHORTEST_TONE = 12;
  private static final double SAME_PITCH = 0.015;

  /** A ding is loudest at its beginning, hops. */
  private static final int STRIKE = 8;

  /** So many tones as long as a note within three seconds to either side are a melody. */
  private static final int MELODY = 4;

  private static final int NOTE = 18;
  private static final int MELODY_REACH = 3 * RATE;

  /** A whoosh lasts longer than a hiss of speech and shorter than weather or applause, hops. */
  private static final int SHORTEST_SWEEP = 22;

  private static final int LONGEST_SWEEP = 300;

  /** It swells over at least this many hops; a cymbal or a clap strikes at once. */
  private static final int SWELL = 6;

  /** Its length is taken this far below its top, dB. */
  private static final double SWEEP_EDGE_DB = 15;

  /** White noise has 0.5; a voice or a chord hardly 0.1. */
  private static final double NOISY = 0.2;

  private final Curve snap;
  private final Curve high;
  private final Curve flatness;
  private final Curve peakHz;
  private final Curve peak;
  private final Curve purity;
  private final Surroundings surroundings;
  private final double prominence;

  EffectFinder(Table signal, Surroundings surroundings, double prominenceDb) {
    this.surroundings = surroundings;
    this.prominence = prominenceDb;
    snap = Curve.of(signal, "snap_db");
    high = Curve.of(signal, "high_db").smooth(3);
    flatness = Curve.of(signal, "flatness_ratio");
    peakHz = Curve.of(signal, "peak_hz");
    peak = Curve.of(signal, "peak_db");
    purity = Curve.of(signal, "purity_ratio");
  }

  /** All effects in the order of time. */
  List<Effect> effects() {
    List<Effect> out = new ArrayList<>();
    out.addAll(clicks());
    out.addAll(tones());
    out.addAll(sweeps());
    out.sort(Comparator.comparingDouble(Effect::timeS));
    return out;
  }

  /** Sudden and at once over, with nothing as sharp around, and no part of a rhythm. */
  private List<Effect> clicks() {
    Strikes strikes = Strikes.of(snap, surroundings);
    double audible = audible(snap);
    List<Effect> out = new ArrayList<>();
    for (int i : strikes.hops()) {
      double around = Math.max(snap.most(i - ALONE, i - 3), snap.most(i + CLICK + 1, i + ALONE));
      double stands = snap.at(i) - Math.max(around, FLOOR_DB);
      boolean spoken = surroundings.voices(i - VOICE_NEAR, i + VOICE_NEAR) > CLICK;
      if (i >= CUT_IN
          && snap.at(i) >= audible
          && stands >= (spoken ? prominence + VOICE_DB : prominence)
          && !strikes.rhythmic(i)) {
        int end = i + 1;
        while (end < snap.size() && snap.at(end) > snap.at(i) - prominence) {
          end++;
        }
        out.add(effect(Kind.IMPULSIVE, i, end, stands, Optional.empty()));
      }
    }
    return out;
  }

  /** One partial that strikes, rings on at its pitch, and is no note of a melody and no voice. */
  private List<Effect> tones() {
    List<int[]> rings = rings();
    double audible = audible(peak);
    List<Effect> out = new ArrayList<>();
    for (int[] ring : rings) {
      int from = ring[0];
      int to = ring[1];
      long near =
          rings.stream()
              .filter(r -> r[1] - r[0] >= NOTE && Math.abs(r[0] - from) < MELODY_REACH)
              .count();
      double top = peak.most(from, from + STRIKE);
      double stands = top - Math.max(FLOOR_DB, peak.most(from - STRIKE, from - STRIKE / 2));
      if (from >= CUT_IN
          && near < MELODY
          && top >= audible
          && stands >= prominence
          && top >= peak.most(from, to - 1) - 1
          && 2 * surroundings.voices(from, to) < to - from) {
        out.add(effect(Kind.TONAL, from, to, stands, Optional.of(pitch(from))));
      }
    }
    return out;
  }

  /** First (inclusive) and last (exclusive) hops of steady tones. */
  private List<int[]> rings() {
    List<int[]> out = new ArrayList<>();
    for (int from = 0; from < peak.size(); ) {
      double hz = pitch(from);
      int to = from;
      while (to < peak.size()
          && purity.at(to) >= PURE
          && peak.at(to) > QUIET_DB
          && Math.abs(peakHz.at(to) / hz - 1) < SAME_PITCH) {
        to++;
      }
      if (to - from >= SHORTEST_TONE) {
        out.add(new int[] {from, to});
      }
      from = Math.max(to, from + 1);
    }
    return out;
  }

  /** The strike itself blurs the spectrum: the pitch is read a little later. */
  private double pitch(int from) {
    return peakHz.at(from + 2);
  }

  /** Noise that swells and goes, longer than a consonant, without a voice in it. */
  private List<Effect> sweeps() {
    double audible = audible(high) + 10;
    List<Effect> out = new ArrayList<>();
    for (int top = 0; top < high.size(); top++) {
      if (high.at(top) < audible || high.at(top) < high.most(top - 30, top + 30)) {
        continue;
      }
      int from = top;
      int to = top + 1;
      while (from > 0 && high.at(from - 1) > high.at(top) - SWEEP_EDGE_DB) {
        from--;
      }
      while (to < high.size() && high.at(to) > high.at(top) - SWEEP_EDGE_DB) {
        to++;
      }
      double around =
          Math.max(
              FLOOR_DB, Math.max(high.median(from - 60, from - 10), high.median(to + 10, to + 60)));
      if (high.at(top) - around >= prominence && swells(from, top, to)) {
        int begin = begin(from, Math.max(around + 4, high.at(top) - 40));
        out.add(effect(Kind.NOISE_SWEEP, begin, to, high.at(top) - around, Optional.empty()));
      }
      top = to;
    }
    return out;
  }

  private boolean swells(int from, int top, int to) {
    int length = to - from;
    long noisy = IntStream.range(from, to).filter(i -> flatness.at(i) > NOISY).count();
    return length >= SHORTEST_SWEEP
        && length <= LONGEST_SWEEP
        && top - from >= SWELL
        && 10 * noisy >= 8 * length
        && 5 * surroundings.voices(from, to) <= length;
  }

  /** Down the slope to where a sweep comes out of its surroundings. */
  private int begin(int from, double floor) {
    int begin = from;
    while (begin > 0 && high.at(begin - 1) > floor && high.at(begin - 1) < high.at(begin)) {
      begin--;
    }
    return begin;
  }

  /** The level from which on something counts in this clip, dB. */
  private static double audible(Curve level) {
    return Math.max(QUIET_DB, level.percentile(0.95) - BELOW_CLIP_DB);
  }

  private static Effect effect(Kind kind, int from, int to, double stands, Optional<Double> hz) {
    return new Effect(
        kind,
        (double) from / RATE,
        (double) (to - from) / RATE,
        Math.rint(stands * 10) / 10,
        hz.map(f -> Math.rint(f * 10) / 10));
  }
}
