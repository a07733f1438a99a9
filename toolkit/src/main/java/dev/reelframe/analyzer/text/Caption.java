package dev.reelframe.analyzer.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines that belong together, in the order they are read.
 *
 * @param startS first frame that shows it, seconds
 * @param endS first frame that shows it no more, seconds
 * @param box in pixels of the video
 * @param lineHeight of its highest line, pixels of the video
 * @param enters how it came
 * @param leaves how it went
 */
record Caption(
    double startS,
    double endS,
    String text,
    Box box,
    double lineHeight,
    Passage enters,
    Passage leaves,
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

  /** Lines that stand below each other over the same time, as one. */
  static Caption joined(List<Caption> lines) {
    List<Caption> down =
        lines.stream()
            .sorted(
                Comparator.comparingDouble((Caption c) -> c.box().middleY())
                    .thenComparingDouble(c -> c.box().left()))
            .toList();
    Caption first = lines.stream().min(Comparator.comparingDouble(Caption::startS)).orElseThrow();
    Caption last = lines.stream().max(Comparator.comparingDouble(Caption::endS)).orElseThrow();
    return new Caption(
        first.startS(),
        last.endS(),
        down.stream().map(Caption::text).collect(Collectors.joining(" ")),
        down.stream().map(Caption::box).reduce(Box::union).orElseThrow(),
        down.stream().mapToDouble(Caption::lineHeight).max().orElseThrow(),
        first.enters(),
        last.leaves(),
        down.stream().mapToDouble(Caption::confidence).min().orElseThrow());
  }

  /** This and what it went on as: text and box of the surer, or of the longer where it grew. */
  Caption followedBy(Caption next) {
    boolean grew = next.text().length() > text.length() && next.text().startsWith(text);
    Caption says = grew || next.confidence() > confidence ? next : this;
    return new Caption(
        startS,
        Math.max(endS, next.endS),
        says.text(),
        says.box(),
        says.lineHeight(),
        enters,
        next.leaves,
        says.confidence());
  }
}
