package dev.reelframe.media;

import java.nio.FloatBuffer;

/**
 * One channel out of two: their mean, but the louder of them where they cancel each other. A voice
 * whose channels have opposite signs (a cable soldered the wrong way, a "wide" effect) is heard by
 * anyone and is not there in the mean. They cancel where half their difference holds more power
 * than their mean, that is where their correlation is negative.
 */
final class StereoMix {
  /** Powers are those of the last fifth of a second. */
  private static final double MEMORY_S = 0.2;

  /** The mix glides from one to the other in this time, so that nothing clicks. */
  private static final double GLIDE_S = 0.02;

  /** Power of the half difference over that of the mean from which on they cancel, and down to. */
  private static final double FROM = 2;

  private static final double TO = 1.2;

  /** By so much the other channel must be louder to be taken instead: 3 dB. */
  private static final double LOUDER = 2;

  /** Power of silence, -100 dB. */
  private static final double SILENCE = 1e-10;

  private final double forget;
  private final double glide;
  private double mean;
  private double side;
  private double left;
  private double right;
  private boolean cancels;
  private boolean takesRight;

  /** Share of the single channel in what is given, and of the right one in that. */
  private double share;

  private double rightShare;

  StereoMix(int rateHz) {
    this.forget = 1 / (MEMORY_S * rateHz);
    this.glide = 1 / (GLIDE_S * rateHz);
  }

  /** Whether a view of a sound is mixed here rather than by the decoder. */
  static boolean mixes(Audio view, MediaInfo.Sound sound) {
    return view.mono() && sound.channels() == 2 && sound.layout().equals("stereo");
  }

  /**
   * Mixes frames.
   *
   * @param frames left and right in turn
   * @return one value per frame
   */
  FloatBuffer of(FloatBuffer frames) {
    float[] out = new float[frames.remaining() / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = next(frames.get(), frames.get());
    }
    return FloatBuffer.wrap(out);
  }

  private float next(float l, float r) {
    float both = 0.5f * l + 0.5f * r;
    float half = 0.5f * l - 0.5f * r;
    mean += forget * ((double) both * both - mean);
    side += forget * ((double) half * half - side);
    left += forget * ((double) l * l - left);
    right += forget * ((double) r * r - right);
    cancels = side > SILENCE && side > (cancels ? TO : FROM) * mean;
    takesRight = takesRight ? left <= LOUDER * right : right > LOUDER * left;
    share = towards(share, cancels);
    rightShare = towards(rightShare, takesRight);
    if (share == 0) {
      return both;
    }
    double single = (1 - rightShare) * l + rightShare * r;
    return (float) ((1 - share) * both + share * single);
  }

  private double towards(double value, boolean one) {
    return one ? Math.min(1, value + glide) : Math.max(0, value - glide);
  }
}
