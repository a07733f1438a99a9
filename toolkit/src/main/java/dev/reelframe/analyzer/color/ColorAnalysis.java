package dev.reelframe.analyzer.color;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
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

  /** A row of the table. */
  private record ColorRow(
      Interval span,
      @Column(name = "color", count = Palette.MOST) List<NamedColor> colors,
      ColorMeasures measures) {
    static final RowSchema<ColorRow> SCHEMA =
        RowSchema.of(
            ColorRow.class, NAME, "A stretch of like colours; stretches cover the picture");
  }

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

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", ColorRow.SCHEMA.schema())
        .signal(ColorSample.SCHEMA.schema())
        .reads(Frames.every(everyS).width(WIDTH_PX), EVERY_FRAME)
        .parameter(EVERY_S, everyS, this::every)
        .parameter(SIMILAR, similar, this::similar);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new ColorFold();
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<ColorSample> samples = ColorSample.SCHEMA.read(signal);
    List<Palette> palettes = samples.stream().map(s -> NamedColor.palette(s.colors())).toList();
    List<Integer> firsts = firstsOfStretches(palettes, samples);
    List<Interval> spans =
        Interval.standing(
            firsts.stream().map(i -> samples.get(i).timeS()).toList(), inputs.end().pictureS());
    ColorCounts counts = new ColorCounts();
    RowWriter<ColorRow> rows = ColorRow.SCHEMA.rows();
    for (int i = 0; i < spans.size(); i++) {
      int from = firsts.get(i);
      int to = i + 1 < firsts.size() ? firsts.get(i + 1) : samples.size();
      Palette palette =
          to - from == 1 ? palettes.get(from) : mean(palettes.subList(from, to), counts);
      List<ColorMeasures> measures =
          samples.subList(from, to).stream().map(ColorSample::measures).toList();
      rows.add(new ColorRow(spans.get(i), NamedColor.of(palette), ColorMeasures.mean(measures)));
    }
    return Outcome.of(rows.table());
  }

  /**
   * A stretch ends where the palette is no longer like its first one; where it changes at once,
   * half of that is enough.
   */
  private List<Integer> firstsOfStretches(List<Palette> palettes, List<ColorSample> samples) {
    List<Integer> firsts = new ArrayList<>();
    for (int i = 0; i < palettes.size(); i++) {
      boolean jump = i > 0 && samples.get(i).sudden();
      if (firsts.isEmpty()
          || similar == 0
          || palettes.get(i).distance(palettes.get(firsts.getLast())) > similar
          || jump && palettes.get(i).distance(palettes.get(i - 1)) > similar / 2) {
        firsts.add(i);
      }
    }
    return firsts;
  }

  private static Palette mean(List<Palette> palettes, ColorCounts counts) {
    counts.clear();
    for (Palette palette : palettes) {
      palette.swatches().forEach(s -> counts.add(s.share(), s.red(), s.green(), s.blue()));
    }
    return Palette.of(counts);
  }
}
