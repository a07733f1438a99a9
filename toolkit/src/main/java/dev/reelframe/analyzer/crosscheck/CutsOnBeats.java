package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.audio.SoundHop;
import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.inference.AlternativeHypothesis;
import org.apache.commons.math3.stat.inference.BinomialTest;

/**
 * Whether cuts fall on the beats of the music. Beats lie on a grid of the tempo that {@code
 * audio_analysis} found, placed where the onsets are strongest; the cuts have no part in that. A
 * cut within {@value #ON_BEAT_S} s of a beat is on it, the tolerance of beat tracking (Dixon,
 * Evaluation of the audio beat tracking system BeatRoot, 2007). Cuts that know nothing of the music
 * would be that with the share of the time that lies as near to a beat; the exact binomial test
 * says how probable at least as many are then.
 */
final class CutsOnBeats {
  static final double ON_BEAT_S = 0.07;

  /** Of fewer cuts nothing is said. */
  static final int FEWEST_CUTS = 5;

  /** Rows of the signal of audio_analysis a second. */
  private static final int RATE = 100;

  /** An onset may be this far off the grid, rows. */
  private static final int LOOSE = 3;

  /** Windows whose tempo differs by no more are one stretch, beats per minute. */
  private static final double SAME_BPM = 0.5;

  /** What begins to sound in a row of the signal. */
  private record Flux(double fluxLow, double fluxMid, double fluxHigh) {
    static final RowSchema<Flux> SCHEMA = SoundHop.SCHEMA.select(Flux.class);

    double sum() {
      return orZero(fluxLow) + orZero(fluxMid) + orZero(fluxHigh);
    }

    private static double orZero(double value) {
      return Double.isNaN(value) ? 0 : value;
    }
  }

  private final double[] flux;

  private CutsOnBeats(Tables tables) {
    this.flux =
        tables
            .inputs()
            .table("audio_analysis")
            .flatMap(MeasuredTable::signal)
            .map(signal -> Flux.SCHEMA.read(signal))
            .orElse(List.of())
            .stream()
            .mapToDouble(Flux::sum)
            .toArray();
  }

  /** A stretch of one tempo. */
  private record Stretch(List<RowRef> windows, double periodS) {
    double startS() {
      return windows.getFirst().startS();
    }

    double endS() {
      return windows.getLast().endS();
    }
  }

  static List<Agreement> of(Tables tables) {
    CutsOnBeats beats = new CutsOnBeats(tables);
    List<Agreement> found = new ArrayList<>();
    for (Stretch stretch : stretches(tables.rows("audio_analysis"))) {
      List<RowRef> cuts =
          tables.cuts().stream()
              .filter(c -> stretch.startS() <= c.startS() && c.startS() < stretch.endS())
              .toList();
      if (cuts.size() >= FEWEST_CUTS && beats.flux.length > 0) {
        found.add(beats.compare(stretch, cuts));
      }
    }
    return found;
  }

  private static List<Stretch> stretches(List<RowRef> windows) {
    List<Stretch> out = new ArrayList<>();
    List<RowRef> run = new ArrayList<>();
    for (RowRef window : windows) {
      double bpm = window.number("tempo_bpm").orElse(Double.NaN);
      boolean goesOn =
          !run.isEmpty()
              && Math.abs(run.getFirst().number("tempo_bpm").orElse(0) - bpm) <= SAME_BPM
              && window.startS() <= run.getLast().endS() + 1e-6;
      if (!goesOn && !run.isEmpty()) {
        out.add(stretch(run));
        run = new ArrayList<>();
      }
      if (!Double.isNaN(bpm)) {
        run.add(window);
      }
    }
    if (!run.isEmpty()) {
      out.add(stretch(run));
    }
    return out;
  }

  private static Stretch stretch(List<RowRef> windows) {
    return new Stretch(
        List.copyOf(windows), 60 / windows.getFirst().number("tempo_bpm").orElseThrow());
  }

  private Agreement compare(Stretch stretch, List<RowRef> cuts) {
    double phase = phaseS(stretch);
    double period = stretch.periodS();
    int on = 0;
    double sum = 0;
    for (RowRef cut : cuts) {
      double off = Math.IEEEremainder(cut.startS() - phase, period);
      if (Math.abs(off) <= ON_BEAT_S) {
        on++;
        sum += off;
      }
    }
    double expected = Math.min(1, 2 * ON_BEAT_S / period);
    List<Evidence> evidence = new ArrayList<>();
    cuts.forEach(c -> evidence.add(c.evidence()));
    stretch.windows().forEach(w -> evidence.add(w.evidence()));
    Measure share = Measure.of(cuts.size(), (double) on / cuts.size(), expected);
    return new Agreement(
        Kind.CUTS_ON_BEATS,
        stretch.startS(),
        stretch.endS(),
        on + " of " + cuts.size() + " cuts",
        on == 0 ? OptionalDouble.empty() : OptionalDouble.of(-sum / on),
        share.tested(
            new BinomialTest()
                .binomialTest(cuts.size(), on, expected, AlternativeHypothesis.GREATER_THAN)),
        evidence);
  }

  /** Time of a beat: where a grid of the period meets the most flux. */
  private double phaseS(Stretch stretch) {
    double best = -1;
    double phase = stretch.startS();
    for (int shift = 0; shift < stretch.periodS() * RATE; shift++) {
      double start = stretch.startS() + (double) shift / RATE;
      double sum = 0;
      for (int beat = 0; start + beat * stretch.periodS() < stretch.endS(); beat++) {
        sum += near((int) Math.round((start + beat * stretch.periodS()) * RATE));
      }
      if (sum > best) {
        best = sum;
        phase = start;
      }
    }
    return phase;
  }

  /** Flux about a row, the nearer the heavier. */
  private double near(int row) {
    double sum = 0;
    for (int i = -LOOSE; i <= LOOSE; i++) {
      if (row + i >= 0 && row + i < flux.length) {
        sum += flux[row + i] * (1 - Math.abs(i) / (LOOSE + 1.0));
      }
    }
    return sum;
  }
}
