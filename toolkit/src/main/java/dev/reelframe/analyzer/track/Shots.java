package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.cut.CutAnalysis;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
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

  /** A change from one shot to the next: {@code startS == endS} at a hard cut. */
  private record Change(double startS, double endS) {
    double middle() {
      return (startS + endS) / 2;
    }
  }

  /** When a row of {@code cut_analysis} is: a moment or an interval. */
  private record CutTimes(Double timeS, Double startS, Double endS) {
    static final RowSchema<CutTimes> SCHEMA = CutAnalysis.Change.SCHEMA.select(CutTimes.class);

    Optional<Change> change() {
      if (startS != null && endS != null) {
        return Optional.of(new Change(startS, endS));
      }
      return Optional.ofNullable(timeS).map(at -> new Change(at, at));
    }
  }

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
    for (Change change : cuts.map(Shots::changes).orElse(List.of())) {
      double middle = change.middle();
      if (middle > last && middle < endS) {
        spans.add(new Interval(start, Math.min(change.endS, endS)));
        start = Math.max(change.startS, last);
        last = middle;
      }
    }
    spans.add(new Interval(start, endS));
    return new Shots(spans);
  }

  private static List<Change> changes(Table cuts) {
    return CutTimes.SCHEMA.read(cuts).stream()
        .flatMap(row -> row.change().stream())
        .sorted(Comparator.comparingDouble(Change::middle))
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
