package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;

/** A row of {@code text_overlay}. */
public record CaptionRow(
    double startS,
    double endS,
    @Column("number of the caption in this video, from 1; a mark that jumps keeps its own")
        int trackId,
    @Column("what it says, lines joined with a blank; missing where it was not read") String text,
    BoundingBox box,
    @Column(
            "caption: put over the picture for a time; watermark: small, at the edge, all of the"
                + " time, in one place or jumping between several; label: comes and goes with"
                + " the picture, so probably part of it")
        Kind kind,
    @Column("ISO 639-3 code of the words; missing where they are too few to tell") String language,
    @Column(
            value =
                "what of it is not in the text. script: all, letters of a script that is not"
                    + " read; illegible: all, too unclear; part: a sign, an emoji or words of"
                    + " another script beside the text; missing where all was read",
            values = {"script", "illegible", "part"})
        String unread,
    double confidence) {
  public static final RowSchema<CaptionRow> SCHEMA =
      RowSchema.of(
              CaptionRow.class, TextOverlay.NAME, "A caption, from its first frame to its last")
          .labels("text", "kind");

  static CaptionRow of(int track, Caption caption, Kind kind) {
    PixelRect box = caption.box();
    return new CaptionRow(
        caption.startS(),
        caption.endS(),
        track,
        caption.isRead() ? caption.text() : "",
        new BoundingBox(box.left(), box.top(), box.width(), box.height()),
        kind,
        Language.of(caption.text()).orElse(""),
        caption.unread() == UnreadReason.NOTHING ? "" : caption.unread().word(),
        caption.confidence());
  }

  /** What a text is. */
  public enum Kind {
    CAPTION,
    LABEL,
    WATERMARK
  }
}
