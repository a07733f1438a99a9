package dev.reelframe.analyzer.evidence;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;

/** What a row of {@code text_overlay}, {@code speech_transcription} or the like says, and when. */
public record TextSpan(
    double startS, double endS, @Column("what is written or said; empty for nothing") String text) {
  /** Reads any table with {@code start_s, end_s, text}. */
  public static final RowSchema<TextSpan> SCHEMA =
      RowSchema.of(TextSpan.class, "texts", "A text that is written or said");
}
