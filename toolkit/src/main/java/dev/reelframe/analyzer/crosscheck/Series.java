package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value for each whole second of the clip.
 *
 * @param name column it comes from
 * @param sense what it is of; two of the same sense are not compared
 * @param values one a second; NaN where nothing is known
 * @param evidence the rows
 */
record Series(String name, Sense sense, double[] values, List<Evidence> evidence) {
  /** Where a series comes from: loudness and onsets go together without anybody's doing. */
  enum Sense {
    PICTURE,
    SOUND,
    TEXT
  }

  /** Of fewer other values than the usual one nothing can be learned. */
  private static final int FEWEST_OTHERS = 5;

  /** The series of a clip that vary. */
  static List<Series> of(Tables tables) {
    List<Series> all = new ArrayList<>();
    all.add(flow(tables, "cuts_per_s", Sense.PICTURE));
    all.add(flow(tables, "motion_widths_per_s", Sense.PICTURE));
    all.add(flow(tables, "loudness_lufs", Sense.SOUND));
    all.add(flow(tables, "onsets_per_s", Sense.SOUND));
    all.add(flow(tables, "text_changes_per_s", Sense.TEXT));
    all.add(share(tables, "speech_activity", Sense.SOUND));
    all.add(share(tables, "face_detection", Sense.PICTURE));
    return all.stream().filter(Series::varies).toList();
  }

  /** A column of temporal_flow; a last second that is not whole is left out. */
  private static Series flow(Tables tables, String column, Sense sense) {
    List<RowRef> rows =
        tables.rows("temporal_flow").stream().filter(r -> r.endS() - r.startS() >= 1).toList();
    double[] values = rows.stream().mapToDouble(r -> r.number(column).orElse(Double.NaN)).toArray();
    return new Series(column, sense, values, rows.stream().map(RowRef::evidence).toList());
  }

  /** Share of each second that the rows of a table cover. */
  private static Series share(Tables tables, String table, Sense sense) {
    List<RowRef> rows = tables.rows(table).stream().filter(r -> !r.isMoment()).toList();
    List<Interval> spans = rows.stream().map(r -> new Interval(r.startS(), r.endS())).toList();
    double[] values =
        Interval.seconds(tables.inputs().end().durationS()).stream()
            .filter(second -> second.length() >= 1)
            .mapToDouble(second -> Interval.coverage(spans, second))
            .toArray();
    return new Series(table, sense, values, rows.stream().map(RowRef::evidence).toList());
  }

  private boolean varies() {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int usual = 0;
    for (int i = 0; i < known.length; i++) {
      int j = i;
      while (j < known.length && known[j] == known[i]) {
        j++;
      }
      usual = Math.max(usual, j - i);
    }
    return known.length - usual >= FEWEST_OTHERS;
  }
}
