package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.text.CaptionRow.Kind;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * {@code text_overlay}: what is written over the picture, from the first frame that shows it to the
 * last. A row is one caption: lines below each other that come and go together are one; one that is
 * replaced in its place by another is two; one that stays over a cut is one; one that is typed word
 * by word is one, with its last text, from its first word on.
 *
 * <p>Written words in the scene are found too where they stand still and can be read surely.
 *
 * @param everyS {@link #EVERY_S}
 * @param leastConfidence {@link #MIN_CONFIDENCE}
 * @param models where its models come from; asked when a video is opened
 */
public record TextOverlay(double everyS, double leastConfidence, Supplier<ResidentModels> models)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "text_overlay";

  /** Longer side of the pictures in which lines are followed: cheap enough for every frame. */
  private static final int SMALL_PX = 640;

  /** Longer side of the pictures that are read. */
  private static final int READ_PX = 1280;

  public static final Parameter<Double> EVERY_S =
      Parameter.number(
              "every_s",
              0.25,
              "time between samples that are searched; a caption must stand this long to be found"
                  + " surely")
          .above(0)
          .upTo(1);

  public static final Parameter<Double> MIN_CONFIDENCE =
      Parameter.number("least_confidence", 0.9, "lines read with less are dropped").from(0).upTo(1);

  public TextOverlay {
    EVERY_S.check(everyS);
    MIN_CONFIDENCE.check(leastConfidence);
  }

  /** With the default of each parameter. */
  public static TextOverlay standard() {
    return new TextOverlay(EVERY_S.standard(), MIN_CONFIDENCE.standard(), ResidentModels::shared);
  }

  /** Searches a frame every so many seconds, at most 1. */
  public TextOverlay every(double seconds) {
    return new TextOverlay(seconds, leastConfidence, models);
  }

  /** Drops lines that were read with less, 0..1. */
  public TextOverlay confidence(double least) {
    return new TextOverlay(everyS, least, models);
  }

  /** Takes its models from there. */
  public TextOverlay models(ResidentModels resident) {
    return new TextOverlay(everyS, leastConfidence, () -> resident);
  }

  private Frames sampled() {
    return Frames.every(everyS).longest(READ_PX).grey();
  }

  private static Frames small() {
    return Frames.all().longest(SMALL_PX).grey();
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", CaptionRow.SCHEMA.schema())
        .signal(ReadingRow.SCHEMA.schema())
        .reads(small(), sampled())
        .uses(TextDetector.MODEL, TextRecogniser.MODEL)
        .parameter(EVERY_S, everyS, this::every)
        .parameter(MIN_CONFIDENCE, leastConfidence, this::confidence);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new TextFold(
        small(),
        sampled(),
        media.picture().orElseThrow(),
        TextEngines.open(run.models(models.get())));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<ReadingRow> readings = ReadingRow.SCHEMA.read(signal);
    List<CaptionRow> found = new ArrayList<>();
    if (!readings.isEmpty()) {
      double width = readings.getFirst().frameWidth();
      Watermarks marks = new Watermarks(width, readings.getFirst().frameHeight());
      int track = 0;
      for (List<Caption> places : marks.tracks(new Captions(leastConfidence).of(readings))) {
        track++;
        for (Caption caption : places) {
          boolean mark = places.size() > 1 || marks.isMark(caption);
          found.add(CaptionRow.of(track, caption, mark ? Kind.WATERMARK : kind(caption, width)));
        }
      }
    }
    found.sort(Comparator.comparingDouble(CaptionRow::startS));
    return Outcome.of(CaptionRow.SCHEMA.table(found));
  }

  private static Kind kind(Caption caption, double width) {
    boolean withPicture = caption.enters() != Passage.ALONE && caption.leaves() != Passage.ALONE;
    boolean centred = Math.abs(caption.box().middleX() - width / 2) < 0.06 * width;
    return withPicture && !centred ? Kind.LABEL : Kind.CAPTION;
  }
}
