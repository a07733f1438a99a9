package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.LineTrack.Read;
import java.util.ArrayList;
import java.util.List;

/** A line of text from its first frame to its last: where it was found, and what was read of it. */
abstract sealed class FollowedLine permits LineTrack, MovingLine {
  final RotatedBox box;
  final RotatedBox smallBox;
  final List<Read> reads = new ArrayList<>();
  private final double score;

  /** Seconds; the end is NaN as long as it is not known. */
  double startS;

  double endS = Double.NaN;

  /**
   * @param box in the sampled picture
   * @param smallBox in the small picture
   * @param score of the detector, 0..1
   */
  FollowedLine(RotatedBox box, RotatedBox smallBox, double score) {
    this.box = box;
    this.smallBox = smallBox;
    this.score = score;
  }

  final RotatedBox box() {
    return box;
  }

  final RotatedBox smallBox() {
    return smallBox;
  }

  final double score() {
    return score;
  }

  final List<Read> reads() {
    return reads;
  }

  final double startS() {
    return startS;
  }

  final double endS() {
    return endS;
  }

  final boolean ended() {
    return !Double.isNaN(endS);
  }
}
