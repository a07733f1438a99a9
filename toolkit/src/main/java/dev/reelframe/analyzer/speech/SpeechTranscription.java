package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code speech_transcription}: what is said, phrase by phrase; words with their times stand in the
 * signal. Only stretches of {@code speech_activity} are heard, each in its own language; a stretch
 * in which no words are made out has a row without text. Where no engine is set up this is skipped
 * and says what would enable it; nothing is ever filled in.
 *
 * @param language {@link #LANGUAGE}
 * @param recognition where the text comes from
 * @param speech the analyzer whose table is named {@code speech_activity}
 * @param sound the analyzer whose table is named {@code audio_analysis}: voices are told apart by
 *     their pitch, since a speaker seldom changes the language
 */
public record SpeechTranscription(
    Optional<String> language, Recognition recognition, Analyzer speech, Analyzer sound)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "speech_transcription";

  /** A row of the table. */
  private record SentenceRow(
      double startS,
      double endS,
      @Column("what is said, with punctuation; missing where no words are made out") String text,
      @Column("ISO 639 code; missing where the engine does not say") String language,
      @Column("number of words, 0 where none are made out; missing where the engine gives no words")
          Integer words,
      double confidence) {
    static final RowSchema<SentenceRow> SCHEMA =
        RowSchema.of(
            SentenceRow.class,
            NAME,
            "A sentence, or a stretch of voice in which no words are made out");
  }

  public static final Parameter<Optional<String>> LANGUAGE =
      Parameter.text(
          "language", "detected", "[a-z]{2,3}", "ISO 639 code of what is spoken, or detected");

  /** The engine that this machine is set up for, language detected. */
  public static SpeechTranscription standard() {
    return new SpeechTranscription(
        LANGUAGE.standard(),
        Recognition.standard(),
        SpeechActivity.standard(),
        AudioAnalysis.standard());
  }

  /** Speech in that language, an ISO 639 code. */
  public SpeechTranscription language(String code) {
    return new SpeechTranscription(Optional.of(code), recognition, speech, sound);
  }

  /** Text from that engine. */
  public SpeechTranscription by(Recognition engine) {
    return new SpeechTranscription(language, engine, speech, sound);
  }

  /** Hears what that analyzer finds, whose table is named {@code speech_activity}. */
  public SpeechTranscription speech(Analyzer analyzer) {
    return new SpeechTranscription(language, recognition, analyzer, sound);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", SentenceRow.SCHEMA.schema())
        .signal(TranscriptRow.SCHEMA.schema())
        .reads(Audio.mono(VoiceDetector.RATE_HZ))
        .after(speech, sound)
        .uses(Recognition.MODELS)
        .parameter(
            LANGUAGE,
            language,
            spoken -> new SpeechTranscription(spoken, recognition, speech, sound))
        .fact("engine", recognition.name());
  }

  @Override
  public Optional<State.Skipped> unable(MediaInfo media) {
    return Analyzer.super.unable(media).or(() -> recognition.missing().get());
  }

  @Override
  public List<ModelUse> modelsNow() {
    return recognition.missing().get().isPresent() ? List.of() : recognition.models().get();
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new TranscriptionFold(this, run);
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    if (signal.isEmpty() && inputs.table(SpeechActivity.NAME).isEmpty()) {
      return Outcome.skipped(
          "speech_activity has no table, so it is not known where to listen",
          "see why speech_activity ended as it did");
    }
    List<TranscriptRow> said = TranscriptRow.SCHEMA.read(signal);
    RowWriter<SentenceRow> rows = SentenceRow.SCHEMA.rows();
    for (int at = 0; at < said.size(); ) {
      TranscriptRow phrase = said.get(at);
      int words = 0;
      for (at++; at < said.size() && said.get(at).kind() == TranscriptRow.Kind.WORD; at++) {
        words++;
      }
      boolean untold = words == 0 && phrase.kind() == TranscriptRow.Kind.PHRASE;
      rows.add(
          new SentenceRow(
              phrase.startS(),
              phrase.endS(),
              phrase.text(),
              phrase.language(),
              untold ? null : words,
              phrase.confidence()));
    }
    return Outcome.of(rows.table());
  }
}
