package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Item;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Measures one row per 10 ms of sound; {@link AudioAnalysis#SIGNAL} says what the columns mean. The
 * views deliver at their own pace, so each column grows on its own until the end.
 */
final class AudioFold implements Fold {
  private final LoudnessMeter meter;
  private final Spectrum spectrum;
  private final Pitch pitch;
  private final DoubleArrayList power = new DoubleArrayList();
  private final Map<String, DoubleColumn> columns;

  AudioFold(MediaInfo.Sound sound) {
    columns =
        AudioAnalysis.SIGNAL.columnNames().stream()
            .collect(Collectors.toMap(Function.identity(), DoubleColumn::create));
    meter = meter(sound);
    spectrum = spectrum();
    pitch = pitch();
  }

  private LoudnessMeter meter(MediaInfo.Sound sound) {
    DoubleColumn level = columns.get("level_lufs");
    DoubleColumn peaks = columns.get("true_peak_dbtp");
    return new LoudnessMeter(
        sound.rateHz(),
        sound.channels(),
        sound.layout(),
        (meanSquare, peak) -> {
          power.add(meanSquare);
          append(level, Loudness.lufs(meanSquare));
          append(peaks, peak > 0 ? 20 * Math.log10(peak) : Double.NaN);
        });
  }

  private Spectrum spectrum() {
    DoubleColumn centroid = columns.get("spectral_centroid_hz");
    DoubleColumn[] flux = {
      columns.get("flux_low"), columns.get("flux_mid"), columns.get("flux_high")
    };
    return new Spectrum((centroidHz, low, mid, high) -> {
      append(centroid, centroidHz);
      append(flux[0], low);
      append(flux[1], mid);
      append(flux[2], high);
    });
  }

  private Pitch pitch() {
    DoubleColumn fundamental = columns.get("pitch_hz");
    DoubleColumn periodicity = columns.get("periodicity_ratio");
    return new Pitch((hz, periodic) -> {
      append(fundamental, hz);
      append(periodicity, periodic);
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

  /** Four decimals: more than any of these can be known to, and a third of the file. */
  private static void append(DoubleColumn column, double value) {
    column.append(Math.rint(value * 1e4) / 1e4);
  }

  @Override
  public Table signal(StreamEnd end) {
    meter.finish();
    spectrum.finish();
    pitch.finish();
    Loudness loudness = new Loudness(power.toDoubleArray());
    for (double value : loudness.sliding(Loudness.MOMENTARY)) {
      append(columns.get("momentary_lufs"), value);
    }
    for (double value : loudness.sliding(Loudness.SHORT_TERM)) {
      append(columns.get("short_term_lufs"), value);
    }
    for (int hop = 0; hop < power.size(); hop++) {
      columns.get("time_s").append((double) hop / LoudnessMeter.HOPS_PER_S);
    }
    return Table.create(
        AudioAnalysis.SIGNAL.table(),
        AudioAnalysis.SIGNAL.columnNames().stream()
            .map(name -> sized(columns.get(name), power.size())));
  }

  /** The resampled view may end a hop before or after the original one. */
  private static DoubleColumn sized(DoubleColumn column, int hops) {
    while (column.size() < hops) {
      column.appendMissing();
    }
    return column.size() == hops ? column : (DoubleColumn) column.first(hops);
  }
}
