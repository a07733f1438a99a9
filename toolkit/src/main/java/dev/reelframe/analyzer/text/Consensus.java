package dev.reelframe.analyzer.text;

import java.util.Comparator;
import java.util.List;

/** One text from several readings of the same line: the one with most weight behind it. */
final class Consensus {
  /** A reading without letters is as good a witness as one of this confidence. */
  private static final double NO_LETTERS = 0.9;

  private Consensus() {}

  /**
   * A reading and how many samples were averaged for it.
   *
   * @param samples 1 or more
   */
  record Vote(Reading reading, int samples) {

    /** Doubt counts more than linearly; the mean of many samples somewhat more than one. */
    double weight() {
      double sure = reading.unread() == UnreadReason.SCRIPT ? NO_LETTERS : reading.confidence();
      return Math.pow(sure, 3) * (1 + 0.5 * Math.log(samples));
    }

    boolean saysSomething() {
      return !reading.text().isEmpty() || reading.unread() == UnreadReason.SCRIPT;
    }
  }

  /** The winner as it was read best; nothing where nobody votes. */
  static Reading of(List<Vote> votes) {
    Vote best = null;
    double most = 0;
    for (Vote vote : votes) {
      double weight =
          votes.stream()
              .filter(other -> other.reading().agrees(vote.reading()))
              .mapToDouble(Vote::weight)
              .sum();
      if (vote.saysSomething() && weight > most) {
        best = vote;
        most = weight;
      }
    }
    if (best == null) {
      return Reading.NOTHING;
    }
    Reading winner = best.reading();
    return votes.stream()
        .map(Vote::reading)
        .filter(winner::agrees)
        .max(Comparator.comparingDouble(Reading::confidence))
        .orElseThrow();
  }
}
