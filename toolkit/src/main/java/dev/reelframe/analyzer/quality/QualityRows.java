package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.quality.ContentQuality.Kind;
import dev.reelframe.analyzer.quality.ContentQuality.Stretch;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
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

  private final List<QualityRow> signal;
  private final double frozenS;
  private final double endS;
  private final Optional<Picture> picture;
  private final double[] timeS;
  private final double[] bright;
  private final double[] change;
  private final double[] drift;
  private final List<Stretch> rows = new ArrayList<>();

  QualityRows(List<QualityRow> signal, Inputs inputs, double frozenS) {
    this.signal = signal;
    this.frozenS = frozenS;
    this.endS = inputs.end().pictureS();
    this.picture = inputs.media().picture();
    this.timeS = column(QualityRow::timeS);
    this.bright = column(QualityRow::brightRatio);
    this.change = column(QualityRow::changeLevels);
    this.drift = column(QualityRow::driftLevels);
  }

  private double[] column(ToDoubleFunction<QualityRow> value) {
    return signal.stream().mapToDouble(value).toArray();
  }

  Table table() {
    quality();
    runs(this::black, 0).forEach(run -> add(run, Kind.BLACK, Optional.empty()));
    frozen();
    bars();
    rows.sort(Comparator.comparingDouble(Stretch::startS));
    return Stretch.SCHEMA.table(rows);
  }

  /** Frames {@code first .. end - 1}. */
  private record Run(int first, int end) {}

  private void add(Run run, Kind kind, Optional<BoundingBox> picture) {
    double start = run.first == 0 ? 0 : timeS[run.first];
    double end = run.end < timeS.length ? timeS[run.end] : endS;
    if (start < end) {
      rows.add(Stretch.of(new Interval(start, end), kind, picture));
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
    List<QualityRow> sampled = signal.stream().filter(r -> r.measures().isPresent()).toList();
    List<Interval> spans =
        Interval.standing(sampled.stream().map(QualityRow::timeS).toList(), endS);
    for (int k = 0; k < spans.size(); k++) {
      rows.add(Stretch.of(spans.get(k), sampled.get(k).measures().orElseThrow()));
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
          add(new Run(first, i), Kind.FROZEN, Optional.empty());
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

  private Optional<BoundingBox> between(Bars bars) {
    return picture.map(p -> {
      long x = Math.round(bars.left() * p.width());
      long y = Math.round(bars.top() * p.height());
      return new BoundingBox(
          x,
          y,
          p.width() - x - Math.round(bars.right() * p.width()),
          p.height() - y - Math.round(bars.bottom() * p.height()));
    });
  }
}
