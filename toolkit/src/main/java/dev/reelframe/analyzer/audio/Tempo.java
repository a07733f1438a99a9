package dev.reelframe.analyzer.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Stretches of a steady beat and their tempo. A best path through the {@link Tempogram} decides
 * where there is a beat and which; then the tempo is refined and the ends are found on the onsets
 * themselves.
 */
final class Tempo {
  private static final int RATE = LoudnessMeter.HOPS_PER_S;

  /** Agreement with the beat that no beat at all is worth; speech alone stays below it. */
  private static final double NO_BEAT = 0.33;

  /** Cost of beginning, ending or changing a beat. */
  private static final double CHANGE = 1.2;

  private static final int HARMONICS = 4;

  /** The tempogram's states lie one per cent apart; the refinement looks at two to either side. */
  private static final double REFINE = 0.02;

  private static final double REFINE_STEP = 0.0002;

  /** Beats may be this far off the grid, hops. */
  private static final int LOOSE = 3;

  /** Listeners tap more slowly where every other stroke is a lesser one (Moelants 2002). */
  private static final double FAST_BPM = 150;

  /** And faster where a slow pulse leaves out every other beat. */
  private static final double SLOW_BPM = 92;

  /** What a snare has of the onset of the low drum in the middle band, at the least. */
  private static final double BODY = 0.5;

  /** What a lesser stroke has of the low onset of the other, at most. */
  private static final double LOW_SHARE = 0.5;

  /**
   * Above this a pulse may be that of the eighth notes of a groove; its beat would be slower than
   * listeners tap otherwise.
   */
  private static final double EIGHTHS_BPM = 124;

  /** By how much kick and snare stand above the strokes between them: low, middle, high band. */
  private static final double[] BACKBEAT = {1.2, 1.25, 1.15};

  private static final int MIN_BEATS = 4;

  /** Bars of four strokes that show a pattern, at the least. */
  private static final int MIN_BARS = 3;

  /** What a beat without its onset takes off a run of beats; by chance some have one. */
  private static final double MISS = -0.75;

  /**
   * A steady beat.
   *
   * @param startS one beat before the first beat found, seconds
   * @param endS one beat after the last
   * @param bpm beats per minute
   */
  record Beat(double startS, double endS, double bpm) {}

  private final double[][] bands;
  private final Tempogram tempogram;
  private final int hops;

  private Tempo(double[]... bands) {
    this.bands = bands;
    this.hops = bands[0].length;
    this.tempogram = new Tempogram(bands);
  }

  /**
   * @param bands flux per hop: low, middle, high, all together
   * @return stretches in the order of time, none where the sound has no steady beat
   */
  static List<Beat> of(double[]... bands) {
    return new Tempo(bands).beats();
  }

  private List<Beat> beats() {
    int[] path = path();
    List<Beat> out = new ArrayList<>();
    boolean afterBeat = false;
    for (int w = 0; w < path.length; ) {
      int end = w + 1;
      while (end < path.length && same(path[end - 1], path[end])) {
        end++;
      }
      boolean isBeat = path[w] >= 0;
      if (isBeat) {
        int[] states = Arrays.copyOfRange(path, w, end);
        Arrays.sort(states);
        boolean beforeBeat = end < path.length && path[end] >= 0;
        Stretch stretch = stretch(w, end, afterBeat, beforeBeat);
        beat(stretch, states[states.length / 2]).ifPresent(out::add);
      }
      afterBeat = isBeat;
      w = end;
    }
    return out;
  }

  /** Whether two windows in a row belong to one beat (or to none). */
  private static boolean same(int state, int next) {
    return state < 0 ? next < 0 : next >= 0 && Math.abs(next - state) <= 1;
  }

  /**
   * Where windows agree on a beat, and how far the beat itself may reach: half a window beyond,
   * since a window sees that far, but not into another beat.
   */
  private record Stretch(int from, int to, int earliest, int latest) {}

  private Stretch stretch(int firstWindow, int endWindow, boolean afterBeat, boolean beforeBeat) {
    int from = firstWindow * RATE;
    int to = Math.min(hops, endWindow * RATE);
    int earliest = afterBeat ? from : Math.max(0, from - Tempogram.WINDOW / 2);
    int latest = beforeBeat ? to : Math.min(hops, to + Tempogram.WINDOW / 2);
    return new Stretch(from, to, earliest, latest);
  }

  /** Viterbi: a state per window, -1 for no beat. */
  private int[] path() {
    int windows = tempogram.score.length;
    int none = Tempogram.STATES;
    double[] value = new double[none + 1];
    int[][] from = new int[windows][none + 1];
    Arrays.fill(value, -CHANGE);
    value[none] = 0;
    for (int w = 0; w < windows; w++) {
      double[] next = new double[none + 1];
      int best = argmax(value, 0, none);
      for (int s = 0; s <= none; s++) {
        int stay = s == none ? none : argmax(value, Math.max(0, s - 1), Math.min(none - 1, s + 1));
        boolean jump = value[best] - CHANGE > value[stay];
        from[w][s] = jump ? best : stay;
        double gain = s == none ? 0 : tempogram.score[w][s] - NO_BEAT;
        next[s] = Math.max(value[stay], value[best] - CHANGE) + gain;
      }
      value = next;
    }
    for (int s = 0; s < none; s++) {
      value[s] -= CHANGE;
    }
    int[] path = new int[windows];
    int state = argmax(value, 0, none);
    for (int w = windows - 1; w >= 0; w--) {
      path[w] = state == none ? -1 : state;
      state = from[w][state];
    }
    return path;
  }

  private static int argmax(double[] values, int first, int last) {
    int best = first;
    for (int i = first + 1; i <= last; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  private Optional<Beat> beat(Stretch stretch, int state) {
    double[] pulse = pulse(stretch.from(), stretch.to(), state);
    double pulseBpm = refined(pulse, stretch.from(), stretch.to(), Tempogram.bpm(state));
    double bpm = beat(pulse, stretch, pulseBpm);
    double period = 60.0 * RATE / pulseBpm;
    return extent(pulse, stretch, period)
        .map(e ->
            new Beat(
                Math.max(stretch.earliest(), e[0] - period) / RATE,
                Math.min(stretch.latest(), e[1] + period) / RATE,
                bpm));
  }

  /**
   * The beat that belongs to a pulse. A fast pulse is that of eighth notes where every other stroke
   * lacks the low drum and no snare answers there; a slow one is that of every second beat where
   * half way a snare answers the low drum. A groove with a bass on every eighth note has a low
   * onset everywhere: there kick and snare take turns on every other stroke.
   */
  private double beat(double[] pulse, Stretch stretch, double bpm) {
    double period = 60.0 * RATE / bpm;
    if (bpm > EIGHTHS_BPM && backbeat(stretch, phase(pulse, stretch, period), period)) {
      return bpm / 2;
    }
    if (bpm > FAST_BPM) {
      double phase = phase(pulse, stretch, 2 * period);
      return Strokes.of(bands, stretch, phase, 2 * period).lesser() ? bpm / 2 : bpm;
    }
    if (bpm < SLOW_BPM) {
      double phase = phase(bands[0], stretch, period);
      return Strokes.of(bands, stretch, phase, period).answered() ? 2 * bpm : bpm;
    }
    return bpm;
  }

  /**
   * Whether of four strokes one is a kick, the one two after it a snare, and the others lesser:
   * kick and snare on the beats, whatever else plays on the eighth notes.
   */
  private boolean backbeat(Stretch stretch, double phase, double period) {
    double[][] strokes = new double[4][3];
    for (int k = 0; k < 4; k++) {
      double[] places = grid(phase + k * period, stretch.from(), stretch.to(), 4 * period);
      if (places.length < MIN_BARS) {
        return false;
      }
      for (int b = 0; b < 3; b++) {
        strokes[k][b] = middling(bands[b], places);
      }
    }
    return IntStream.range(0, 4)
        .anyMatch(k ->
            backbeat(strokes[k], strokes[(k + 2) % 4], strokes[(k + 1) % 4], strokes[(k + 3) % 4]));
  }

  private static boolean backbeat(double[] kick, double[] snare, double[] one, double[] other) {
    double middle = BACKBEAT[1] * Math.max(one[1], other[1]);
    return kick[0] >= BACKBEAT[0] * Math.max(snare[0], Math.max(one[0], other[0]))
        && kick[1] >= middle
        && snare[1] >= middle
        && snare[2] >= BACKBEAT[2] * Math.max(kick[2], Math.max(one[2], other[2]));
  }

  /** Usual onsets of the low, middle and high band at the places of a grid and half way between. */
  private record Strokes(double[] on, double[] off) {
    static Strokes of(double[][] bands, Stretch stretch, double phase, double period) {
      double[] places = grid(phase, stretch.from(), stretch.to(), period);
      double[] between = grid(phase + period / 2, stretch.from(), stretch.to(), period);
      double[][] found = new double[2][3];
      for (int b = 0; b < 3; b++) {
        found[0][b] = middling(bands[b], places);
        found[1][b] = middling(bands[b], between);
      }
      return new Strokes(found[0], found[1]);
    }

    /** Half way there is no low drum, and nothing sharper either. */
    boolean lesser() {
      return off[0] < LOW_SHARE * on[0] && off[2] <= on[2];
    }

    /** Half way there is no low drum but a snare: sharper, and with a body, unlike a hat. */
    boolean answered() {
      return off[0] < LOW_SHARE * on[0] && off[1] >= BODY * on[1] && off[2] >= on[2];
    }
  }

  /** Mean of the onsets at these places, without the least and the largest quarter of them. */
  private static double middling(double[] band, double[] places) {
    double[] found = Arrays.stream(places).map(t -> nearby(band, t)).sorted().toArray();
    return Arrays.stream(found, found.length / 4, found.length - found.length / 4)
        .average()
        .orElse(0);
  }

  /** One curve of all bands, each weighted by how well it shows this beat; mean 0. */
  private double[] pulse(int from, int to, int state) {
    double[] out = new double[hops];
    for (int b = 0; b < bands.length; b++) {
      double mean = Arrays.stream(bands[b], from, to).average().orElse(0);
      double square = Arrays.stream(bands[b], from, to).map(x -> x * x).average().orElse(0);
      double deviation = Math.sqrt(Math.max(1e-12, square - mean * mean));
      double weight = tempogram.comb(b, from, to, state);
      for (int i = 0; i < hops; i++) {
        out[i] += weight * weight * Math.min(4, (bands[b][i] - mean) / deviation);
      }
    }
    return out;
  }

  /**
   * The tempo near a first guess whose first harmonics hold the most power over the whole stretch.
   */
  private static double refined(double[] pulse, int from, int to, double guess) {
    double best = guess;
    double most = -1;
    for (double bpm = guess * (1 - REFINE);
        bpm <= guess * (1 + REFINE);
        bpm += guess * REFINE_STEP) {
      double power = 0;
      for (int h = 1; h <= HARMONICS; h++) {
        power += power(pulse, from, to, 2 * Math.PI * h * bpm / 60 / RATE);
      }
      if (power > most) {
        most = power;
        best = bpm;
      }
    }
    return best;
  }

  /** Power at one frequency, radians per hop, under a Hann window; by Goertzel's recurrence. */
  private static double power(double[] pulse, int from, int to, double step) {
    double twice = 2 * Math.cos(step);
    double s1 = 0;
    double s2 = 0;
    for (int i = from; i < to; i++) {
      double s0 = pulse[i] + twice * s1 - s2;
      s2 = s1;
      s1 = s0;
    }
    return s1 * s1 + s2 * s2 - twice * s1 * s2;
  }

  /**
   * First and last beat, hops: the run of beats in which the beats that carry an onset outweigh
   * most clearly those that do not.
   */
  private static Optional<double[]> extent(double[] pulse, Stretch stretch, double period) {
    double phase = phase(pulse, stretch, period);
    double[] grid = grid(phase, stretch.earliest(), stretch.latest(), period);
    double enough = usual(pulse, grid, stretch) / 2;
    double sum = 0;
    double best = 0;
    int start = 0;
    double[] found = new double[2];
    for (int k = 0; k < grid.length; k++) {
      if (sum <= 0) {
        sum = 0;
        start = k;
      }
      boolean carried = nearby(pulse, grid[k]) > enough && leads(pulse, grid[k], period);
      sum += carried ? 1 : MISS;
      if (sum > best) {
        best = sum;
        found = new double[] {grid[start], grid[k]};
      }
    }
    return best < MIN_BEATS ? Optional.empty() : Optional.of(found);
  }

  /** The beats in a range, hops. */
  private static double[] grid(double phase, int from, int to, double period) {
    int first = (int) Math.ceil((from - phase) / period);
    int last = (int) Math.floor((to - 1 - phase) / period);
    return IntStream.rangeClosed(first, last).mapToDouble(k -> phase + k * period).toArray();
  }

  /** Median onset at the beats within the stretch. */
  private static double usual(double[] pulse, double[] grid, Stretch stretch) {
    double[] onsets =
        Arrays.stream(grid)
            .filter(t -> t >= stretch.from() && t < stretch.to())
            .map(t -> nearby(pulse, t))
            .sorted()
            .toArray();
    return onsets.length == 0 ? Double.MAX_VALUE : Math.max(0.1, onsets[onsets.length / 2]);
  }

  private static double phase(double[] pulse, Stretch stretch, double period) {
    int from = stretch.from();
    int to = stretch.to();
    double best = from;
    double most = Double.NEGATIVE_INFINITY;
    for (double phase = from; phase < from + period; phase++) {
      double sum = 0;
      for (double t = phase; t < to; t += period) {
        sum += pulse[(int) t];
      }
      if (sum > most) {
        most = sum;
        best = phase;
      }
    }
    return best;
  }

  /** Whether the onset at a beat is larger than those a quarter and a half beat away. */
  private static boolean leads(double[] pulse, double at, double period) {
    double here = nearby(pulse, at);
    return here >= nearby(pulse, at - period / 2)
        && here >= nearby(pulse, at - period / 4)
        && here >= nearby(pulse, at + period / 4)
        && here >= nearby(pulse, at + period / 2);
  }

  private static double nearby(double[] pulse, double at) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = Math.max(0, (int) at - LOOSE);
        i <= Math.min(pulse.length - 1, (int) at + LOOSE);
        i++) {
      most = Math.max(most, pulse[i]);
    }
    return most;
  }
}
