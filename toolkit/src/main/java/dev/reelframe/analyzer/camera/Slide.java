package dev.reelframe.analyzer.camera;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the whole picture slides from frame to frame, for whip pans and tilts: too fast and too
 * blurred for points. Blur along the motion leaves what varies across it, so the picture is summed
 * up along the motion's columns (or rows) in bands, and the bands of two frames that follow each
 * other are shifted until they correlate best, normalised.
 *
 * @param columns mean luma per band and column
 * @param rows mean luma per band and row
 */
record Slide(float[][] columns, float[][] rows) {
  private static final int BANDS = 12;

  /** Frames that follow each other share this much of the picture at the least. */
  private static final double SHARED = 0.3;

  /** A slide is seen from this correlation, */
  private static final double SURE = 0.7;

  /** where everything farther away than this share of the picture fits worse by so much. */
  private static final double APART = 0.06;

  private static final double CLEAR = 0.1;

  /** Share of the bands that must slide, each with this correlation. */
  private static final double WHOLE = 0.7;

  private static final double BAND_SURE = 0.5;

  /** Slower ones, shares of the picture per frame, are measured by points. */
  private static final double FAST = 0.05;

  static Slide of(GreyPyramid picture) {
    int w = picture.width[0];
    int h = picture.height[0];
    float[][] columns = new float[BANDS][w];
    float[][] rows = new float[BANDS][h];
    float[] luma = picture.luma[0];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float value = luma[y * w + x];
        columns[y * BANDS / h][x] += value * BANDS / h;
        rows[x * BANDS / w][y] += value * BANDS / w;
      }
    }
    return new Slide(columns, rows);
  }

  /**
   * The motion of the picture over frames that follow each other: a whip pan or tilt; empty where
   * the frames do not slide, all the same way.
   */
  static Optional<Similarity> through(List<Slide> frames) {
    Optional<Double> across = whole(frames.stream().map(Slide::columns).toList());
    Optional<Double> down = whole(frames.stream().map(Slide::rows).toList());
    if (across.isPresent() == down.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Similarity(1, 0, across.orElse(0.0), down.orElse(0.0)));
  }

  private static Optional<Double> whole(List<float[][]> profiles) {
    List<Integer> steps = new ArrayList<>();
    for (int i = 1; i < profiles.size(); i++) {
      step(profiles.get(i - 1), profiles.get(i)).ifPresent(steps::add);
    }
    boolean enough = !steps.isEmpty() && 2 * steps.size() >= profiles.size() - 1;
    boolean oneWay = steps.stream().mapToInt(Integer::signum).distinct().count() == 1;
    double mean = steps.stream().mapToInt(s -> s).average().orElse(0);
    return enough && oneWay ? Optional.of(mean * (profiles.size() - 1)) : Optional.empty();
  }

  /** Pixels by which the newer frame's content lies further on. */
  private static Optional<Integer> step(float[][] before, float[][] now) {
    int length = before[0].length;
    int most = (int) ((1 - SHARED) * length);
    double[] fits = new double[2 * most + 1];
    int best = 0;
    for (int shift = -most; shift <= most; shift++) {
      fits[shift + most] = correlation(before, now, shift);
      best = fits[shift + most] > fits[best] ? shift + most : best;
    }
    double second = -1;
    for (int i = 0; i < fits.length; i++) {
      second = Math.abs(i - best) > APART * length ? Math.max(second, fits[i]) : second;
    }
    int step = best - most;
    boolean fast = Math.abs(step) >= FAST * length;
    return fast
            && fits[best] >= SURE
            && fits[best] >= second + CLEAR
            && agreeing(before, now, step) >= WHOLE * BANDS
        ? Optional.of(step)
        : Optional.empty();
  }

  /** Bands with something in them that slides so: a car on an empty road fills only a few. */
  private static int agreeing(float[][] before, float[][] now, int shift) {
    int bands = 0;
    for (int band = 0; band < before.length; band++) {
      double fit = correlation(new float[][] {before[band]}, new float[][] {now[band]}, shift);
      bands += fit >= BAND_SURE ? 1 : 0;
    }
    return bands;
  }

  /** Of what two frames share, each band about its own mean. */
  private static double correlation(float[][] before, float[][] now, int shift) {
    double both = 0;
    double first = 0;
    double second = 0;
    int length = before[0].length;
    int from = Math.max(0, -shift);
    int to = Math.min(length, length - shift);
    for (int band = 0; band < before.length; band++) {
      double meanBefore = mean(before[band], from, to);
      double meanNow = mean(now[band], from + shift, to + shift);
      for (int x = from; x < to; x++) {
        double a = before[band][x] - meanBefore;
        double b = now[band][x + shift] - meanNow;
        both += a * b;
        first += a * a;
        second += b * b;
      }
    }
    // A level of noise in plain bands is no likeness.
    double floor = (to - from) * before.length;
    return both / Math.sqrt((first + floor) * (second + floor));
  }

  private static double mean(float[] values, int from, int to) {
    double sum = 0;
    for (int x = from; x < to; x++) {
      sum += values[x];
    }
    return sum / (to - from);
  }
}
