package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.audio.SoundEffect.Kind;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Silence around an effect counts as this much, dB. */
  private static final double FLOOR_DB = -90;

  /** An effect is at most this far below the loud parts of the clip, dB. */
  private static final double BELOW_CLIP_DB = 30;

  /** What sounds within the first hops of a clip may have begun before it. */
  private static final int CUT_IN = 8;

  /** A click is over after this many hops. */
  private static final int CLICK = 5;

  /** Hops before and after a click in which nothing is as sharp. */
  private static final int ALONE = 25;

  /** Within this many hops of a voice a click might be a consonant. */
  private static final int VOICE_NEAR = 40;

  /** By so much more a click stands out there, dB. */
  private static final double VOICE_DB = 6;

  /** Share of the power above 400 Hz that one partial of a ding holds. */
  private static final double PURE = 0.5;

  /** The same once it rings among other things. */
  private static final double HALF_PURE = 0.3;

  /** Shortest tone, hops. */
  private static final int SHORTEST_TONE = 12;

  /** Share by which the pitch of one tone may be off. */
  private static final double SAME_PITCH = 0.015;

  /** Something louder may cover a tone for so many hops. */
  private static final int COVERED = 8;

  /** Hops whose pitches tell a tone from something else that passes by. */
  private static final int CAUGHT = 3;

  /** A voice seldom has its strongest partial higher, Hz. */
  private static final double VOICE_HZ = 800;

  /** A tone of so many hops is long: a voice glides meanwhile. */
  private static final int LONG_TONE = 16;

  /** By this share of its pitch at least. */
  private static final double VOICE_GLIDE = 0.006;

  /** A steady tone above voices is heard even where it stands out less, by so much, dB. */
  private static final double CLEAR_DB = 18;

  /** A ding is loudest in its first hops. */
  private static final int STRIKE = 8;

  /** So many notes around a tone are a melody. */
  private static final int MELODY = 4;

  /** Hops to either side in which they count. */
  private static final int MELODY_REACH = 3 * RATE;

  /** Notes of a melody are at most this much weaker than each other, dB. */
  private static final double MELODY_DB = 8;

  /** Shortest note, hops. */
  private static final int NOTE = 18;

  /** Shortest whoosh, hops: longer than a hiss of speech. */
  private static final int SHORTEST_SWEEP = 22;

  /** Longest whoosh, hops: shorter than weather or applause. */
  private static final int LONGEST_SWEEP = 300;

  /** No hiss of speech lasts so long, hops. */
  private static final int LONGER_THAN_SPEECH = 30;

  /** Noise that lasts longer and rises and falls may stand out less, by so much, dB. */
  private static final double SHAPED_DB = 12;

  /** It rises and falls by so much, dB. */
  private static final double HUMP_DB = 6;

  /** Something louder may interrupt noise for so many hops. */
  private static final int GAP = 5;

  /** Hops over which a whoosh swells at least; a cymbal or a clap strikes at once. */
  private static final int SWELL = 6;

  /** The length of a whoosh is taken this far below its top, dB. */
  private static final double SWEEP_EDGE_DB = 15;

  /** A whoosh is this much louder than what else counts in the clip, dB. */
  private static final double SWEEP_AUDIBLE_DB = 10;

  /** Spectral flatness of noise: white noise has 0.5, a voice or a chord hardly 0.1. */
  private static final double NOISY = 0.2;

  private final Curve snap;
  private final Curve high;
  private final Curve flatness;
  private final Curve peakHz;
  private final Curve peak;
  private final Curve purity;
  private final VoiceAndBeat surroundings;
  private final double prominence;

  EffectFinder(Table signal, VoiceAndBeat surroundings, double prominenceDb) {
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
  List<SoundEffect> effects() {
    List<SoundEffect> out = new ArrayList<>();
    out.addAll(clicks());
    out.addAll(tones());
    out.addAll(sweeps());
    out.sort(Comparator.comparingDouble(SoundEffect::timeS));
    return out;
  }

  /** Sudden and at once over, with nothing as sharp around, and no part of a rhythm. */
  private List<SoundEffect> clicks() {
    Transients strikes = Transients.of(snap, surroundings);
    double audible = audible(snap);
    List<SoundEffect> out = new ArrayList<>();
    for (int i : strikes.hops()) {
      boolean spoken = surroundings.voices(i - VOICE_NEAR, i + VOICE_NEAR) > CLICK;
      int alone = spoken ? ALONE : ALONE / 2;
      double around = Math.max(snap.most(i - alone, i - 3), snap.most(i + CLICK + 1, i + alone));
      double stands = snap.at(i) - Math.max(around, FLOOR_DB);
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
  private List<SoundEffect> tones() {
    List<Ring> rings = rings();
    double audible = audible(peak);
    List<SoundEffect> out = new ArrayList<>();
    for (Ring ring : rings) {
      int from = ring.from();
      double top = peak.most(from, from + STRIKE);
      double stands = top - Math.max(FLOOR_DB, peak.most(from - STRIKE, from - STRIKE / 2));
      boolean clear = ring.steady() && ring.aboveVoices();
      if (from >= CUT_IN
          && top >= audible
          && stands >= (clear ? prominence - CLEAR_DB : prominence)
          && top >= ring.loudest() - 1
          && !maybeVoice(ring)
          && !melodic(rings, ring)) {
        out.add(effect(Kind.TONAL, from, ring.to(), stands, Optional.of(ring.hz())));
      }
    }
    return out;
  }

  /**
   * A tone that is none of a voice is high or steady where nobody speaks, and both over a voice.
   */
  private boolean maybeVoice(Ring ring) {
    boolean spoken = 2 * surroundings.voices(ring.from(), ring.to()) >= ring.to() - ring.from();
    return spoken ? !(ring.steady() && ring.aboveVoices()) : !(ring.steady() || ring.aboveVoices());
  }

  /** Whether there are notes around, within an octave, that are about as long and as loud. */
  private static boolean melodic(List<Ring> rings, Ring one) {
    return rings.stream()
            .filter(r -> r.hops() >= NOTE && Math.abs(r.from() - one.from()) < MELODY_REACH)
            .filter(r -> r.loudest() > one.loudest() - MELODY_DB)
            .filter(r -> r.hz() > one.hz() / 2 && r.hz() < one.hz() * 2)
            .count()
        >= MELODY;
  }

  /**
   * A tone that holds its pitch.
   *
   * @param from first hop
   * @param to last hop, exclusive
   * @param hops number of those between in which it is the strongest partial
   * @param hz its pitch
   * @param drift by how much the pitch moves most of the time, as a share of it
   * @param loudest its highest level, dB
   */
  private record Ring(int from, int to, int hops, double hz, double drift, double loudest) {
    /** Whether a voice has its strongest partial lower. */
    boolean aboveVoices() {
      return hz > VOICE_HZ;
    }

    /** Whether it holds its pitch for longer than a voice does, which glides. */
    boolean steady() {
      return hops >= LONG_TONE && drift < VOICE_GLIDE;
    }
  }

  /** All tones; speech or drums may cover them for a moment. */
  private List<Ring> rings() {
    List<Ring> out = new ArrayList<>();
    for (int from = 0; from < peak.size(); ) {
      Ring ring = ring(from);
      if (ring.hops() >= SHORTEST_TONE) {
        out.add(ring);
      }
      from = ring.hops() >= SHORTEST_TONE ? ring.to() : from + 1;
    }
    return out;
  }

  private Ring ring(int from) {
    double hz = pitch(from);
    DoubleArrayList pitches = new DoubleArrayList();
    double loudest = FLOOR_DB;
    int hops = 0;
    int to = from;
    for (int i = from; i < peak.size() && i - to <= COVERED; i++) {
      if (purity.at(i) >= (hops < STRIKE ? PURE : HALF_PURE)
          && peak.at(i) > QUIET_DB
          && Math.abs(peakHz.at(i) / hz - 1) < SAME_PITCH) {
        hops++;
        to = i + 1;
        loudest = Math.max(loudest, peak.at(i));
        pitches.add(peakHz.at(i));
      } else if (hops < CAUGHT) {
        break;
      }
    }
    double[] sorted = pitches.toDoubleArray();
    Arrays.sort(sorted);
    int edge = sorted.length / 8;
    double drift = hops == 0 ? 0 : (sorted[hops - 1 - edge] - sorted[edge]) / hz;
    return new Ring(from, to, hops, hz, drift, loudest);
  }

  /** The strike itself blurs the spectrum: the pitch is read a little later. */
  private double pitch(int from) {
    return peakHz.at(from + 2);
  }

  /** Noise that swells and goes, longer than a consonant. */
  private List<SoundEffect> sweeps() {
    double audible = audible(high) + SWEEP_AUDIBLE_DB;
    List<SoundEffect> out = new ArrayList<>();
    for (int from = 0; from < high.size(); ) {
      int to = noiseEnd(from);
      if (to - from >= SHORTEST_SWEEP) {
        sweep(from, to, audible).ifPresent(out::add);
      }
      from = Math.max(to, from + 1);
    }
    return out;
  }

  /** Where a stretch of noise ends, less moments in which something else is louder. */
  private int noiseEnd(int from) {
    int end = from;
    for (int i = from; i < high.size() && i - end < GAP; i++) {
      if (flatness.at(i) > NOISY) {
        end = i + 1;
      }
    }
    return end;
  }

  private Optional<SoundEffect> sweep(int noiseFrom, int noiseTo, double audible) {
    int top = noiseFrom;
    for (int i = noiseFrom; i < noiseTo; i++) {
      top = high.at(i) > high.at(top) ? i : top;
    }
    int from = top;
    int to = top + 1;
    while (from > noiseFrom && high.at(from - 1) > high.at(top) - SWEEP_EDGE_DB) {
      from--;
    }
    while (to < noiseTo && high.at(to) > high.at(top) - SWEEP_EDGE_DB) {
      to++;
    }
    double around =
        Math.max(
            FLOOR_DB, Math.max(high.median(from - 60, from - 10), high.median(to + 10, to + 60)));
    double stands = high.at(top) - around;
    double least =
        to - from >= LONGER_THAN_SPEECH && hump(from, top, to)
            ? prominence - SHAPED_DB
            : prominence;
    if (high.at(top) < audible || stands < least || !swells(from, top, to)) {
      return Optional.empty();
    }
    int begin = begin(from, Math.max(around + 4, high.at(top) - 40));
    return Optional.of(effect(Kind.NOISE_SWEEP, begin, to, stands, Optional.empty()));
  }

  /** Whether it rises and falls by itself, not with what interrupts it. */
  private boolean hump(int from, int top, int to) {
    double ends = Math.max(high.median(from, from + GAP), high.median(to - GAP, to));
    return high.at(top) - ends >= HUMP_DB;
  }

  private boolean swells(int from, int top, int to) {
    int length = to - from;
    long noisy = IntStream.range(from, to).filter(i -> flatness.at(i) > NOISY).count();
    return length >= SHORTEST_SWEEP
        && length <= LONGEST_SWEEP
        && top - from >= SWELL
        && 10 * noisy >= 8 * length;
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

  private static SoundEffect effect(
      Kind kind, int from, int to, double stands, Optional<Double> hz) {
    return new SoundEffect(
        kind,
        (double) from / RATE,
        (double) (to - from) / RATE,
        Math.rint(stands * 10) / 10,
        hz.map(f -> Math.rint(f * 10) / 10));
  }
}
