package dev.reelframe.models.whisper;

/**
 * Brings mono audio from one sampling rate to another by band-limited interpolation (J. O. Smith,
 * "Digital Audio Resampling"): a sinc with 24 zero crossings on each side under a Hann window, cut
 * off at the lower of the two Nyquist frequencies, float64 inside. No dependence on block size.
 *
 * <p>The kernel is the one that the Whisper reference cases were made with; features of other good
 * resamplers differ in the top mel bands by up to 0.2.
 */
public final class Resampler {
  private static final int ZERO_CROSSINGS = 24;

  /** Above this many coefficients phases are computed one by one instead of being kept. */
  private static final int TABLE_LIMIT = 1 << 21;

  private final int up;
  private final int down;
  private final double cutoff;
  private final double halfWidth;
  private final double[][] phases;

  private Resampler(int fromHz, int toHz) {
    int common = gcd(fromHz, toHz);
    up = toHz / common;
    down = fromHz / common;
    cutoff = Math.min(1, (double) toHz / fromHz);
    halfWidth = ZERO_CROSSINGS / cutoff;
    boolean keep = up * (2 * halfWidth + 1) <= TABLE_LIMIT;
    phases = new double[keep ? up : 0][];
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase] = kernel(phase);
    }
  }

  /** A resampler from {@code fromHz} to {@code toHz}; may be used from many threads. */
  public static Resampler between(int fromHz, int toHz) {
    if (fromHz <= 0 || toHz <= 0) {
      throw new IllegalArgumentException("rates must be positive: " + fromHz + ", " + toHz);
    }
    return new Resampler(fromHz, toHz);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * @param mono samples at the first rate
   * @return ceil(length * toHz / fromHz) samples at the second rate; the input itself if both are
   *     equal
   */
  public float[] apply(float[] mono) {
    if (up == down) {
      return mono;
    }
    float[] out = new float[Math.toIntExact(Math.ceilDiv((long) mono.length * up, down))];
    for (int i = 0; i < out.length; i++) {
      long position = (long) i * down;
      int centre = (int) (position / up);
      int phase = (int) (position % up);
      double[] kernel = phases.length > 0 ? phases[phase] : kernel(phase);
      int first = centre + firstTap(phase);
      int from = Math.max(0, -first);
      int to = Math.min(kernel.length, mono.length - first);
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum += kernel[k] * mono[first + k];
      }
      out[i] = (float) sum;
    }
    return out;
  }

  /** Offset of the first input sample under the kernel, relative to the one at or before it. */
  private int firstTap(int phase) {
    return (int) Math.ceil((double) phase / up - halfWidth);
  }

  private double[] kernel(int phase) {
    double centre = (double) phase / up;
    int first = firstTap(phase);
    int last = (int) Math.floor(centre + halfWidth);
    double[] taps = new double[last - first + 1];
    for (int k = 0; k < taps.length; k++) {
      double distance = centre - (first + k);
      double window = 0.5 + 0.5 * Math.cos(Math.PI * distance / halfWidth);
      taps[k] = cutoff * sinc(cutoff * distance) * window;
    }
    return taps;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
