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
import dev.reelframe.table.Schema;
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

  /** One row per 10 ms. */
  public static final Schema SIGNAL =
      Schema.events("audio_analysis", "Sound measured every 10 ms")
          .number("level_lufs", "K-weighted level of these 10 ms; missing in digital silence")
          .number("momentary_lufs", "loudness of the 400 ms that end with this row (EBU Tech 3341)")
          .number("short_term_lufs", "loudness of the 3 s that end with this row (EBU Tech 3341)")
          .number("true_peak_dbtp", "true peak of these 10 ms, loudest channel (BS.1770-4 Annex 2)")
          .number(
              "spectral_centroid_hz",
              "centre of gravity of the power spectrum, 0..8000; missing below -80 dBFS")
          .number(
              "flux_low", "mean rise of ln(1 + 1000 amplitude) per band within 20 ms, 31..156 Hz")
          .number("flux_mid", "the same, 156..2400 Hz")
          .number("flux_high", "the same, 2400..8000 Hz")
          .number("pitch_hz", "fundamental frequency by YIN, 60..2000; missing where not periodic")
          .number("periodicity_ratio", "1 minus YIN's aperiodic share; missing below -60 dBFS");

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
        .signal(SIGNAL)
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
