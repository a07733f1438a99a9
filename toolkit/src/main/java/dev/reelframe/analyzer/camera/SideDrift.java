package dev.reelframe.analyzer.camera;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the sides of the picture show of a camera where points show too little of the ground. Sides
 * may be somebody's shoulders and hair, so only what those hardly do counts: a way to one side that
 * goes on, or no motion at all.
 *
 * @param speed widths per second
 */
record SideDrift(Camera camera, double speed) {
  /** Share of pairs of which something must be known. */
  private static final double MOSTLY = 0.7;

  /** Share of them that must go one way. */
  private static final double ONE_WAY = 0.8;

  /** Share of pairs in which one side may seem to stand; what moves beside one is somebody. */
  private static final double STANDING = 0.2;

  /** Somebody sways by less, widths. */
  private static final double FAR = 0.05;

  /**
   * Sides that stand move by less along each axis, widths per second, on average and from pair to
   * pair: a quarter of a pixel in a tenth of a second and half a pixel, as whole pixels are matched
   * along each by itself.
   */
  private static final double STANDS = 0.018;

  private static final double MATCHED = 0.035;

  static Optional<SideDrift> of(List<MotionRow> pairs) {
    double[] across =
        known(pairs, p -> p.sure() ? p.motion().dxWidthsPerS() : p.sides().sidesDxWidthsPerS());
    double[] down =
        known(pairs, p -> p.sure() ? p.motion().dyWidthsPerS() : p.sides().sidesDyWidthsPerS());
    boolean seenAcross = across.length >= MOSTLY * pairs.size();
    boolean seenDown = down.length >= MOSTLY * pairs.size();
    double lengthS = pairs.getLast().timeS() - pairs.getFirst().fromS();
    double right = seenAcross ? way(across, lengthS) : 0;
    double below = seenDown ? way(down, lengthS) : 0;
    long standing = pairs.stream().filter(p -> p.stillSides() > 0).count();
    if ((right != 0 || below != 0) && standing <= STANDING * pairs.size()) {
      boolean pan = Math.abs(right) >= Math.abs(below);
      Camera camera =
          pan
              ? right > 0 ? Camera.PAN_RIGHT : Camera.PAN_LEFT
              : below > 0 ? Camera.TILT_DOWN : Camera.TILT_UP;
      return Optional.of(
          new SideDrift(camera, Math.max(Math.abs(right), Math.abs(below)) / lengthS));
    }
    // Edges that all run one way do not show what moves along them: that is not known to stand.
    double rms = Math.hypot(rms(across), rms(down));
    boolean stands = seenAcross && seenDown && stands(across) && stands(down);
    return stands ? Optional.of(new SideDrift(Camera.STATIC, rms)) : Optional.empty();
  }

  private static double[] known(List<MotionRow> pairs, ToDoubleFunction<MotionRow> motion) {
    return pairs.stream().mapToDouble(motion).filter(v -> !Double.isNaN(v)).toArray();
  }

  /** Widths; 0 where that is no way to one side. */
  private static double way(double[] speeds, double lengthS) {
    double mean = mean(speeds);
    long along = Arrays.stream(speeds).filter(v -> v * mean > 0).count();
    boolean leads = along >= ONE_WAY * speeds.length && Math.abs(mean) * lengthS >= FAR;
    return leads ? mean * lengthS : 0;
  }

  private static boolean stands(double[] speeds) {
    return Math.abs(mean(speeds)) < STANDS && rms(speeds) < MATCHED;
  }

  private static double mean(double[] speeds) {
    return Arrays.stream(speeds).average().orElse(0);
  }

  private static double rms(double[] speeds) {
    return Math.sqrt(Arrays.stream(speeds).map(v -> v * v).average().orElse(0));
  }
}
