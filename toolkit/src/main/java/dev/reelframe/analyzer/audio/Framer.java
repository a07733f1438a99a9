package dev.reelframe.analyzer.audio;

import java.util.Arrays;

/**
 * Cuts a stream of samples into overlapping frames, one per hop, each centred on its hop; before
 * the first and after the last sample stands silence.
 */
final class Framer {
  /** Takes a frame. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param frame holds the frame's samples from {@code offset} on; valid during the call
     */
    void accept(float[] frame, int offset);
  }

  private final int length;
  private final int hop;
  private final Sink sink;
  private float[] pending;
  private int filled;

  /** Samples of real sound still to be covered by a hop. */
  private long owed;

  Framer(int length, int hop, Sink sink) {
    this.length = length;
    this.hop = hop;
    this.sink = sink;
    this.pending = new float[8 * length];
    this.filled = (length - hop) / 2;
  }

  void accept(float[] samples) {
    owed += samples.length;
    append(samples, samples.length);
    emit();
  }

  /** No more sound comes: the frames whose hops the sound still reaches. */
  void finish() {
    float[] silence = new float[length];
    while (owed > 0) {
      append(silence, silence.length);
      emit();
    }
  }

  private void append(float[] samples, int n) {
    if (filled + n > pending.length) {
      pending = Arrays.copyOf(pending, filled + n + length);
    }
    System.arraycopy(samples, 0, pending, filled, n);
    filled += n;
  }

  private void emit() {
    int at = 0;
    for (; at + length <= filled && owed > 0; at += hop) {
      sink.accept(pending, at);
      owed -= hop;
    }
    System.arraycopy(pending, at, pending, 0, filled - at);
    filled -= at;
  }
}
