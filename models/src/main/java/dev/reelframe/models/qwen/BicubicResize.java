package dev.reelframe.models.qwen;

import java.util.Arrays;

/**
 * Pillow's antialiased bicubic resize in its own integer arithmetic, so that pixels are equal to
 * the reference's, not merely close. The convolution kernel is Keys' cubic with a = -0.5 (R. Keys,
 * "Cubic convolution interpolation for digital image processing", 1981), widened by the scale when
 * shrinking; horizontal pass first, 8 bit in between, a pass that changes nothing is skipped.
 * (Since version 12 Pillow swaps the passes for pictures over 100 times as high as wide; this does
 * not.)
 */
final class BicubicResize {

  private static final double KEYS_A = -0.5;
  private static final double KERNEL_RADIUS = 2.0;

  /** Weights are fixed point with 22 fraction bits: 32 - 8 (sample) - 2 (overshoot). */
  private static final int FRACTION_BITS = 22;

  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private BicubicResize() {}

  /** The picture at {@code width x height} pixels. */
  static RgbImage resize(RgbImage image, int width, int height) {
    byte[] rgb = image.rgb();
    if (width != image.width()) {
      rgb = horizontal(rgb, image.width(), image.height(), Taps.of(image.width(), width));
    }
    if (height != image.height()) {
      rgb = vertical(rgb, width, Taps.of(image.height(), height));
    }
    return rgb == image.rgb() ? image : new RgbImage(width, height, rgb);
  }

  private static byte[] horizontal(byte[] source, int sourceWidth, int height, Taps taps) {
    int width = taps.first.length;
    byte[] target = new byte[3 * width * height];
    for (int y = 0, to = 0; y < height; y++) {
      int row = 3 * y * sourceWidth;
      for (int x = 0; x < width; x++, to += 3) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int from = row + 3 * taps.first[x];
        for (int weight : taps.weights[x]) {
          red += (source[from] & 0xff) * weight;
          green += (source[from + 1] & 0xff) * weight;
          blue += (source[from + 2] & 0xff) * weight;
          from += 3;
        }
        target[to] = clamp(red);
        target[to + 1] = clamp(green);
        target[to + 2] = clamp(blue);
      }
    }
    return target;
  }

  private static byte[] vertical(byte[] source, int width, Taps taps) {
    int stride = 3 * width;
    int height = taps.first.length;
    byte[] target = new byte[stride * height];
    int[] sums = new int[stride];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      int from = stride * taps.first[y];
      for (int weight : taps.weights[y]) {
        for (int i = 0; i < stride; i++) {
          sums[i] += (source[from + i] & 0xff) * weight;
        }
        from += stride;
      }
      for (int i = 0, to = stride * y; i < stride; i++, to++) {
        target[to] = clamp(sums[i]);
      }
    }
    return target;
  }

  private static byte clamp(int sum) {
    return (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
  }

  /**
   * For every target position the first source position and the weights from there on.
   *
   * @param first index of the first source sample
   * @param weights fixed point, they sum to about 2^22
   */
  private record Taps(int[] first, int[][] weights) {

    static Taps of(int sourceSize, int targetSize) {
      double scale = (double) sourceSize / targetSize;
      double widening = Math.max(scale, 1.0);
      double support = KERNEL_RADIUS * widening;
      int[] first = new int[targetSize];
      int[][] weights = new int[targetSize][];
      for (int x = 0; x < targetSize; x++) {
        double center = (x + 0.5) * scale;
        int low = Math.max((int) (center - support + 0.5), 0);
        int high = Math.min((int) (center + support + 0.5), sourceSize);
        first[x] = low;
        weights[x] = fixedPoint(low, high, center, widening);
      }
      return new Taps(first, weights);
    }

    private static int[] fixedPoint(int low, int high, double center, double widening) {
      double[] exact = new double[high - low];
      double sum = 0;
      for (int i = 0; i < exact.length; i++) {
        exact[i] = cubic((i + low - center + 0.5) * (1.0 / widening));
        sum += exact[i];
      }
      int[] weights = new int[exact.length];
      for (int i = 0; i < weights.length; i++) {
        double weight = (sum == 0 ? exact[i] : exact[i] * (1.0 / sum)) * (1 << FRACTION_BITS);
        weights[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
      return weights;
    }

    private static double cubic(double distance) {
      double x = Math.abs(distance);
      if (x < 1.0) {
        return ((KEYS_A + 2.0) * x - (KEYS_A + 3.0)) * x * x + 1;
      }
      if (x < KERNEL_RADIUS) {
        return (((x - 5) * x + 8) * x - 4) * KEYS_A;
      }
      return 0.0;
    }
  }
}
