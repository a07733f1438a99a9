package dev.reelframe.export;

import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A format of another tool, and the file that it gets. */
public enum ExportFormat {
  /** Edit decision list, CMX 3600: the shots, for editors. */
  EDL("shots.edl", EditList::edl),
  /** OpenTimelineIO: the shots as clips, rows of analyzers as markers. */
  OTIO("timeline.otio", Timeline::otio),
  /** Final Cut Pro XML 1.9: one clip with a marker per shot, caption and sentence. */
  FCPXML("timeline.fcpxml", Timeline::fcpxml),
  /** COCO: boxes and keypoints per sampled frame. */
  COCO("coco.json", Coco::json),
  /** CVAT for video 1.1: boxes as tracks. */
  CVAT("cvat.xml", Cvat::xml),
  /** FiftyOne: boxes per frame and events, as ETA VideoLabels. */
  FIFTYONE("fiftyone.json", VideoLabels::json),
  /** Praat: speech, words and captions as tiers. */
  TEXTGRID("speech.TextGrid", Tiers::textGrid),
  /** ELAN annotation format 3.0: the same tiers. */
  EAF("speech.eaf", Tiers::eaf),
  /** A brief for a language model: Markdown within {@link #TOKENS} tokens, or as many as wanted. */
  BRIEF("brief.md", results -> Brief.markdown(results, ExportFormat.TOKENS));

  /** Tokens that a brief may have unless somebody says otherwise. */
  public static final int TOKENS = 4_000;

  /** Turns results into the text of a file. */
  @FunctionalInterface
  interface Writer {
    String text(SavedResults results) throws IOException;
  }

  private final String file;
  private final Writer writer;

  ExportFormat(String file, Writer writer) {
    this.file = file;
    this.writer = writer;
  }

  /** Name of the file that is written. */
  public String file() {
    return file;
  }

  /** The file's text. */
  public String text(SavedResults results) throws IOException {
    return writer.text(results);
  }

  /**
   * A {@link #BRIEF} of at most so many tokens, counted as two ASCII characters or one other byte.
   */
  public static String brief(SavedResults results, int tokens) {
    return Brief.markdown(results, tokens);
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static ExportFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(name.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no format " + name + ": there are " + words()));
  }

  /** {@code edl}, {@code otio}, ... */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static String words() {
    return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
  }
}
