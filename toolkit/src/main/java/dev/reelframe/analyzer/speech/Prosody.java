package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.audio.SoundHop;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * Level and pitch of the sound every 10 ms, from the signal of {@code audio_analysis}, and the
 * syllables that stand out of them.
 */
final class Prosody {
  static final String SOUND = "audio_analysis";
  private static final double ROW_S = 0.01;

  /** Rows on each side that the level is averaged with: 70 ms in all, over any voice's period. */
  private static final int SMOOTH = 3;

  /**
   * Dip between two syllables, decibels, and how far below the loudest a syllable may be: de Jong
   * and Wempe, Behavior Research Methods 41 (2009), after Mermelstein, JASA 58 (1975).
   */
  private static final double DIP_DB = 2;

  private static final double RANGE_DB = 25;

  /**
   * Where less of a stretch has a pitch, and some of it has, music under the voice masks it: that a
   * voice sounds is known from the voice detector then, and all peaks are syllables.
   */
  private static final double MASKED = 0.3;

  private static final double UNVOICED = 0.02;

  /** Half the power. */
  private static final double HALF_DB = 3;

  /** Voices speak between these, hertz; what is periodic beyond is none. */
  private static final double LOWEST_HZ = 60;

  private static final double HIGHEST_HZ = 500;

  /**
   * The loudest moment of a syllable.
   *
   * @param levelDb smoothed level, LUFS
   * @param pitchHz fundamental frequency; NaN where it is masked
   * @param lengthS how long the level stays near it
   */
  record Nucleus(double timeS, double levelDb, double pitchHz, double lengthS) {
    /** Pitch in semitones above 1 Hz. */
    double semitones() {
      return Prosody.semitones(pitchHz);
    }
  }

  private final double[] level;
  private final double[] pitch;
  private final double[] centroid;

  private Prosody(double[] level, double[] pitch, double[] centroid) {
    this.level = level;
    this.pitch = pitch;
    this.centroid = centroid;
  }

  /** Empty where {@code audio_analysis} has no table. */
  static Optional<Prosody> of(Inputs inputs) {
    return inputs.table(SOUND).flatMap(MeasuredTable::signal).map(Prosody::of);
  }

  static Prosody of(Table signal) {
    List<SoundHop> hops = SoundHop.SCHEMA.read(signal);
    return new Prosody(
        smoothed(hops.stream().mapToDouble(SoundHop::levelLufs).toArray()),
        hops.stream().mapToDouble(SoundHop::pitchHz).toArray(),
        hops.stream().mapToDouble(SoundHop::spectralCentroidHz).toArray());
  }

  static double semitones(double hz) {
    return 12 * Math.log(hz) / Math.log(2);
  }

  private static double[] smoothed(double[] lufs) {
    double[] out = new double[lufs.length];
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      int from = Math.max(0, i - SMOOTH);
      int to = Math.min(lufs.length, i + SMOOTH + 1);
      for (int k = from; k < to; k++) {
        sum += Double.isNaN(lufs[k]) ? 0 : Math.pow(10, lufs[k] / 10);
      }
      out[i] = 10 * Math.log10(sum / (to - from) + 1e-12);
    }
    return out;
  }

  /** Syllables of a stretch: voiced peaks of the level with a dip before each next one. */
  List<Nucleus> nuclei(Interval stretch) {
    int from = Math.clamp(Math.round(stretch.startS() / ROW_S), 0, level.length);
    int to = Math.clamp(Math.round(stretch.endS() / ROW_S), from, level.length);
    double floor = Arrays.stream(level, from, to).max().orElse(0) - RANGE_DB;
    double share = voicedShare(from, to);
    boolean masked = share >= UNVOICED && share < MASKED;
    List<Nucleus> out = new ArrayList<>();
    int peak = -1;
    double dip = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (peak < 0) {
        dip = Math.max(floor, Math.min(dip, level[i]));
        if (level[i] >= dip + DIP_DB) {
          peak = i;
        }
      } else if (level[i] > level[peak]) {
        peak = i;
      } else if (level[i] <= level[peak] - DIP_DB) {
        add(out, peak, masked);
        peak = -1;
        dip = level[i];
      }
    }
    if (peak >= 0) {
      add(out, peak, masked);
    }
    return out;
  }

  private double voicedShare(int from, int to) {
    return Arrays.stream(pitch, from, to).map(hz -> voiced(hz) ? 1 : 0).average().orElse(0);
  }

  private void add(List<Nucleus> out, int peak, boolean masked) {
    for (int i = Math.max(0, peak - SMOOTH); i <= Math.min(pitch.length - 1, peak + SMOOTH); i++) {
      if (voiced(pitch[i])) {
        out.add(new Nucleus(peak * ROW_S, level[peak], pitch[i], lengthS(peak)));
        return;
      }
    }
    if (masked) {
      out.add(new Nucleus(peak * ROW_S, level[peak], Double.NaN, lengthS(peak)));
    }
  }

  /** Time around a peak in which the level is less than half the power below it. */
  private double lengthS(int peak) {
    int from = peak;
    int to = peak;
    while (from > 0 && level[from - 1] > level[peak] - HALF_DB) {
      from--;
    }
    while (to + 1 < level.length && level[to + 1] > level[peak] - HALF_DB) {
      to++;
    }
    return (to - from + 1) * ROW_S;
  }

  private static boolean voiced(double hz) {
    return hz >= LOWEST_HZ && hz <= HIGHEST_HZ;
  }

  /** Median pitch of the voiced part, semitones above 1 Hz; NaN where nothing is voiced. */
  double medianSemitones(Interval stretch) {
    int from = Math.clamp(Math.round(stretch.startS() / ROW_S), 0, pitch.length);
    int to = Math.clamp(Math.round(stretch.endS() / ROW_S), from, pitch.length);
    double[] voiced = Arrays.stream(pitch, from, to).filter(Prosody::voiced).sorted().toArray();
    return voiced.length == 0 ? Double.NaN : semitones(voiced[voiced.length / 2]);
  }

  /**
   * Median centre of gravity of the spectrum of the voiced part, octaves above 1 Hz; NaN where
   * nothing is voiced.
   */
  double medianBrightness(Interval stretch) {
    int from = Math.clamp(Math.round(stretch.startS() / ROW_S), 0, pitch.length);
    int to = Math.clamp(Math.round(stretch.endS() / ROW_S), from, pitch.length);
    double[] found =
        IntStream.range(from, to)
            .filter(i -> voiced(pitch[i]) && centroid[i] > 0)
            .mapToDouble(i -> centroid[i])
            .sorted()
            .toArray();
    return found.length == 0 ? Double.NaN : Math.log(found[found.length / 2]) / Math.log(2);
  }
}
