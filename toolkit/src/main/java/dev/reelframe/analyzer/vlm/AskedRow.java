package dev.reelframe.analyzer.vlm;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;
import java.util.OptionalDouble;

/** A row of the signal of {@code qwen2_vl_temporal}: what became of a stretch. */
record AskedRow(
    double startS,
    double endS,
    @Column("number of the stretch, from 0") int segment,
    @Column("number of the stretch that looks alike and was described instead")
        Optional<Integer> sameAs,
    @Column(
            "to the stretch described last: mean cosine of vision features over the tenth of the"
                + " places that differ most, -1..1; missing where the engine has none")
        OptionalDouble similarity,
    @Column("different frames of the stretch") int frames,
    @Column(
            "frames encoded on its account, or of the stretches asked about together with it; missing"
                + " where the engine does not say")
        Optional<Integer> framesEncoded,
    @Column("how often the model was asked; 0 where same_as is filled") int asks,
    @Column("answers that went in circles") int loops,
    @Column("why the answer ends") Optional<VlmResponse.End> ending,
    @Column("tokens of all answers") Optional<Long> answerTokens,
    @Column("tokens of all questions, pictures included") Optional<Long> promptTokens,
    @Column("of those, the ones computed for an earlier question")
        Optional<Long> promptTokensReused,
    @Column("the last answer, as it came; missing where it was empty") String answer) {
  static final RowSchema<AskedRow> SCHEMA =
      RowSchema.of(
          AskedRow.class,
          TemporalDescription.NAME + "_signal",
          "A stretch of the video, as it was asked about");
}
