package dev.reelframe.analyzer.audio;

import dev.reelframe.table.RowWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.Table;

/** Gathers the signal of {@link AudioAnalysis} into windows. */
final class AudioWindows {
  private static final int RATE = LoudnessMeter.HOPS_PER_S;

  private final AudioAnalysis settings;
  private final Loudness loudness;
  private final double[] level;
  private final double[] momentary;
  private final double[] shortTerm;
  private final double[] peak;
  private final double[] centroid;
  private final double[] pitch;
  private final int[] onsets;
  private final List<Tempo.Beat> beats;

  AudioWindows(Table signal, AudioAnalysis settings) {
    this.settings = settings;
    List<SoundHop> hops = SoundHop.SCHEMA.read(signal);
    level = values(hops, SoundHop::levelLufs);
    loudness = new Loudness(Arrays.stream(level).map(Loudness::power).toArray());
    momentary = values(hops, SoundHop::momentaryLufs);
    shortTerm = values(hops, SoundHop::shortTermLufs);
    peak = values(hops, SoundHop::truePeakDbtp);
    centroid = values(hops, SoundHop::spectralCentroidHz);
    pitch = values(hops, SoundHop::pitchHz);
    double[] low = values(hops, hop -> orZero(hop.fluxLow()));
    double[] mid = values(hops, hop -> orZero(hop.fluxMid()));
    double[] high = values(hops, hop -> orZero(hop.fluxHigh()));
    double[] all = new double[low.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = low[i] + mid[i] + high[i];
    }
    onsets = Onsets.pick(low, mid, high, settings.onsetRise());
    beats = Tempo.of(low, mid, high, all);
  }

  private static double[] values(List<SoundHop> hops, ToDoubleFunction<SoundHop> measure) {
    return hops.stream().mapToDouble(measure).toArray();
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /**
   * @param soundS end of the sound; a signal read back from a file does not know it, then its last
   *     row stands for a whole hop
   */
  Table table(double soundS) {
    RowWriter<AudioRow> rows = AudioRow.SCHEMA.rows();
    int hops = level.length;
    double end = soundS > (hops - 1.0) / RATE ? soundS : (double) hops / RATE;
    double integrated = loudness.integrated();
    double range = loudness.range();
    // A last window shorter than half a hop would hold nothing: it joins the one before.
    double last = end - 0.5 / RATE;
    for (int w = 0; hops > 0 && (w == 0 || w * settings.windowS() < last); w++) {
      double start = w * settings.windowS();
      double stop = (w + 1) * settings.windowS() < last ? (w + 1) * settings.windowS() : end;
      int from = Math.min(hops - 1, (int) Math.round(start * RATE));
      int to = Math.clamp(Math.round(stop * RATE), from + 1, hops);
      rows.add(
          new AudioRow(
              start,
              stop,
              rounded(loudness.of(from, to)),
              max(momentary, from, to),
              shortTerm[to - 1],
              rounded(integrated),
              rounded(range),
              max(peak, from, to),
              median(centroid, from, to),
              (int) Arrays.stream(onsets).filter(o -> o >= from && o < to).count(),
              rounded(tempo((start + stop) / 2)),
              median(pitch, from, to),
              rounded((double) present(pitch, from, to).length / (to - from)),
              silent(from, to)));
    }
    return rows.table();
  }

  /** Nine tenths of the rows are below the limit; the rest may be the ringing of the filters. */
  private boolean silent(int from, int to) {
    long loud = Arrays.stream(level, from, to).filter(l -> l >= settings.silenceLufs()).count();
    return loud * 10 <= to - from;
  }

  private double tempo(double timeS) {
    return beats.stream()
        .filter(b -> b.startS() <= timeS && timeS < b.endS())
        .mapToDouble(Tempo.Beat::bpm)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double[] present(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).filter(x -> !Double.isNaN(x)).toArray();
  }

  private static double max(double[] values, int from, int to) {
    return Arrays.stream(present(values, from, to)).max().orElse(Double.NaN);
  }

  private static double median(double[] values, int from, int to) {
    double[] present = present(values, from, to);
    Arrays.sort(present);
    return present.length == 0 ? Double.NaN : present[present.length / 2];
  }

  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
