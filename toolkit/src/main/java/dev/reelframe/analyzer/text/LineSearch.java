package dev.reelframe.analyzer.text;

import java.util.List;
import java.util.Optional;

/**
 * Finds whole lines in a part of a picture: one that the part cuts is looked for in a wider one.
 */
final class LineSearch {
  /** Pixels that a whole picture has when the detector sees it: letters of 10 px and more. */
  private static final double DETECTION_PX = 410_000;

  /** A line that ends so near to the edge of a part may go on beyond it, in line heights. */
  private static final double NEAR = 0.5;

  /** Room above and below a line that was cut, in line heights. */
  private static final double ROOM = 1.5;

  private final TextDetector detector;

  LineSearch(TextDetector detector) {
    this.detector = detector;
  }

  /** Lines, in pixels of the picture; they may reach beyond the part. */
  List<TextDetector.Line> in(PixelRect part, LumaImage picture) {
    List<TextDetector.Line> found = detect(part, picture);
    Optional<PixelRect> cut =
        found.stream()
            .map(line -> line.box().bounds())
            .filter(line -> cutBy(part, line, picture))
            .reduce(PixelRect::union);
    if (cut.isEmpty()) {
      return found;
    }
    double room = ROOM * Math.min(cut.get().height(), cut.get().width());
    PixelRect wide =
        new PixelRect(0, cut.get().top() - room, picture.width(), cut.get().bottom() + room);
    return detect(part.union(wide).within(picture.width(), picture.height()), picture);
  }

  private static boolean cutBy(PixelRect part, PixelRect line, LumaImage picture) {
    double near = NEAR * line.height();
    return line.left() - part.left() < near && part.left() > 0
        || part.right() - line.right() < near && part.right() < picture.width()
        || line.top() - part.top() < 1 && part.top() > 0
        || part.bottom() - line.bottom() < 1 && part.bottom() < picture.height();
  }

  private List<TextDetector.Line> detect(PixelRect part, LumaImage picture) {
    double scale =
        Math.min(1, Math.sqrt(DETECTION_PX / ((double) picture.width() * picture.height())));
    int width = Math.max(1, (int) Math.round(part.width() * scale));
    int height = Math.max(1, (int) Math.round(part.height() * scale));
    double x = part.width() / width;
    double y = part.height() / height;
    return detector.find(picture.part(part, width, height)).stream()
        .map(line ->
            new TextDetector.Line(
                line.box().scaled(x, y).moved(part.left(), part.top()), line.score()))
        .toList();
  }
}
