package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;

/** A row of the signal of {@link TextOverlay}. */
record ReadingRow(
    double timeS,
    long frame,
    @Column("number of the line in this video, from 1") int line,
    @Column("first frame that shows the line") double lineStartS,
    @Column("first frame that shows it no more") double lineEndS,
    @Column("how it comes: with the first frame of the clip, with another picture, alone")
        Passage enters,
    @Column("how it goes: with the last frame of the clip, with the picture, alone") Passage leaves,
    @Column(
            value =
                "where it scrolls to, the box being where it was found; missing where it stands",
            values = {"up", "down", "left", "right"})
        String moves,
    @Column("sampled frames whose mean was read, this one being the last") int samples,
    @Column("what was read, missing where nothing was") String text,
    @Column("what of the line is not in the text") UnreadReason unread,
    BoundingBox box,
    @Column(name = "frame_w_px", value = "width of the picture") double frameWidth,
    @Column(name = "frame_h_px", value = "height of the picture") double frameHeight,
    @Column("of the reading direction, clockwise from rightwards") double slantDeg,
    @Column("across the reading direction") double lineHeightPx,
    @Column("0..1, how surely the detector takes it for text") double lineScore,
    double confidence) {
  static final RowSchema<ReadingRow> SCHEMA =
      RowSchema.of(
          ReadingRow.class, TextOverlay.NAME + "_signal", "One reading of one line of text");

  Reading reading() {
    return new Reading(text, confidence, unread);
  }

  /** A slanted line again from the upright box around it. */
  RotatedBox place() {
    double angle = Math.toRadians(slantDeg);
    if (angle == 0) {
      return new RotatedBox(box.centreX(), box.centreY(), box.w(), box.h(), 0);
    }
    double cos = Math.abs(Math.cos(angle));
    double sin = Math.abs(Math.sin(angle));
    double length =
        cos > sin ? (box.w() - lineHeightPx * sin) / cos : (box.h() - lineHeightPx * cos) / sin;
    return new RotatedBox(box.centreX(), box.centreY(), Math.max(1, length), lineHeightPx, angle);
  }
}
