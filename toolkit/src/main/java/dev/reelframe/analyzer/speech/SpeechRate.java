package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code speech_rate}: words and syllables per minute in each stretch of speech. Where there is a
 * transcript, words are counted and syllables are counted in them; else syllables are voiced peaks
 * of loudness (de Jong and Wempe 2009). Those found 54 of 57 syllables of synthetic German over
 * soft music and 22 of 29 of a speech in a hall; loud music disturbs them.
 *
 * @param speech the analyzer whose table is named {@code speech_activity}
 * @param sound the analyzer whose table is named {@code audio_analysis}
 * @param words the analyzer whose table is named {@code speech_transcription}; without it syllables
 *     are heard
 */
public record SpeechRate(Analyzer speech, Analyzer sound, Optional<Analyzer> words)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "speech_rate";

  private record RateRow(
      double startS,
      double endS,
      @Column("words said; missing without a transcript") Integer words,
      @Column("words per minute of the stretch; missing without a transcript") double wordsPerMin,
      @Column("syllables said") int syllables,
      @Column("syllables per minute of the stretch, short pauses included") double syllablesPerMin,
      @Column("syllables per minute of the time that is voice, short pauses left out")
          double articulationPerMin,
      @Column("share of the stretch that is voice, 0..1") double articulationRatio,
      @Column(
              "how syllables were counted: in the words of the transcript, or as voiced peaks of"
                  + " loudness")
          Method method) {
    static final RowSchema<RateRow> SCHEMA =
        RowSchema.of(RateRow.class, NAME, "A stretch of speech without a long pause");
  }

  private enum Method {
    TRANSCRIPT,
    ACOUSTIC
  }

  /** A voice is taken to sound where the detector says so with at least this probability. */
  static final double VOICE = 0.5;

  /** Words counted in the transcript, where this machine can make one. */
  public static SpeechRate standard() {
    return new SpeechRate(
        SpeechActivity.standard(),
        AudioAnalysis.standard(),
        Optional.of(SpeechTranscription.standard()));
  }

  /** Counts the words of that analyzer, whose table is named {@code speech_transcription}. */
  public SpeechRate words(Analyzer transcription) {
    return new SpeechRate(speech, sound, Optional.of(transcription));
  }

  /** Counts syllables in the sound alone. */
  public SpeechRate withoutWords() {
    return new SpeechRate(speech, sound, Optional.empty());
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", RateRow.SCHEMA.schema())
        .after(Stream.concat(Stream.of(speech, sound), words.stream()).toArray(Analyzer[]::new));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(RateRow.SCHEMA.schema());
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<MeasuredTable> stretches = inputs.table(SpeechActivity.NAME);
    Optional<Prosody> prosody = Prosody.of(inputs);
    if (stretches.isEmpty() || prosody.isEmpty()) {
      return Outcome.skipped(
          "it reads speech_activity and audio_analysis, and one of them gave no table",
          "see why that one ended as it did");
    }
    Optional<Transcript> transcript = Transcript.of(inputs);
    RowWriter<RateRow> rows = RateRow.SCHEMA.rows();
    for (Interval stretch : Interval.of(stretches.get())) {
      List<Transcript.Word> words = transcript.map(t -> t.within(stretch)).orElse(List.of());
      boolean counted = !words.isEmpty();
      int syllables =
          counted
              ? words.stream().mapToInt(w -> Syllables.in(w.text(), w.language())).sum()
              : prosody.get().nuclei(stretch).size();
      double voiced = voicedS(stretches.get(), stretch);
      double minutes = stretch.length() / 60;
      rows.add(
          new RateRow(
              stretch.startS(),
              stretch.endS(),
              counted ? words.size() : null,
              counted ? words.size() / minutes : Double.NaN,
              syllables,
              syllables / minutes,
              voiced > 0 ? syllables / (voiced / 60) : Double.NaN,
              Math.min(1, voiced / stretch.length()),
              counted ? Method.TRANSCRIPT : Method.ACOUSTIC));
    }
    return Outcome.of(rows.table());
  }

  /** Seconds of voice in a stretch; NaN where the probabilities are not there. */
  private static double voicedS(MeasuredTable activity, Interval stretch) {
    return activity.signal().map(s -> new VoiceSteps(s).voicedS(stretch)).orElse(Double.NaN);
  }
}
