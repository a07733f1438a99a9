package dev.reelframe.analyzer.speech;

import dev.reelframe.models.whisper.Transcription.Timing;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;

/** A row of the signal of {@link SpeechTranscription}. */
record TranscriptRow(
    double startS,
    double endS,
    @Column("what the row is") Kind kind,
    @Column("number of the phrase or voice, from 0: a row of the table") int phrase,
    @Column("what is said; missing of a voice without words") String text,
    @Column("ISO 639 code") String language,
    @Column(
            "where a word's times come from: attention of the model, shared out by length, or the"
                + " server; missing for phrases")
        Optional<Timing> timing,
    double confidence) {
  enum Kind {
    PHRASE,
    WORD,
    VOICE
  }

  static final RowSchema<TranscriptRow> SCHEMA =
      RowSchema.of(
          TranscriptRow.class,
          SpeechTranscription.NAME + "_signal",
          "A phrase, a word of the phrase before it, or a voice without words");
}
