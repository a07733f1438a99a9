package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

  /** Share of a piece that the whole line covers. */
  private static final double COVERED = 0.5;

  private final TextDetector detector;

  LineSearch(TextDetector detector) {
    this.detector = detector;
  }

  /**
   * Lines, in pixels of the picture; they may reach beyond the part.
   *
   * @param worthIt whether the whole of a line is wanted of which the part shows a piece
   */
  List<TextDetector.Line> in(PixelRect part, LumaImage picture, Predicate<RotatedBox> worthIt) {
    List<TextDetector.Line> lines = new ArrayList<>();
    List<RotatedBox> cut = new ArrayList<>();
    for (TextDetector.Line line : detect(part, picture)) {
      if (cutBy(part, line.box().bounds(), picture) && worthIt.test(line.box())) {
        cut.add(line.box());
      } else {
        lines.add(line);
      }
    }
    for (PixelRect band : bands(cut, picture)) {
      for (TextDetector.Line whole : detect(band, picture)) {
        RotatedBox place = whole.box();
        if (cut.stream().anyMatch(piece -> place.shared(piece) >= COVERED * piece.area())) {
          lines.removeIf(line -> place.shared(line.box()) >= COVERED * line.box().area());
          lines.add(whole);
        }
      }
    }
    return lines;
  }

  /** Stretches across the picture that hold the pieces of lines; they do not overlap. */
  private static List<PixelRect> bands(List<RotatedBox> pieces, LumaImage picture) {
    List<PixelRect> bands = new ArrayList<>();
    for (PixelRect piece : pieces.stream().map(RotatedBox::bounds).toList()) {
      double room = ROOM * Math.min(piece.height(), piece.width());
      PixelRect band =
          new PixelRect(0, piece.top() - room, picture.width(), piece.bottom() + room)
              .within(picture.width(), picture.height());
      for (PixelRect other : List.copyOf(bands)) {
        if (other.shared(band) > 0) {
          bands.remove(other);
          band = band.union(other);
        }
      }
      bands.add(band);
    }
    return bands;
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
