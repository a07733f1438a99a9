package dev.reelframe.models.whisper;

/**
 * Many channels to one by their plain mean: what Whisper's references use for any layout, 7.1
 * included. (FFmpeg's {@code -ac 1} to a float format is louder by the square root of 2.)
 */
public final class Downmix {
  private Downmix() {}

  /**
   * @param interleaved samples, frame by frame
   * @param channels 1 or more
   * @return one sample per frame; the input itself for one channel
   */
  public static float[] mean(float[] interleaved, int channels) {
    if (channels < 1 || interleaved.length % channels != 0) {
      throw new IllegalArgumentException(
          interleaved.length + " samples are not whole frames of " + channels + " channels");
    }
    if (channels == 1) {
      return interleaved;
    }
    float[] mono = new float[interleaved.length / channels];
    for (int frame = 0; frame < mono.length; frame++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += interleaved[frame * channels + channel];
      }
      mono[frame] = (float) (sum / channels);
    }
    return mono;
  }
}
