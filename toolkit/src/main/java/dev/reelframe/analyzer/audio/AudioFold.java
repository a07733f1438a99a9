package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Item;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.table.RowWriter;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import tech.tablesaw.api.Table;

/**
 * Measures one row per 10 ms of sound, a {@link SoundHop}. The views deliver at their own pace, so
 * each measure is a series of its own until the end.
 */
final class AudioFold implements Fold {
  private final LoudnessMeter meter;
  private final Spectrum spectrum;
  private final Pitch pitch;

  /** Mean square of each hop, not rounded: loudness is computed from it. */
  private final DoubleArrayList power = new DoubleArrayList();

  private final Measure level = new Measure();
  private final Measure peaks = new Measure();
  private final Measure centroid = new Measure();
  private final Measure fluxLow = new Measure();
  private final Measure fluxMid = new Measure();
  private final Measure fluxHigh = new Measure();
  private final Measure fundamental = new Measure();
  private final Measure periodicity = new Measure();

  /** One measure, hop by hop. */
  private static final class Measure {
    private final DoubleArrayList values = new DoubleArrayList();

    /** Four decimals: more than any of these can be known to, and a third of the file. */
    void add(double value) {
      values.add(Math.rint(value * 1e4) / 1e4);
    }

    /** The resampled view may end a hop before the original one: what it lacks is missing. */
    double at(int hop) {
      return hop < values.size() ? values.getDouble(hop) : Double.NaN;
    }

    static Measure of(double[] all) {
      Measure measure = new Measure();
      for (double value : all) {
        measure.add(value);
      }
      return measure;
    }
  }

  AudioFold(MediaInfo.Sound sound) {
    meter =
        new LoudnessMeter(
            sound.rateHz(),
            sound.channels(),
            sound.layout(),
            (meanSquare, peak) -> {
              power.add(meanSquare);
              level.add(Loudness.lufs(meanSquare));
              peaks.add(peak > 0 ? 20 * Math.log10(peak) : Double.NaN);
            });
    spectrum =
        new Spectrum((centroidHz, low, mid, high) -> {
          centroid.add(centroidHz);
          fluxLow.add(low);
          fluxMid.add(mid);
          fluxHigh.add(high);
        });
    pitch =
        new Pitch((hz, periodic) -> {
          fundamental.add(hz);
          periodicity.add(periodic);
        });
  }

  @Override
  public void accept(View view, Item item) {
    AudioBlock block = (AudioBlock) item;
    if (view.equals(AudioAnalysis.ORIGINAL)) {
      meter.accept(block);
    } else {
      float[] samples = LoudnessMeter.sane(block.samples());
      spectrum.accept(samples);
      pitch.accept(samples);
    }
  }

  @Override
  public Table signal(StreamEnd end) {
    meter.finish();
    spectrum.finish();
    pitch.finish();
    Loudness loudness = new Loudness(power.toDoubleArray());
    Measure momentary = Measure.of(loudness.sliding(Loudness.MOMENTARY));
    Measure shortTerm = Measure.of(loudness.sliding(Loudness.SHORT_TERM));
    RowWriter<SoundHop> rows = SoundHop.SCHEMA.rows();
    for (int hop = 0; hop < power.size(); hop++) {
      rows.add(
          new SoundHop(
              (double) hop / SoundHop.PER_S,
              level.at(hop),
              momentary.at(hop),
              shortTerm.at(hop),
              peaks.at(hop),
              centroid.at(hop),
              fluxLow.at(hop),
              fluxMid.at(hop),
              fluxHigh.at(hop),
              fundamental.at(hop),
              periodicity.at(hop)));
    }
    return rows.table();
  }
}
