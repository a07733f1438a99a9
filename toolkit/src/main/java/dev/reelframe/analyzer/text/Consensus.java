package dev.reelframe.analyzer.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One text from several readings of the same line: the one with most weight behind it. */
final class Consensus {
  private Consensus() {}

  /**
   * A reading and how many samples were averaged for it.
   *
   * @param samples 1 or more
   */
  record Vote(Reading reading, int samples) {

    /** Doubt counts more than linearly; the mean of many samples somewhat more than one. */
    double weight() {
      return Math.pow(reading.confidence(), 3) * (1 + 0.5 * Math.log(samples));
    }
  }

  /** The winner, with the best confidence that it was read with; nothing where nobody votes. */
  static Reading of(List<Vote> votes) {
    Map<String, Double> weights = new LinkedHashMap<>();
    votes.forEach(vote -> weights.merge(vote.reading().text(), vote.weight(), Double::sum));
    String best = "";
    for (Map.Entry<String, Double> entry : weights.entrySet()) {
      if (!entry.getKey().isEmpty() && entry.getValue() > weights.getOrDefault(best, 0.0)) {
        best = entry.getKey();
      }
    }
    String winner = best;
    return new Reading(
        winner,
        votes.stream()
            .filter(vote -> vote.reading().text().equals(winner))
            .mapToDouble(vote -> vote.reading().confidence())
            .max()
            .orElse(0));
  }
}
