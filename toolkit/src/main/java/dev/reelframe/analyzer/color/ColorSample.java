package dev.reelframe.analyzer.color;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.List;

/** A row of the signal of {@link ColorAnalysis}. */
record ColorSample(
    double timeS,
    long frame,
    @Column("whether the colours change with this frame, as at a cut") boolean sudden,
    @Column(name = "color", count = Palette.MOST) List<NamedColor> colors,
    ColorMeasures measures) {
  static final RowSchema<ColorSample> SCHEMA =
      RowSchema.of(ColorSample.class, ColorAnalysis.NAME + "_signal", "Colours of a sampled frame");

  /** The same, sudden or not. */
  ColorSample withSudden(boolean is) {
    return new ColorSample(timeS, frame, is, colors, measures);
  }
}
