package dev.reelframe.analyzer.cut;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Looks for a gradual transition that ends near the newest frame: a stretch of frames each of which
 * is a mixture of the stretch's two ends.
 *
 * <p>In a dissolve or fade every cell of the picture is mixed in the same proportion, and the
 * proportion grows in a straight line (the production model of Lienhart, "Reliable transition
 * detection in videos", 2001). In a wipe each cell shows one end or the other. Motion fits neither:
 * cells change at different times, to what neither end shows.
 */
final class GradualFit {
  /** Lengths that are tried, frames of the grid; each about 1.4 times the one before. */
  private static final int[] LENGTHS = {6, 9, 13, 18, 26, 36, 50, 70};

  static final int LONGEST = LENGTHS[LENGTHS.length - 1];
  private static final int SAMPLES = 8;

  /** Most of a mixture that may be left over, as a share of the squared difference of the ends. */
  private static final double MIX_REST = 0.13;

  /** Shares up to which a picture counts as one of the ends. */
  private static final double RAMP = 0.05;

  /** Weight of the misfit of true mixtures alone against that of the stretch, ends and all. */
  private static final double RAMP_WEIGHT = 0.75;

  /** Most of a wipe that may be neither end, as a share of their difference. */
  private static final double WIPE_REST = 0.04;

  enum Kind {
    MIX,
    WIPE,
    LINE
  }

  /**
   * A stretch that fits.
   *
   * @param kind mixture, wipe between pictures that stand still, or any wipe found by its line
   * @param first grid frame of the older end
   * @param last grid frame of the newer end
   * @param start where the proportion leaves 0, in grid frames
   * @param end where it reaches 1
   * @param misfit root mean square of what the model leaves over, as a share of the difference of
   *     the ends; 0 fits perfectly
   * @param change root mean square difference of the ends, levels
   * @param breadth share of cells that differ between the ends
   */
  record Fit(
      Kind kind,
      int first,
      int last,
      double start,
      double end,
      double misfit,
      double change,
      double breadth) {}

  private final double[] share = new double[LONGEST + 1];
  private final float[] difference;
  private double rest;
  private final int plane;
  private final IntFunction<SmallPicture> grid;

  /**
   * @param grid the pictures of the last {@link #LONGEST} grid frames and the newest
   */
  GradualFit(SmallPicture like, IntFunction<SmallPicture> grid) {
    this.grid = grid;
    plane = like.cellsAcross * like.cellsDown;
    difference = new float[3 * plane];
  }

  /** The best fit that ends at this grid frame. */
  Optional<Fit> endingAt(int last) {
    Fit best = null;
    for (int length : LENGTHS) {
      if (length > last) {
        break;
      }
      Fit fit = fit(last - length, last);
      if (fit != null && (best == null || worth(fit) > worth(best))) {
        best = fit;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Prefers the stretch that holds the whole transition and little beside it. */
  static double worth(Fit fit) {
    return fit.change * (1 - 2 * fit.misfit);
  }

  private Fit fit(int first, int last) {
    SmallPicture a = grid.apply(first);
    SmallPicture b = grid.apply(last);
    double energy = 0;
    int changed = 0;
    double least = Math.max(3, 0.15 * Math.max(a.contrast, b.contrast));
    for (int i = 0; i < 3 * plane; i++) {
      difference[i] = b.cells[i] - a.cells[i];
      energy += difference[i] * difference[i];
    }
    int counted = 0;
    SmallPicture.Region shown = a.shown.with(b.shown);
    for (int c = 0; c < plane; c++) {
      if (!a.within(c, shown)) {
        continue;
      }
      counted++;
      if (Math.abs(difference[c])
              + Math.abs(difference[c + plane])
              + Math.abs(difference[c + 2 * plane])
          > least) {
        changed++;
      }
    }
    double breadth = (double) changed / Math.max(1, counted);
    double change = Math.sqrt(energy / plane);
    if (change < Math.max(4, 0.3 * Math.max(a.contrast, b.contrast)) || breadth < 0.25) {
      return null;
    }
    Fit mix = mixture(first, last, energy, change, breadth);
    return mix != null || breadth < 0.6 ? mix : wipe(first, last, energy, change, breadth);
  }

  private Fit mixture(int first, int last, double energy, double change, double breadth) {
    int length = last - first;
    int samples = Math.min(SAMPLES, length);
    double left = 0;
    double before = 0;
    for (int j = 1; j < samples; j++) {
      double now = project(first, first + j * length / samples, energy);
      left += rest;
      if (now < before - 0.1 || left > MIX_REST * (samples - 1)) {
        return null;
      }
      before = now;
    }
    double misfit = Math.sqrt(Math.max(0, left / (samples - 1)));
    share[0] = 0;
    share[length] = 1;
    double leftInRamp = 0;
    int inRamp = 0;
    for (int t = 1; t < length; t++) {
      share[t] = project(first, first + t, energy);
      if (share[t] > RAMP && share[t] < 1 - RAMP) {
        leftInRamp += rest;
        inRamp++;
      }
    }
    // The samples of a long stretch may all lie beside a short transition in it.
    double rampMisfit = Math.sqrt(Math.max(0, leftInRamp / Math.max(1, inRamp)));
    misfit = Math.max(misfit, RAMP_WEIGHT * rampMisfit);
    return ramp(Kind.MIX, first, length, misfit, change, breadth);
  }

  /** Share of the newer end in a frame; leaves in {@link #rest} what no share explains, squared. */
  private double project(int first, int at, double energy) {
    float[] a = grid.apply(first).cells;
    float[] m = grid.apply(at).cells;
    float dot = 0;
    float norm = 0;
    for (int i = 0; i < difference.length; i++) {
      float d = m[i] - a[i];
      dot += d * difference[i];
      norm += d * d;
    }
    rest = (norm - dot * dot / energy) / energy;
    return dot / energy;
  }

  private Fit wipe(int first, int last, double energy, double change, double breadth) {
    int length = last - first;
    float[] a = grid.apply(first).cells;
    float[] b = grid.apply(last).cells;
    double before = 0;
    for (int quarter = 1; quarter <= 3; quarter++) {
      double rest = switched(a, b, first, quarter * length / 4, energy);
      double now = share[quarter * length / 4];
      if (rest > WIPE_REST || now < before || now < 0.02 || now > 0.98) {
        return null;
      }
      before = now;
    }
    double left = 0;
    share[0] = 0;
    share[length] = 1;
    for (int t = 1; t < length; t++) {
      left += switched(a, b, first, t, energy);
      if (left > WIPE_REST * (length - 1)) {
        return null;
      }
    }
    double misfit = Math.sqrt(left / (length - 1));
    return ramp(Kind.WIPE, first, length, misfit, change, breadth);
  }

  /**
   * Finds the share of cells of frame {@code t} that show the newer end, weighted by how much the
   * ends differ there.
   *
   * @return what is neither the one nor the other, as a share of the difference of the ends
   */
  private double switched(float[] a, float[] b, int first, int t, double energy) {
    float[] m = grid.apply(first + t).cells;
    double switched = 0;
    double rest = 0;
    for (int c = 0; c < plane; c++) {
      double toA = distance(m, a, c);
      double toB = distance(m, b, c);
      double span = distance(b, a, c);
      rest += Math.min(Math.min(toA, toB), span);
      if (toB < toA) {
        switched += span;
      }
    }
    share[t] = switched / energy;
    return rest / energy;
  }

  private double distance(float[] p, float[] q, int cell) {
    float l = p[cell] - q[cell];
    float b = p[cell + plane] - q[cell + plane];
    float r = p[cell + 2 * plane] - q[cell + 2 * plane];
    return l * l + b * b + r * r;
  }

  /** Fits a straight line through the shares between the ends; null where there is none. */
  private Fit ramp(Kind kind, int first, int length, double misfit, double change, double breadth) {
    int n = 0;
    double st = 0;
    double sa = 0;
    double stt = 0;
    double sta = 0;
    for (int t = 0; t <= length; t++) {
      if (share[t] > 0.08 && share[t] < 0.92) {
        n++;
        st += t;
        sa += share[t];
        stt += (double) t * t;
        sta += t * share[t];
      }
    }
    if (n < 3) {
      return null;
    }
    double spread = stt - st * st / n;
    double slope = spread > 0 ? (sta - st * sa / n) / spread : 0;
    if (slope <= 0) {
      return null;
    }
    double zero = (st - sa / slope) / n;
    double one = zero + 1 / slope;
    for (int t = 0; t <= length; t++) {
      double line = Math.max(0, Math.min(1, (t - zero) * slope));
      if (Math.abs(line - share[t]) > 0.15) {
        return null;
      }
    }
    return new Fit(
        kind,
        first,
        first + length,
        first + Math.max(0, zero),
        first + Math.min(length, one),
        misfit,
        change,
        breadth);
  }
}
