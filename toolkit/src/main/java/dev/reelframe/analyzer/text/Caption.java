package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lines that belong together, in the order they are read.
 *
 * @param startS first frame that shows it, seconds
 * @param endS first frame that shows it no more, seconds
 * @param text empty where nothing of it could be read
 * @param unread what of it is not in the text
 * @param place in pixels of the video
 * @param lineHeight of its highest line, pixels of the video
 * @param enters how it came
 * @param leaves how it went
 * @param moves where it scrolls to, the place being where it was found; empty where it stands
 * @param confidence of the reading, or of the detector where there is no text, 0..1
 */
record Caption(
    double startS,
    double endS,
    String text,
    UnreadReason unread,
    RotatedBox place,
    double lineHeight,
    Passage enters,
    Passage leaves,
    Optional<String> moves,
    double confidence) {

  /** How a line comes or goes. */
  enum Passage {
    /** With the first or last frame of the video. */
    CLIP,
    /** With the picture behind it. */
    PICTURE,
    /** While the picture stays. */
    ALONE;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Passage of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }

  double lengthS() {
    return endS - startS;
  }

  /** The upright box around it. */
  PixelRect box() {
    return place.bounds();
  }

  boolean scrolls() {
    return moves.isPresent();
  }

  /** Whether it scrolls sideways, so that its beginning and its end are never seen at once. */
  boolean isTicker() {
    return moves.filter(to -> to.equals("left") || to.equals("right")).isPresent();
  }

  boolean isRead() {
    return !text.isEmpty();
  }

  /** Lines that stand below each other over the same time, as one; all in one direction. */
  static Caption joined(List<Caption> lines) {
    if (lines.size() == 1) {
      return lines.getFirst();
    }
    double angle = lines.getFirst().place().angle();
    List<Caption> down =
        lines.stream()
            .sorted(
                Comparator.comparingDouble((Caption c) -> c.place().seenAt(angle).middleY())
                    .thenComparingDouble(c -> c.place().seenAt(angle).left()))
            .toList();
    Caption first = lines.stream().min(Comparator.comparingDouble(Caption::startS)).orElseThrow();
    Caption last = lines.stream().max(Comparator.comparingDouble(Caption::endS)).orElseThrow();
    PixelRect whole =
        down.stream().map(c -> c.place().seenAt(angle)).reduce(PixelRect::union).orElseThrow();
    List<Caption> read = down.stream().filter(Caption::isRead).toList();
    return new Caption(
        first.startS(),
        last.endS(),
        read.stream().map(Caption::text).collect(Collectors.joining(" ")),
        unread(down, read),
        RotatedBox.fromSeen(whole, angle),
        down.stream().mapToDouble(Caption::lineHeight).max().orElseThrow(),
        first.enters(),
        last.leaves(),
        Optional.empty(),
        (read.isEmpty() ? down : read)
            .stream().mapToDouble(Caption::confidence).min().orElseThrow());
  }

  private static UnreadReason unread(List<Caption> all, List<Caption> read) {
    if (read.isEmpty()) {
      return all.getFirst().unread();
    }
    boolean whole = all.stream().allMatch(line -> line.unread() == UnreadReason.NOTHING);
    return whole ? UnreadReason.NOTHING : UnreadReason.PART;
  }

  /** This and what it went on as: text and box of the surer, or of the longer where it grew. */
  Caption followedBy(Caption next) {
    boolean grew = next.text().length() > text.length() && next.text().startsWith(text);
    boolean surer = next.isRead() == isRead() ? next.confidence() > confidence : next.isRead();
    boolean takes = scrolls() == next.scrolls() ? grew || surer : scrolls();
    Caption says = takes ? next : this;
    boolean pieces = isTicker() && next.isTicker();
    return new Caption(
        startS,
        Math.max(endS, next.endS),
        pieces ? Ticker.joined(text, next.text()) : says.text(),
        says.unread(),
        says.place(),
        says.lineHeight(),
        enters,
        next.leaves,
        scrolls() ? moves : next.moves,
        says.confidence());
  }
}
