package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.LineTrack.Read;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frame;

/** One line of text that moves at an even pace, from its first frame to its last. */
final class MovingLine extends FollowedLine {
  /** Present below this share, it is lost. */
  private static final double LOST = 0.5;

  /** A line that comes back within this time was never gone, seconds. */
  private static final double GONE_S = 0.15;

  /** How far from its way it is looked for, pixels of the small picture. */
  private static final int ASTRAY = 2;

  /** Nearer to the upper or lower edge of the picture than this it is cut, line heights. */
  private static final double EDGE = 0.3;

  private static final int MAX_READS = 3;
  private static final double GOOD = 0.9;

  private final LineTemplate outline;
  private final double foundS;
  private ScrollVelocity pace;
  private double seenS;

  /**
   * @param box in the sampled picture
   * @param smallBox in the small picture
   * @param outline where it was found
   * @param foundS when
   */
  MovingLine(
      RotatedBox box,
      RotatedBox smallBox,
      double score,
      LineTemplate outline,
      double foundS,
      ScrollVelocity pace) {
    super(box, smallBox, score);
    this.outline = outline;
    this.foundS = foundS;
    this.pace = pace;
    this.startS = foundS;
    this.seenS = foundS;
  }

  ScrollVelocity pace() {
    return pace;
  }

  void ends(double timeS) {
    endS = Math.max(timeS, startS);
  }

  /** Where it is at a time, in the small picture. */
  RotatedBox smallBoxAt(double timeS) {
    return smallBox.moved(pace.right() * (timeS - foundS), pace.down() * (timeS - foundS));
  }

  /** Looks for it in an earlier frame than the first so far; says whether it is there. */
  boolean lookBack(double timeS, LumaImage small) {
    boolean there = presence(timeS, small) >= LOST;
    if (there) {
      startS = timeS;
    }
    return there;
  }

  /** Looks for it in the next frame; it ends when it has been away for some time. */
  void look(double timeS, LumaImage small) {
    if (presence(timeS, small) >= LOST) {
      seenS = timeS;
      endS = Double.NaN;
    } else {
      // The first frame without it; decided when it stays away.
      endS = ended() ? endS : timeS;
    }
  }

  /** Whether it has been gone for long enough to say so. */
  boolean isGone(double timeS) {
    return ended() && timeS - endS >= GONE_S - 1e-6;
  }

  /** The last frame so far that shows it. */
  double seenS() {
    return seenS;
  }

  /** Presence at its place, or the best near by along its way, which then is its place. */
  private double presence(double timeS, LumaImage small) {
    double past = timeS - foundS;
    int right = (int) Math.round(pace.right() * past);
    int down = (int) Math.round(pace.down() * past);
    boolean sideways = pace.right() != 0;
    double best = 0;
    int most = 0;
    for (int away = -ASTRAY; away <= ASTRAY; away++) {
      double shown =
          outline.presence(small, right + (sideways ? away : 0), down + (sideways ? 0 : away));
      if (shown > best || shown == best && Math.abs(away) < Math.abs(most)) {
        best = shown;
        most = away;
      }
    }
    if (best >= LOST && Math.abs(past) > 0.5) {
      pace =
          sideways
              ? new ScrollVelocity((right + most) / past, 0)
              : new ScrollVelocity(0, (down + most) / past);
    }
    return best;
  }

  /** Reads it in a sample that shows it whole, until two readings agree. */
  void sample(Frame frame, double scaleX, double scaleY, LineReader reader) {
    LumaImage picture = LumaImage.of(frame);
    double past = frame.timeS() - foundS;
    RotatedBox place = box.moved(pace.right() * past * scaleX, pace.down() * past * scaleY);
    if (isWhole(place, picture, pace) && reads.size() < MAX_READS && !settled()) {
      reads.add(Read.of(frame, reader.read(picture, place, false), 1));
    }
  }

  /**
   * Whether a picture shows a line at its full height, and from end to end unless it is a ticker.
   */
  static boolean isWhole(RotatedBox line, LumaImage picture, ScrollVelocity pace) {
    double room = EDGE * line.height();
    PixelRect bounds = line.bounds();
    return bounds.top() >= room
        && bounds.bottom() <= picture.height() - room
        && (pace.isSideways() || bounds.left() >= 0 && bounds.right() <= picture.width());
  }

  private boolean settled() {
    return reads.size() >= 2
        && reads.getLast().reading().agrees(reads.get(reads.size() - 2).reading())
        && reads.getLast().reading().confidence() >= GOOD;
  }
}
