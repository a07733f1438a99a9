package dev.reelframe.analyzer.vlm;

import dev.reelframe.analyzer.grounding.CheckedClaims;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.Optional;
import java.util.OptionalDouble;

/** A row of {@code qwen2_vl_temporal}: a stretch in the words of a model. */
record DescribedRow(
    double startS,
    double endS,
    @Column("number of the stretch, from 0") int segment,
    @Column(
            "what the model sees, in whole sentences; missing where it gave none. Words of a model,"
                + " not certain: what of them was checked stands in claims")
        Optional<String> description,
    @Column("people it names, parted by \"; \"; missing where it names none") String people,
    @Column("where it is, in its words") Optional<String> place,
    @Column("what is done, parted by \"; \"") String actions,
    @Column("things it names, parted by \"; \"") String objects,
    @Column("words it reads in the picture, parted by \"; \"") String onScreenText,
    @Column("what it says of the camera") Optional<String> camera,
    @Column(
            "number of the stretch whose description stands here, since both look alike; missing"
                + " where this one was described itself")
        Optional<Integer> sameAs,
    @Column(
            "share of the description's pairs of words that neither described neighbour has, 0..1;"
                + " missing where same_as is filled, or there is no neighbour")
        OptionalDouble noveltyRatio,
    @Column(
            "how many answers went in circles, or said over what was said before; where the last one"
                + " still did, the description ends where the circle began")
        int loops,
    @Column(
            "the budget ran out before the answer was complete: the description ends with its last"
                + " whole sentence")
        boolean cutOff,
    Optional<CheckedClaims.Cells> checked) {
  static final RowSchema<DescribedRow> SCHEMA =
      RowSchema.of(
              DescribedRow.class,
              TemporalDescription.NAME,
              "A short stretch of the video, described by a model; they overlap")
          .labels("description");
}
