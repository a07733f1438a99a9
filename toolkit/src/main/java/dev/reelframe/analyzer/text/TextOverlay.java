package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
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

  private static final Schema TABLE =
      Schema.intervals(NAME, "A caption, from its first frame to its last")
          .integer(
              "track_id",
              "number of the caption in this video, from 1; a mark that jumps keeps its own")
          .text("text", "what it says, lines joined with a blank; missing where it was not read")
          .box()
          .text(
              "kind",
              "caption: put over the picture for a time; watermark: small, at the edge, all of the"
                  + " time, in one place or jumping between several; label: comes and goes with the picture, so probably part of it",
              "caption",
              "label",
              "watermark")
          .text("language", "ISO 639-3 code of the words; missing where they are too few to tell")
          .text(
              "unread",
              "what of it is not in the text. script: all, letters of a script that is not read;"
                  + " illegible: all, too unclear; part: a sign, an emoji or words of another script"
                  + " beside the text; missing where all was read",
              "script",
              "illegible",
              "part")
          .confidence();

  private static final Schema SIGNAL =
      Schema.frames(NAME + "_signal", "One reading of one line of text")
          .integer("line", "number of the line in this video, from 1")
          .number("line_start_s", "first frame that shows the line")
          .number("line_end_s", "first frame that shows it no more")
          .text(
              "enters",
              "how it comes: with the first frame of the clip, with another picture, alone",
              "clip",
              "picture",
              "alone")
          .text(
              "leaves",
              "how it goes: with the last frame of the clip, with the picture, alone",
              "clip",
              "picture",
              "alone")
          .text(
              "moves",
              "where it scrolls to, the box being where it was found; missing where it stands",
              "up",
              "down",
              "left",
              "right")
          .integer("samples", "sampled frames whose mean was read, this one being the last")
          .text("text", "what was read, missing where nothing was")
          .text(
              "unread",
              "what of the line is not in the text",
              UnreadReason.words().toArray(String[]::new))
          .box()
          .number("frame_w_px", "width of the picture")
          .number("frame_h_px", "height of the picture")
          .number("slant_deg", "of the reading direction, clockwise from rightwards")
          .number("line_height_px", "across the reading direction")
          .number("line_score", "0..1, how surely the detector takes it for text")
          .confidence();

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
    return AnalyzerSpec.of("3", TABLE)
        .signal(SIGNAL)
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
        SIGNAL,
        TextEngines.open(run.models(models.get())));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Rows rows = TABLE.rows();
    if (signal.isEmpty()) {
      return Outcome.of(rows.table());
    }
    double width = signal.doubleColumn("frame_w_px").getDouble(0);
    double height = signal.doubleColumn("frame_h_px").getDouble(0);
    Watermarks marks = new Watermarks(width, height);
    List<Row> found = new ArrayList<>();
    int track = 0;
    for (List<Caption> places : marks.tracks(new Captions(leastConfidence).of(signal))) {
      track++;
      for (Caption caption : places) {
        boolean mark = places.size() > 1 || marks.isMark(caption);
        found.add(new Row(track, caption, mark ? "watermark" : kind(caption, width)));
      }
    }
    found.sort(Comparator.comparingDouble(row -> row.caption().startS()));
    found.forEach(row -> row.addTo(rows));
    return Outcome.of(rows.table());
  }

  private record Row(int track, Caption caption, String kind) {

    void addTo(Rows rows) {
      PixelRect box = caption.box();
      rows.add(
          caption.startS(),
          caption.endS(),
          track,
          caption.isRead() ? caption.text() : null,
          box.left(),
          box.top(),
          box.width(),
          box.height(),
          kind,
          Language.of(caption.text()).orElse(null),
          caption.unread() == UnreadReason.NOTHING ? null : caption.unread().word(),
          caption.confidence());
    }
  }

  private static String kind(Caption caption, double width) {
    boolean withPicture = caption.enters() != Passage.ALONE && caption.leaves() != Passage.ALONE;
    boolean centred = Math.abs(caption.box().middleX() - width / 2) < 0.06 * width;
    return withPicture && !centred ? "label" : "caption";
  }
}
