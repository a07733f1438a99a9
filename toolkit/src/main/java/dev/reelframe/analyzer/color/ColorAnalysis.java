package dev.reelframe.analyzer.color;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.color.Palette.Swatch;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.Table;

/**
 * {@code color_analysis}: what colours the picture is made of, and how bright, saturated, contrasty
 * and warm it is. The signal has a row per sampled frame; the table joins neighbours of like
 * palette into stretches, which cover the picture without gaps. Where the colours change from one
 * frame to the next, as at a cut, that frame is a sample of its own, so that no shot has the
 * colours of the shot before; a change that takes longer is placed at the first sample that shows
 * it.
 *
 * @param everyS {@link #EVERY_S}
 * @param similar {@link #SIMILAR}
 */
public record ColorAnalysis(double everyS, double similar) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "color_analysis";

  private static final int WIDTH_PX = 320;

  /** Where sudden changes are looked for. */
  static final Frames EVERY_FRAME = Frames.all().width(144);

  private static final List<String> MEASURES =
      List.of(
          "brightness_ratio",
          "saturation_ratio",
          "contrast_ratio",
          "colorfulness",
          "temperature_k",
          "warmth");
  private static final Schema TABLE =
      measures(Schema.intervals(NAME, "A stretch of like colours; stretches cover the picture"));
  static final Schema SIGNAL =
      measures(
          Schema.frames(NAME + "_signal", "Colours of a sampled frame")
              .flag("sudden", "whether the colours change with this frame, as at a cut"));

  public static final Parameter<Double> EVERY_S =
      Parameter.number("every_s", 0.5, "time between sampled frames").above(0);

  public static final Parameter<Double> SIMILAR =
      Parameter.number(
              "similar",
              0.08,
              "mean OKLab distance (earth mover's) up to which two palettes count as like; 0 keeps"
                  + " every sample apart")
          .from(0);

  public ColorAnalysis {
    EVERY_S.check(everyS);
    SIMILAR.check(similar);
  }

  /** With the default of each parameter. */
  public static ColorAnalysis standard() {
    return new ColorAnalysis(EVERY_S.standard(), SIMILAR.standard());
  }

  /** Samples a frame every so many seconds. */
  public ColorAnalysis every(double seconds) {
    return new ColorAnalysis(seconds, similar);
  }

  /** Joins samples whose palettes differ by at most this mean OKLab distance. */
  public ColorAnalysis similar(double distance) {
    return new ColorAnalysis(everyS, distance);
  }

  private static Schema measures(Schema schema) {
    Schema out = schema;
    for (int i = 1; i <= Palette.MOST; i++) {
      out =
          out.text("color_" + i + "_hex", "sRGB of the colour with share number " + i)
              .text("color_" + i + "_name", "nearest everyday CSS colour", ColorName.words())
              .number("color_" + i + "_ratio", "its share of the picture, 0..1; all add up to 1");
    }
    return out.number("brightness_ratio", "mean luma (BT.709 weights), 0 black .. 1 white")
        .number("saturation_ratio", "HSV saturation weighted by value, 0 grey .. 1 pure colour")
        .number("contrast_ratio", "standard deviation of luma, 0..0.5 (RMS contrast, Peli 1990)")
        .number("colorfulness", "M3 of Hasler and Suesstrunk 2003; 0 none, 59 quite, 109 extreme")
        .number(
            "temperature_k",
            "correlated colour temperature of the mean light (McCamy 1992); missing where it is"
                + " dark or far from the light of a black body")
        .number("warmth", "mean OKLab component towards orange; negative towards blue");
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", TABLE)
        .signal(SIGNAL)
        .reads(Frames.every(everyS).width(WIDTH_PX), EVERY_FRAME)
        .parameter(EVERY_S, everyS, this::every)
        .parameter(SIMILAR, similar, this::similar);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new ColorFold();
  }

  static void add(List<Object> cells, Palette palette, ColorMeasures measures) {
    addPalette(cells, palette);
    cells.addAll(
        List.of(
            measures.brightness(),
            measures.saturation(),
            measures.contrast(),
            measures.colorfulness(),
            measures.temperatureK(),
            measures.warmth()));
  }

  private static void addPalette(List<Object> cells, Palette palette) {
    for (int i = 0; i < Palette.MOST; i++) {
      if (i < palette.swatches().size()) {
        Swatch swatch = palette.swatches().get(i);
        cells.add(swatch.hex());
        cells.add(ColorName.of(swatch.lab()).word());
        cells.add(swatch.share());
      } else {
        cells.add(null);
        cells.add(null);
        cells.add(null);
      }
    }
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<Palette> palettes = new ArrayList<>();
    for (int row = 0; row < signal.rowCount(); row++) {
      palettes.add(palette(signal, row));
    }
    List<Integer> firsts = firstsOfStretches(palettes, signal.booleanColumn("sudden"));
    List<Interval> spans =
        Interval.standing(
            firsts.stream().map(row -> signal.doubleColumn("time_s").getDouble(row)).toList(),
            inputs.end().pictureS());
    ColorCounts counts = new ColorCounts();
    Rows rows = TABLE.rows();
    for (int i = 0; i < spans.size(); i++) {
      int from = firsts.get(i);
      int to = i + 1 < firsts.size() ? firsts.get(i + 1) : signal.rowCount();
      List<Object> cells = new ArrayList<>(List.of(spans.get(i).startS(), spans.get(i).endS()));
      addPalette(
          cells, to - from == 1 ? palettes.get(from) : mean(palettes.subList(from, to), counts));
      for (String measure : MEASURES) {
        cells.add(mean(signal, measure, from, to));
      }
      rows.add(cells.toArray());
    }
    return Outcome.of(rows.table());
  }

  /**
   * A stretch ends where the palette is no longer like its first one; where it changes at once,
   * half of that is enough.
   */
  private List<Integer> firstsOfStretches(List<Palette> palettes, BooleanColumn sudden) {
    List<Integer> firsts = new ArrayList<>();
    for (int i = 0; i < palettes.size(); i++) {
      boolean jump = i > 0 && Boolean.TRUE.equals(sudden.get(i));
      if (firsts.isEmpty()
          || similar == 0
          || palettes.get(i).distance(palettes.get(firsts.getLast())) > similar
          || jump && palettes.get(i).distance(palettes.get(i - 1)) > similar / 2) {
        firsts.add(i);
      }
    }
    return firsts;
  }

  private static Palette palette(Table signal, int row) {
    List<Swatch> swatches = new ArrayList<>();
    for (int i = 1; i <= Palette.MOST; i++) {
      if (!signal.stringColumn("color_" + i + "_hex").isMissing(row)) {
        swatches.add(
            Swatch.of(
                signal.stringColumn("color_" + i + "_hex").get(row),
                signal.doubleColumn("color_" + i + "_ratio").getDouble(row)));
      }
    }
    return new Palette(swatches);
  }

  private static Palette mean(List<Palette> palettes, ColorCounts counts) {
    counts.clear();
    for (Palette palette : palettes) {
      palette.swatches().forEach(s -> counts.add(s.share(), s.red(), s.green(), s.blue()));
    }
    return Palette.of(counts);
  }

  /** Mean of the samples that have the measure; NaN where none has. */
  private static double mean(Table signal, String measure, int from, int to) {
    return DoubleStream.of(signal.doubleColumn(measure).asDoubleArray())
        .skip(from)
        .limit(to - from)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
