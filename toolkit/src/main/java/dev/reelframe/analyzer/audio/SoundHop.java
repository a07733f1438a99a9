package dev.reelframe.analyzer.audio;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;

/** A row of the signal of {@link AudioAnalysis}: 10 ms of sound. */
public record SoundHop(
    double timeS,
    @Column("K-weighted level of these 10 ms; missing in digital silence") double levelLufs,
    @Column("loudness of the 400 ms that end with this row (EBU Tech 3341)") double momentaryLufs,
    @Column("loudness of the 3 s that end with this row (EBU Tech 3341)") double shortTermLufs,
    @Column("true peak of these 10 ms, loudest channel (BS.1770-4 Annex 2)") double truePeakDbtp,
    @Column("centre of gravity of the power spectrum, 0..8000; missing below -80 dBFS")
        double spectralCentroidHz,
    @Column("mean rise of ln(1 + 1000 amplitude) per band within 20 ms, 31..156 Hz") double fluxLow,
    @Column("the same, 156..2400 Hz") double fluxMid,
    @Column("the same, 2400..8000 Hz") double fluxHigh,
    @Column("fundamental frequency by YIN, 60..2000; missing where not periodic") double pitchHz,
    @Column("1 minus YIN's aperiodic share; missing below -60 dBFS") double periodicityRatio) {
  /** Rows a second. */
  public static final int PER_S = LoudnessMeter.HOPS_PER_S;

  public static final RowSchema<SoundHop> SCHEMA =
      RowSchema.of(SoundHop.class, "audio_analysis", "Sound measured every 10 ms");
}
