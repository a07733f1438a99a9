package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.List;

/**
 * Small texts at the edge that are there all of the time: watermarks. Those of short-video sites
 * jump from corner to corner.
 *
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 */
record Watermarks(double width, double height) {
  /** Highest line of a mark, share of the picture's height. */
  private static final double MAX_HEIGHT = 0.05;

  /** How far from its edges a mark stands at most, share of the picture's height. */
  private static final double MARGIN = 0.2;

  /** Longest time between two places of a mark, and over which both may show it, seconds. */
  private static final double GAP_S = 1;

  private static final double BOTH_S = 0.3;
  private static final double SAME_TEXT = 0.8;
  private static final double SAME_HEIGHT = 1.25;

  /** Whether one that stands in one place is a watermark. */
  boolean isMark(Caption caption) {
    return mayBe(caption) && caption.enters() == Passage.CLIP && caption.leaves() == Passage.CLIP;
  }

  private boolean mayBe(Caption caption) {
    PixelRect box = caption.box();
    boolean atEdge =
        box.middleY() < MARGIN * height
            || box.middleY() > (1 - MARGIN) * height
            || box.right() < width / 2
            || box.left() > width / 2;
    return atEdge && caption.lineHeight() <= MAX_HEIGHT * height;
  }

  /**
   * Captions, each by itself, but the places of a mark that jumps together.
   *
   * @param captions by start
   */
  List<List<Caption>> tracks(List<Caption> captions) {
    List<List<Caption>> tracks = new ArrayList<>();
    for (Caption caption : captions) {
      tracks.stream()
          .filter(track -> goesOn(track.getLast(), caption))
          .findFirst()
          .ifPresentOrElse(
              track -> track.add(caption), () -> tracks.add(new ArrayList<>(List.of(caption))));
    }
    List<List<Caption>> out = new ArrayList<>();
    for (List<Caption> track : tracks) {
      boolean always =
          track.getFirst().enters() == Passage.CLIP && track.getLast().leaves() == Passage.CLIP;
      if (track.size() > 1 && always) {
        out.add(track);
      } else {
        track.forEach(caption -> out.add(List.of(caption)));
      }
    }
    return out;
  }

  private boolean goesOn(Caption last, Caption next) {
    double high = Math.max(last.lineHeight(), next.lineHeight());
    double low = Math.min(last.lineHeight(), next.lineHeight());
    double gap = next.startS() - last.endS();
    return last.isRead()
        && next.isRead()
        && mayBe(last)
        && mayBe(next)
        && gap <= GAP_S
        && gap >= -BOTH_S
        && high <= SAME_HEIGHT * low
        && Captions.likeness(last.text(), next.text()) >= SAME_TEXT;
  }
}
