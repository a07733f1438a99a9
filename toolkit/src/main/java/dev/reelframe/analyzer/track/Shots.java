package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * The shots of a video: tracks do not outlive them. At a dissolve or fade two shots share its time;
 * what is seen in the first half belongs to the shot that goes, the rest to the one that comes.
 *
 * @param spans when each shot shows, in the order of time; neighbours overlap in a gradual change
 */
public record Shots(List<Interval> spans) {

  public Shots {
    spans = List.copyOf(spans);
  }

  /**
   * Shots from the table {@code cut_analysis}; one shot where that was skipped or failed.
   *
   * @param inputs of an analyzer that requires {@code Analyzers.cuts()}
   */
  public static Shots of(Inputs inputs) {
    double end = inputs.end().pictureS();
    if (end <= 0) {
      end = inputs.end().durationS();
    }
    return of(inputs.table("cut_analysis").map(Table.class::cast), end);
  }

  /**
   * @param cuts a table with {@code time_s, start_s, end_s}, one row a cut or transition
   * @param endS end of the picture, seconds
   */
  public static Shots of(Optional<Table> cuts, double endS) {
    if (endS <= 0) {
      return new Shots(List.of());
    }
    List<Interval> spans = new ArrayList<>();
    double start = 0;
    double last = 0;
    for (ShotChange change : cuts.map(Shots::changes).orElse(List.of())) {
      double middle = change.middleS();
      if (middle > last && middle < endS) {
        spans.add(new Interval(start, Math.min(change.endS(), endS)));
        start = Math.max(change.startS(), last);
        last = middle;
      }
    }
    spans.add(new Interval(start, endS));
    return new Shots(spans);
  }

  private static List<ShotChange> changes(Table cuts) {
    return ShotChange.of(cuts).stream()
        .sorted(Comparator.comparingDouble(ShotChange::middleS))
        .toList();
  }

  /** Number of the shot that a frame at this time belongs to. */
  public int at(double timeS) {
    int shot = 0;
    while (shot + 1 < spans.size() && timeS + 1e-9 >= border(shot)) {
      shot++;
    }
    return shot;
  }

  /**
   * Moment at which a shot takes over from the one before: the cut, or the middle of the change; 0
   * for the first.
   */
  public double borderBefore(int shot) {
    return shot == 0 ? 0 : border(shot - 1);
  }

  /** Where a shot gives way to the next: the cut, or the middle of the change. */
  private double border(int shot) {
    return (spans.get(shot).endS() + spans.get(shot + 1).startS()) / 2;
  }
}
