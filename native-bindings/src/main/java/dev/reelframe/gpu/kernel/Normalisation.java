package dev.reelframe.gpu.kernel;

/**
 * What is done to a colour value of 0 to 255 before it enters a model: {@code value * scale +
 * bias}, for each channel.
 *
 * @param scaleRed factor of red
 * @param scaleGreen factor of green
 * @param scaleBlue factor of blue
 * @param biasRed added to red
 * @param biasGreen added to green
 * @param biasBlue added to blue
 */
public record Normalisation(
    float scaleRed,
    float scaleGreen,
    float scaleBlue,
    float biasRed,
    float biasGreen,
    float biasBlue) {

  /** 0 to 255 becomes 0 to 1. */
  public static Normalisation unit() {
    float scale = 1f / 255f;
    return new Normalisation(scale, scale, scale, 0, 0, 0);
  }

  /**
   * {@code (value / 255 - mean) / deviation}, as most vision models were trained.
   *
   * @param mean of red, green, blue, 0 to 1
   * @param deviation of red, green, blue, above 0
   */
  public static Normalisation of(float[] mean, float[] deviation) {
    return new Normalisation(
        1f / (255f * deviation[0]),
        1f / (255f * deviation[1]),
        1f / (255f * deviation[2]),
        -mean[0] / deviation[0],
        -mean[1] / deviation[1],
        -mean[2] / deviation[2]);
  }
}
