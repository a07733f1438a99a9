package dev.reelframe.analyzer.audio;

import dev.reelframe.media.AudioBlock;

/**
 * K-weighted power and true peak per hop of 10 ms, on the channels and at the rate of the file.
 * Hops begin at the sample nearest to their time, so that rates which 100 does not divide drift by
 * less than a sample.
 */
final class LoudnessMeter {
  static final int HOPS_PER_S = 100;

  /** Takes what one hop gives. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param power channel-weighted mean square after K-weighting
     * @param peak true peak of the loudest channel, 1 is full scale
     */
    void accept(double power, double peak);
  }

  /** Samples beyond this are no sound but damage (float files may hold anything). */
  private static final float ABSURD = 1e4f;

  private final int rateHz;
  private final int channels;
  private final double[] weights;
  private final KWeighting[] filters;
  private final TruePeak[] peaks;
  private final Sink sink;
  private long hop;
  private long at;
  private double energy;
  private double peak;
  private int inHop;

  LoudnessMeter(int rateHz, int channels, String layout, Sink sink) {
    this.rateHz = rateHz;
    this.channels = channels;
    this.weights = ChannelWeights.of(layout, channels);
    this.sink = sink;
    this.filters = new KWeighting[channels];
    this.peaks = new TruePeak[channels];
    for (int c = 0; c < channels; c++) {
      filters[c] = new KWeighting(rateHz);
      peaks[c] = new TruePeak(rateHz);
    }
  }

  void accept(AudioBlock block) {
    float[] samples = sane(block.samples());
    int frames = block.frames();
    for (int from = 0; from < frames; ) {
      long end = Math.round((hop + 1) * (double) rateHz / HOPS_PER_S);
      int n = (int) Math.min(frames - from, end - at);
      measure(samples, from, n);
      from += n;
      at += n;
      if (at == end) {
        finish();
      }
    }
  }

  /** Hands over the last, shorter hop, if there is one. */
  void finish() {
    if (inHop > 0) {
      sink.accept(energy / inHop, peak);
      hop++;
      energy = 0;
      peak = 0;
      inHop = 0;
    }
  }

  private void measure(float[] samples, int from, int n) {
    for (int c = 0; c < channels; c++) {
      int offset = from * channels + c;
      if (weights[c] > 0) {
        energy += weights[c] * filters[c].energy(samples, offset, channels, n);
      }
      peak = Math.max(peak, peaks[c].of(samples, offset, channels, n));
    }
    inHop += n;
  }

  /**
   * The samples, or a copy with silence for what is not a number: it would ring on in the filters.
   */
  static float[] sane(float[] samples) {
    float[] out = samples;
    for (int i = 0; i < samples.length; i++) {
      if (!(Math.abs(samples[i]) < ABSURD)) {
        out = out == samples ? samples.clone() : out;
        out[i] = 0;
      }
    }
    return out;
  }
}
