package dev.reelframe.analyzer.audio;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;

/** A row of {@code audio_analysis}: a window. */
public record AudioRow(
    double startS,
    double endS,
    @Column("K-weighted loudness of the window, ungated (BS.1770-4)") double loudnessLufs,
    @Column("largest momentary loudness (400 ms) that ends here") double momentaryMaxLufs,
    @Column("loudness of the 3 s up to the end of the window") double shortTermLufs,
    @Column("gated loudness of the whole clip (EBU R 128): the same in all rows")
        double integratedLufs,
    @Column("loudness range of the whole clip (EBU Tech 3342): the same in all rows")
        double loudnessRangeLu,
    @Column("true peak of the loudest channel (BS.1770-4 Annex 2)") double truePeakDbtp,
    @Column("median centre of gravity of the power spectrum, 0..8000") double spectralCentroidHz,
    @Column("number of beginnings of notes, beats, syllables") int onsets,
    @Column("tempo, 50..220; missing where there is no steady beat") double tempoBpm,
    @Column("median fundamental frequency of the voiced part, 60..2000") double pitchHz,
    @Column("share of the window that is periodic, as voice or tone, 0..1") double voicedRatio,
    @Column("whether nine tenths of the window are below the limit of silence") boolean silent) {
  public static final RowSchema<AudioRow> SCHEMA =
      RowSchema.of(AudioRow.class, "audio_analysis", "Sound in windows that cover the whole stream")
          .labels("loudness_lufs");
}
