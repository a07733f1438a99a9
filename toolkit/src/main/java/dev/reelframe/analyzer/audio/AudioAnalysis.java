package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaInfo;
import tech.tablesaw.api.Table;

/**
 * {@code audio_analysis}: loudness and true peak after EBU R 128, spectral centroid, onsets, tempo,
 * pitch and silence, in windows that cover the whole sound.
 *
 * <p>Loudness and true peak come from the channels and the rate of the file; all else from 16 kHz
 * mono, so that files of different rates compare. What cannot be measured is missing: a tempo where
 * there is no steady beat, a pitch where nothing is periodic, a loudness in digital silence.
 *
 * @param windowS {@link #WINDOW_S}
 * @param silenceLufs {@link #SILENCE_LUFS}
 * @param onsetRise {@link #ONSET_RISE}
 */
public record AudioAnalysis(double windowS, double silenceLufs, double onsetRise)
    implements Analyzer {

  static final Audio ORIGINAL = Audio.original();
  static final Audio MONO = Audio.mono(Spectrogram.RATE_HZ);

  /** Windows of half a second, silent below -60 LUFS. */
  public static AudioAnalysis standard() {
    return new AudioAnalysis(WINDOW_S.standard(), SILENCE_LUFS.standard(), ONSET_RISE.standard());
  }

  public static final Parameter<Double> WINDOW_S =
      Parameter.number("window_s", 0.5, "length of a window").from(0.1);

  public static final Parameter<Double> SILENCE_LUFS =
      Parameter.number("silence_lufs", -60, "level below which there is silence");

  public static final Parameter<Double> ONSET_RISE =
      Parameter.number(
          "onset_rise", 0.15, "by how much the spectral flux must stand out; lower finds more");

  public AudioAnalysis {
    WINDOW_S.check(windowS);
    SILENCE_LUFS.check(silenceLufs);
    ONSET_RISE.check(onsetRise);
  }

  /** Windows of another length, seconds. */
  public AudioAnalysis every(double seconds) {
    return new AudioAnalysis(seconds, silenceLufs, onsetRise);
  }

  /** Another limit of silence, LUFS. */
  public AudioAnalysis silentBelow(double lufs) {
    return new AudioAnalysis(windowS, lufs, onsetRise);
  }

  /** Another threshold for onsets. */
  public AudioAnalysis onsetsAbove(double rise) {
    return new AudioAnalysis(windowS, silenceLufs, rise);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", AudioRow.SCHEMA.schema())
        .signal(SoundHop.SCHEMA.schema())
        .reads(ORIGINAL, MONO)
        .parameter(WINDOW_S, windowS, this::every)
        .parameter(SILENCE_LUFS, silenceLufs, this::silentBelow)
        .parameter(ONSET_RISE, onsetRise, this::onsetsAbove);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new AudioFold(media.sound().orElseThrow());
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    return Outcome.of(new AudioWindows(signal, this).table(inputs.end().soundS()));
  }
}
