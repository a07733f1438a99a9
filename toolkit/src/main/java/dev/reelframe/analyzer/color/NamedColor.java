package dev.reelframe.analyzer.color;

import dev.reelframe.analyzer.color.Palette.Swatch;
import dev.reelframe.table.Column;
import java.util.List;

/** A colour of a palette as the tables of {@link ColorAnalysis} have it. */
record NamedColor(
    @Column("sRGB of the colour with share number {}") String hex,
    @Column("nearest everyday CSS colour") ColorName name,
    @Column("its share of the picture, 0..1; all add up to 1") double ratio) {

  static List<NamedColor> of(Palette palette) {
    return palette.swatches().stream()
        .map(s -> new NamedColor(s.hex(), ColorName.of(s.lab()), s.share()))
        .toList();
  }

  static Palette palette(List<NamedColor> colors) {
    return new Palette(colors.stream().map(c -> Swatch.of(c.hex, c.ratio)).toList());
  }
}
