package dev.reelframe.media;

/**
 * A tenth of a second of sound (the last block may be shorter). Shared between readers: its samples
 * must not be changed.
 *
 * @param start number of the first sample frame since time 0
 * @param rateHz sample rate
 * @param channels interleaved channels
 * @param samples {@code frames * channels} values, nominally -1..1
 */
public record AudioBlock(long start, int rateHz, int channels, float[] samples) implements Item {

  @Override
  public double timeS() {
    return (double) start / rateHz;
  }

  /** Presentation time of the end of the last sample, seconds. */
  public double endS() {
    return (double) (start + frames()) / rateHz;
  }

  /** Sample frames in this block. */
  public int frames() {
    return samples.length / channels;
  }

  @Override
  public String toString() {
    return frames() + " samples at " + timeS() + " s, " + channels + " x " + rateHz + " Hz";
  }
}
