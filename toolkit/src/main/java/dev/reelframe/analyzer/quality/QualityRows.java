package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** Makes the rows of the table from the signal. */
final class QualityRows {
  private static final double BLACK_BRIGHT_SHARE = 0.002;

  /**
   * A block of a standing picture changes less from frame to frame, be it at a key frame; levels.
   */
  private static final double STILL_CHANGE = 3;

  /** And its mean less than this within a quarter of a second. */
  private static final double STILL_DRIFT = 1.5;

  private static final double SHORTEST_BARS_S = 0.5;

  /** A row to be written; rows are sorted by time. */
  private record Row(Interval span, String kind, Object[] payload) {}

  private final Table signal;
  private final double frozenS;
  private final double endS;
  private final Optional<Picture> picture;
  private final double[] timeS;
  private final double[] bright;
  private final double[] change;
  private final double[] drift;
  private final List<Row> rows = new ArrayList<>();

  QualityRows(Table signal, Inputs inputs, double frozenS) {
    this.signal = signal;
    this.frozenS = frozenS;
    this.endS = inputs.end().pictureS();
    this.picture = inputs.media().picture();
    this.timeS = column("time_s");
    this.bright = column("bright_ratio");
    this.change = column("change_levels");
    this.drift = column("drift_levels");
  }

  private double[] column(String name) {
    return signal.doubleColumn(name).asDoubleArray();
  }

  Table table() {
    quality();
    runs(this::black, 0).forEach(run -> add(run, "black", nothing()));
    frozen();
    bars();
    rows.sort(Comparator.comparingDouble((Row row) -> row.span.startS()));
    Rows out = ContentQuality.TABLE.rows();
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>(List.of(row.span.startS(), row.span.endS(), row.kind));
      cells.addAll(Arrays.asList(row.payload));
      out.add(cells.toArray());
    }
    return out.table();
  }

  private static Object[] nothing() {
    return new Object[12];
  }

  /** Frames {@code first .. end - 1}. */
  private record Run(int first, int end) {}

  private void add(Run run, String kind, Object[] payload) {
    double start = run.first == 0 ? 0 : timeS[run.first];
    double end = run.end < timeS.length ? timeS[run.end] : endS;
    if (start < end) {
      rows.add(new Row(new Interval(start, end), kind, payload));
    }
  }

  private double lengthS(int first, int end) {
    return (end < timeS.length ? timeS[end] : endS) - timeS[first];
  }

  /** Longest runs of frames that hold a condition for at least so many seconds. */
  private List<Run> runs(IntPredicate holds, double shortestS) {
    List<Run> out = new ArrayList<>();
    int first = -1;
    for (int i = 0; i <= timeS.length; i++) {
      boolean in = i < timeS.length && holds.test(i);
      if (in && first < 0) {
        first = i;
      } else if (!in && first >= 0) {
        if (lengthS(first, i) >= shortestS - 1e-6) {
          out.add(new Run(first, i));
        }
        first = -1;
      }
    }
    return out;
  }

  private void quality() {
    double[] contrast = column("contrast_ratio");
    int[] sampled =
        IntStream.range(0, timeS.length).filter(i -> !Double.isNaN(contrast[i])).toArray();
    List<Interval> spans =
        Interval.standing(IntStream.of(sampled).mapToObj(i -> timeS[i]).toList(), endS);
    for (int k = 0; k < spans.size(); k++) {
      double[] m = new double[7];
      List<String> names = ContentQuality.SIGNAL.columnNames();
      for (int j = 0; j < m.length; j++) {
        m[j] = signal.doubleColumn(names.get(names.size() - 7 + j)).getDouble(sampled[k]);
      }
      Object[] payload = nothing();
      payload[0] = ContentQuality.score(m[0], m[1], m[2], m[3], m[4], m[5], m[6]);
      for (int j = 0; j < m.length; j++) {
        payload[j + 1] = m[j];
      }
      rows.add(new Row(spans.get(k), "quality", payload));
    }
  }

  private boolean black(int frame) {
    return bright[frame] <= BLACK_BRIGHT_SHARE;
  }

  /** Stretches in which no block changes, neither from frame to frame nor slowly. */
  private void frozen() {
    int first = 0;
    int past = 0;
    for (int i = 1; i <= timeS.length; i++) {
      boolean still = false;
      if (i < timeS.length) {
        while (past + 1 < i && timeS[past + 1] <= timeS[i] - FreezeDetector.LAG_S) {
          past++;
        }
        boolean steady = past < first || drift[i] < STILL_DRIFT;
        still = change[i] < STILL_CHANGE && steady && !black(i);
      }
      if (!still) {
        if (!black(first) && lengthS(first, i) >= frozenS - 1e-6) {
          add(new Run(first, i), "frozen", nothing());
        }
        first = i;
      }
    }
  }

  private void bars() {
    for (BarRuns.Run run : new BarRuns(signal, this::black).find()) {
      Run frames = new Run(run.first(), run.end());
      if (lengthS(run.first(), run.end()) >= SHORTEST_BARS_S - 1e-6) {
        add(frames, run.bars().kind(), between(run.bars()));
      }
    }
  }

  private Object[] between(Bars bars) {
    Object[] payload = nothing();
    picture.ifPresent(p -> {
      long x = Math.round(bars.left() * p.width());
      long y = Math.round(bars.top() * p.height());
      payload[8] = x;
      payload[9] = y;
      payload[10] = p.width() - x - Math.round(bars.right() * p.width());
      payload[11] = p.height() - y - Math.round(bars.bottom() * p.height());
    });
    return payload;
  }
}
