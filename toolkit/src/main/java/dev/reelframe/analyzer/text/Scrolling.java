package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frame;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Lines that scroll: found where letters move at one pace in two samples in turn, followed from
 * frame to frame along their way. A camera that pans moves all edges so, too: where no text is
 * found, the next look waits longer and longer.
 */
final class Scrolling {
  /** Fewer moving cells are no line. */
  private static final int MIN_CELLS = 8;

  private static final double FIRST_WAIT_S = 0.5;
  private static final double LONGEST_WAIT_S = 8;

  /** Room round moving cells, cells. */
  private static final int MARGIN = 2;

  /** Shortest line, line heights; a passing thing is shorter. */
  private static final double MIN_LENGTH = 1.5;

  /** Share of a line's edges that must move at its pace; a caption over a pan stands. */
  private static final double MOVING = 0.6;

  /** A line is known where one that is followed covers this share of it; a ticker grows. */
  private static final double COVERED = 0.5;

  private static final double COVERED_TICKER = 0.85;

  private final LineSearch search;
  private final LineReader reader;
  private final List<MovingLine> lines = new ArrayList<>();
  private ScrollVelocity before = ScrollVelocity.NONE;
  private double waitS = FIRST_WAIT_S;
  private double nextS = Double.NEGATIVE_INFINITY;

  Scrolling(LineSearch search, LineReader reader) {
    this.search = search;
    this.reader = reader;
  }

  /** A small picture and its time. */
  record Small(double timeS, LumaImage picture) {}

  List<MovingLine> lines() {
    return lines;
  }

  /** Follows the lines into the next frame. */
  void next(double timeS, LumaImage small) {
    for (MovingLine line : lines) {
      if (!line.ended() || !line.isGone(timeS)) {
        line.look(timeS, small);
      }
    }
  }

  /** Where its lines are at a time, in the small picture. */
  List<RotatedBox> places(double timeS) {
    return lines.stream()
        .filter(line -> timeS >= line.startS() && !(timeS >= line.endS()))
        .map(line -> line.smallBoxAt(timeS))
        .toList();
  }

  /**
   * Looks for new lines in a sample, and reads those that it shows.
   *
   * @param cells those of the small picture that hold letters which neither stand nor belong to a
   *     line that is known
   * @param recent small pictures, the oldest first, up to some time after the sample
   */
  void look(
      Frame sample, boolean[] cells, Small earlier, Small now, Small later, List<Small> recent) {
    double scaleX = (double) sample.width() / now.picture().width();
    double scaleY = (double) sample.height() / now.picture().height();
    for (MovingLine line : lines) {
      if (!line.ended() && sample.timeS() >= line.startS()) {
        line.sample(sample, scaleX, scaleY, reader);
      }
    }
    ScrollVelocity pace = pace(cells, earlier, now, later);
    boolean twice = pace.isMoving() && pace.agrees(before);
    before = pace;
    if (!twice || sample.timeS() < nextS) {
      return;
    }
    boolean[] mine =
        pace.of(
            cells,
            now.picture(),
            earlier.picture(),
            now.timeS() - earlier.timeS(),
            later.picture(),
            later.timeS() - now.timeS());
    if (count(mine) < MIN_CELLS) {
      return;
    }
    PixelRect part = part(mine, now.picture()).scaled(scaleX, scaleY);
    LumaImage picture = LumaImage.of(sample);
    EnumSet<Found> found = EnumSet.noneOf(Found.class);
    for (TextDetector.Line line :
        search.in(part.within(picture.width(), picture.height()), picture, piece -> true)) {
      found.add(begin(line, sample, pace, now, later, recent));
    }
    wait(found, sample.timeS());
  }

  /** What a line that the detector finds turns out to be. */
  private enum Found {
    /** One that scrolls. */
    LINE,
    /** One that has not come in wholly. */
    CUT,
    /** Something else. */
    OTHER
  }

  private void wait(EnumSet<Found> found, double timeS) {
    if (found.contains(Found.LINE)) {
      waitS = FIRST_WAIT_S;
      nextS = Double.NEGATIVE_INFINITY;
    } else {
      waitS = found.contains(Found.CUT) ? FIRST_WAIT_S : Math.min(LONGEST_WAIT_S, 2 * waitS);
      nextS = timeS + waitS;
    }
  }

  private static int count(boolean[] cells) {
    int count = 0;
    for (boolean cell : cells) {
      count += cell ? 1 : 0;
    }
    return count;
  }

  private static ScrollVelocity pace(boolean[] cells, Small earlier, Small now, Small later) {
    if (count(cells) < MIN_CELLS) {
      return ScrollVelocity.NONE;
    }
    Optional<ScrollVelocity> pace =
        ScrollVelocity.of(
            now.picture(),
            cells,
            earlier.picture(),
            now.timeS() - earlier.timeS(),
            later.picture(),
            later.timeS() - now.timeS());
    return pace.orElse(ScrollVelocity.NONE);
  }

  private static PixelRect part(boolean[] cells, LumaImage small) {
    int columns = (small.width() + EdgeField.CELL - 1) / EdgeField.CELL;
    PixelRect whole = null;
    for (int cell = 0; cell < cells.length; cell++) {
      if (cells[cell]) {
        int x = cell % columns;
        int y = cell / columns;
        PixelRect one = new PixelRect(x, y, x + 1, y + 1);
        whole = whole == null ? one : whole.union(one);
      }
    }
    return whole.grown(MARGIN, MARGIN).scaled(EdgeField.CELL, EdgeField.CELL);
  }

  private Found begin(
      TextDetector.Line found,
      Frame sample,
      ScrollVelocity pace,
      Small now,
      Small later,
      List<Small> recent) {
    LumaImage picture = LumaImage.of(sample);
    RotatedBox smallBox =
        found
            .box()
            .scaled(
                (double) now.picture().width() / picture.width(),
                (double) now.picture().height() / picture.height());
    double most = pace.isSideways() ? COVERED_TICKER : COVERED;
    if (places(now.timeS()).stream().anyMatch(p -> p.shared(smallBox) > most * smallBox.area())) {
      return Found.LINE;
    }
    if (!MovingLine.isWhole(found.box(), picture, pace)) {
      return Found.CUT;
    }
    if (found.box().length() < MIN_LENGTH * found.box().height()) {
      return Found.OTHER;
    }
    double onS = later.timeS() - now.timeS();
    LumaImage moved =
        later
            .picture()
            .moved(-(int) Math.round(pace.right() * onS), -(int) Math.round(pace.down() * onS));
    LineTemplate outline = LineTemplate.of(now.picture(), moved, smallBox);
    LineTemplate edges = LineTemplate.of(now.picture(), now.picture(), smallBox);
    if (!outline.firm() || outline.size() < MOVING * edges.size()) {
      return Found.OTHER;
    }
    MovingLine line =
        new MovingLine(found.box(), smallBox, found.score(), outline, now.timeS(), pace);
    line.sample(sample, 1, 1, reader);
    follow(line, recent);
    lines.add(line);
    return Found.LINE;
  }

  /** Goes back to its first frame, and on to the last frame so far. */
  private static void follow(MovingLine line, List<Small> recent) {
    int now = 0;
    while (now < recent.size() - 1 && recent.get(now).timeS() < line.startS() - 1e-6) {
      now++;
    }
    int misses = 0;
    for (int i = now - 1; i >= 0 && misses < 2; i--) {
      misses = line.lookBack(recent.get(i).timeS(), recent.get(i).picture()) ? 0 : misses + 1;
    }
    for (int i = now + 1; i < recent.size(); i++) {
      line.look(recent.get(i).timeS(), recent.get(i).picture());
    }
  }

  /** No frame follows. */
  void end(double endS) {
    for (MovingLine line : lines) {
      if (!line.ended()) {
        line.ends(endS);
      }
    }
  }
}
