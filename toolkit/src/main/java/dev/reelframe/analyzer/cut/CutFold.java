package dev.reelframe.analyzer.cut;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.RowWriter;
import java.util.Arrays;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * Measures the signal of {@link CutAnalysis}, frame by frame, with a look ahead of half a second.
 */
final class CutFold implements Fold {
  /** Mean luma difference, levels, below which a frame repeats the one before. */
  private static final double REPEAT = 0.12;

  /** Change that no reference falls below, levels: coding noise. */
  private static final double FLOOR = 1.0;

  /** How long after a change the picture before is looked for, seconds. */
  static final double LONGEST_FLASH_S = 0.3;

  /** Change over contrast that may be left when the picture before is back. */
  static final double BACK = 0.3;

  /** The same as a share of the change that it comes back from. */
  static final double BACK_SHARE = 0.3;

  /**
   * Times the usual change that is left of a picture that is back, but for what has moved; which
   * grows with the square root of the frames in between.
   */
  static final double USUAL = 1.4;

  private final int step;
  private final int lag;
  private final RowWriter<CutRow> rows = CutRow.SCHEMA.rows();
  private FrameRing ring;
  private final double[] usual = new double[9];
  private int distinct;
  private long count;

  /** A header may state any rate; what is kept of a clip must not grow with it. */
  private static final double MAX_RATE_HZ = 240;

  CutFold(MediaInfo media) {
    double stated = media.picture().flatMap(MediaInfo.Picture::frameRate).orElse(30.0);
    double rate = Math.min(stated, MAX_RATE_HZ);
    step = (int) Math.max(1, Math.round(rate / 30));
    lag = (int) Math.max(12, Math.min(40, Math.round(rate / 2)));
  }

  @Override
  public void frame(Frame frame) {
    if (ring == null) {
      int capacity = Math.max((GradualFit.LONGEST + 1) * step, 2 * lag) + 2;
      ring = new FrameRing(SmallPicture.forFrames(frame.width(), frame.height()), capacity, step);
    }
    measure(frame);
    if (count > lag) {
      write(count - 1 - lag, count);
    }
  }

  private void measure(Frame frame) {
    FrameRing.Entry now = ring.at(count);
    now.picture.read(frame);
    now.timeS = frame.timeS();
    now.frame = frame.index();
    now.mix = null;
    if (count == 0) {
      now.before = 0;
      now.repeat = false;
      now.difference = 0;
      now.change = 0;
      now.correlation = 1;
      Arrays.fill(now.residual, 0);
    } else {
      FrameRing.Entry last = ring.at(count - 1);
      // Repeats are compared with the first of their run, so that a slow change adds up.
      long before = last.repeat ? last.before : count - 1;
      before = Math.max(before, count - lag);
      FrameRing.Entry earlier = ring.at(before);
      now.before = before;
      now.difference = earlier.picture.difference(now.picture);
      now.repeat = now.difference < Math.max(REPEAT, 0.15 * usual());
      if (!now.repeat) {
        usual[distinct++ % usual.length] = now.difference;
      }
      now.correlation = earlier.picture.correlation(now.picture);
      now.change = now.repeat ? 0 : ring.match.residual(earlier.picture, now.picture, now.residual);
      if (count % step == 0) {
        int grid = (int) (count / step);
        now.mix =
            ring.wipe
                .endingAt(grid)
                .or(() -> ring.gradual.endingAt(grid))
                .map(this::gradual)
                .orElse(null);
      }
    }
    count++;
  }

  /** Writes the row of frame {@code n}, knowing frames below {@code known}. */
  private void write(long n, long known) {
    FrameRing.Entry e = ring.at(n);
    SmallPicture last = ring.at(e.before).picture;
    SmallPicture.Region shown = last.shown.with(e.picture.shown);
    boolean bars = shown.width() < last.width || shown.height() < last.height;
    SmallPicture before = bars ? last.part(shown) : last;
    SmallPicture now = bars ? e.picture.part(shown) : e.picture;
    double correlation = bars ? before.correlation(now) : e.correlation;
    FrameRing.Local local = ring.local(n, known, shown, lag);
    double ratio = relative(local.change(), before, now);
    double spike = e.change / Math.max(FLOOR, local.reference());
    Back back = Back.NONE;
    Aligned aligned = Aligned.NONE;
    double colors = Double.NaN;
    if (!e.repeat && (ratio > 0.06 && spike > 1.5 || ratio > 0.3)) {
      back = back(n, known, ratio / relative(e.change, last, e.picture), local.before());
      aligned = aligned(before, now, correlation);
      colors = before.colorsInCommon(now);
    }
    rows.add(
        new CutRow(
            e.timeS,
            Math.toIntExact(e.frame),
            e.repeat,
            e.difference,
            e.change,
            ratio,
            spike,
            local.changed(),
            local.kept(),
            local.still(),
            local.gone(),
            e.picture.brightness,
            e.picture.contrast,
            correlation,
            back.afterS,
            back.left,
            back.spike,
            aligned.correlation,
            aligned.scale,
            colors,
            local.left(),
            local.top(),
            local.right(),
            local.bottom(),
            Optional.ofNullable(e.mix)));
  }

  /** When the picture before a change is back, and what change against it is left. */
  private record Back(double afterS, double left, double spike) {
    static final Back NONE = new Back(Double.NaN, Double.NaN, Double.NaN);
  }

  /** Median difference of the last distinct frames. */
  private double usual() {
    if (distinct < usual.length) {
      return 0;
    }
    double[] copy = usual.clone();
    Arrays.sort(copy);
    return copy[copy.length / 2];
  }

  private CutRow.Gradual gradual(GradualFit.Fit fit) {
    SmallPicture a = ring.at((long) fit.first() * step).picture;
    SmallPicture b = ring.at((long) fit.last() * step).picture;
    return new CutRow.Gradual(
        fit.kind(),
        time(fit.start(), count),
        time(fit.end(), count),
        fit.misfit(),
        fit.change(),
        fit.breadth(),
        a.sceneContrast(),
        b.sceneContrast(),
        a.correlation(b),
        ring.check.residual(a, b, ring.scratchResidual));
  }

  private double time(double grid, long n) {
    double at = grid * step;
    long low = (long) Math.floor(at);
    double part = at - low;
    double a = ring.at(low).timeS;
    double b = ring.at(Math.min(n, low + 1)).timeS;
    return a + part * (b - a);
  }

  /**
   * Whether the picture before {@code n} comes back: seconds until it does, and the change against
   * it that is left then, over the contrast. Where it does not, the nearest it comes.
   *
   * @param bars by how much more a change counts without the bars around the picture
   * @param usual change of the frames before, which what moves meanwhile leaves as well
   */
  private Back back(long n, long known, double bars, double usual) {
    FrameRing.Entry e = ring.at(n);
    SmallPicture before = ring.at(e.before).picture;
    double best = Double.POSITIVE_INFINITY;
    double when = Double.NaN;
    double spike = Double.NaN;
    for (long i = n + 1; i < known && ring.at(i).timeS - e.timeS < LONGEST_FLASH_S; i++) {
      if (ring.at(i).repeat) {
        continue;
      }
      SmallPicture after = ring.at(i).picture;
      double residual = ring.check.residual(before, after, ring.scratchResidual);
      double left = bars * relative(residual, before, after);
      if (left < best) {
        best = left;
        when = ring.at(i).timeS - e.timeS;
        spike = residual / Math.max(FLOOR, usual) / Math.sqrt(i - e.before);
      }
      if (spike < USUAL
          || best < BACK && best < BACK_SHARE * bars * relative(e.change, before, e.picture)) {
        break;
      }
    }
    return new Back(when, best, spike);
  }

  /** A change in relation to the contrast of both pictures. */
  private static double relative(double change, SmallPicture a, SmallPicture b) {
    return change / (4 + (a.contrast + b.contrast) / 2);
  }

  /**
   * How much alike two pictures are once one of them has been enlarged and moved to fit the other
   * as a whole.
   *
   * @param correlation of luma, the best that was found
   * @param scale enlargement from the older to the newer picture at which it was found
   */
  private record Aligned(double correlation, double scale) {
    static final Aligned NONE = new Aligned(Double.NaN, Double.NaN);
  }

  private Aligned aligned(SmallPicture before, SmallPicture now, double correlation) {
    SmallPicture scratch = before.width == ring.scratch.width ? ring.scratch : before.blank();
    scratch = scratch.height == before.height ? scratch : before.blank();
    int reach = before.width / 10;
    Aligned best = new Aligned(correlation, 1);
    for (double scale = 1.05; scale < 1.55; scale *= 1.06) {
      scratch.zoom(before, scale);
      best = better(best, scratch.bestCorrelation(now, reach), scale);
      scratch.zoom(now, scale);
      best = better(best, scratch.bestCorrelation(before, reach), 1 / scale);
    }
    return best;
  }

  private static Aligned better(Aligned best, double correlation, double scale) {
    return correlation > best.correlation ? new Aligned(correlation, scale) : best;
  }

  @Override
  public Table signal(StreamEnd end) {
    for (long n = Math.max(0, count - lag - 1); n < count; n++) {
      if (n >= rows.size()) {
        write(n, count);
      }
    }
    return rows.table();
  }
}
