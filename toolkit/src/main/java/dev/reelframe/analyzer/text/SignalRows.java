package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.text.LineTrack.Read;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.MediaInfo.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Writes every reading of every line down, by time.
 *
 * @param video what the pictures were views of
 */
record SignalRows(Picture video) {

  /**
   * What is known of a line.
   *
   * @param pace in pixels of the small picture per second
   */
  private record Line(
      int number,
      double startS,
      double endS,
      Passage enters,
      Passage leaves,
      RotatedBox box,
      ScrollVelocity pace,
      double score) {}

  private record Row(Line line, Read read) {}

  /** The table of lines that stand and of lines that move. */
  Table of(List<LineTrack> standing, List<MovingLine> moving) {
    List<Row> all = new ArrayList<>();
    int number = 0;
    for (LineTrack track : standing) {
      Line line =
          new Line(
              ++number,
              track.startS(),
              track.endS(),
              track.enters(),
              track.leaves(),
              track.box(),
              ScrollVelocity.NONE,
              track.score());
      track.reads().forEach(read -> all.add(new Row(line, read)));
    }
    for (MovingLine track : moving) {
      Line line =
          new Line(
              ++number,
              track.startS(),
              track.endS(),
              Passage.ALONE,
              Passage.ALONE,
              track.box(),
              track.pace(),
              track.score());
      track.reads().forEach(read -> all.add(new Row(line, read)));
    }
    all.sort(
        Comparator.comparingDouble((Row row) -> row.read().timeS())
            .thenComparingInt(row -> row.line().number()));
    return ReadingRow.SCHEMA.table(all.stream().map(row -> row(row.line(), row.read())).toList());
  }

  private ReadingRow row(Line line, Read read) {
    double width = video.width();
    double height = video.height();
    RotatedBox place = line.box().scaled(width / read.width(), height / read.height());
    PixelRect box = place.bounds().within(width, height);
    double left = Math.rint(box.left());
    double top = Math.rint(box.top());
    return new ReadingRow(
        read.timeS(),
        read.frame(),
        line.number(),
        line.startS(),
        line.endS(),
        line.enters(),
        line.leaves(),
        line.pace().direction().orElse(""),
        read.samples(),
        read.reading().text(),
        read.reading().unread(),
        new BoundingBox(left, top, Math.rint(box.right()) - left, Math.rint(box.bottom()) - top),
        width,
        height,
        Math.rint(10 * place.degrees()) / 10,
        Math.rint(place.height()),
        line.score(),
        read.reading().confidence());
  }
}
