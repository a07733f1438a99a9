package dev.reelframe.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cuts the packets of one audio view into blocks of a tenth of a second, each sample where its
 * packet's PTS puts it: short gaps are silence, long ones stay gaps, what overlaps is left out.
 */
final class SoundBlocks {
  /**
   * Timestamps of a container may be this far off without meaning it, seconds: many are rounded to
   * milliseconds, and an encoder's frame lasts 20 ms.
   */
  private static final double JITTER_S = 0.02;

  /** A gap up to this long is silence to a listener, and to every view, seconds. */
  static final double SHORT_GAP_S = 0.5;

  private final Audio view;
  private final int rate;
  private final int channels;
  private final double limitS;
  private final Consumer<AudioBlock> sink;
  private final float[] block;
  private final Optional<StereoMix> mix;
  private final List<Gap> gaps = new ArrayList<>();
  private int filled;
  private long start;
  private long samples;
  private long beyond;
  private long overlapping;
  private double beyondS;
  private double overS;

  /**
   * @param limitS later sound is left out, seconds
   * @param sink takes each block
   */
  SoundBlocks(Audio view, MediaInfo.Sound sound, double limitS, Consumer<AudioBlock> sink) {
    this.view = view;
    this.rate = view.rateHz() == 0 ? sound.rateHz() : view.rateHz();
    this.channels = view.mono() ? 1 : sound.channels();
    this.limitS = limitS;
    this.sink = sink;
    this.mix = StereoMix.mixes(view, sound) ? Optional.of(new StereoMix(rate)) : Optional.empty();
    this.block = new float[Math.max(1, rate / 10) * channels];
  }

  Audio view() {
    return view;
  }

  void accept(NutReader.Packet packet) {
    FloatBuffer frames =
        ByteBuffer.wrap(packet.data()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    FloatBuffer in = mix.map(m -> m.of(frames)).orElse(frames);
    double timeS = packet.timeS();
    double reachedS = Math.max(overS, (double) next() / rate);
    if (timeS > limitS && timeS - reachedS <= FrameClock.LONGEST_JUMP_S) {
      overS = timeS;
      return;
    }
    long off = Math.round(timeS * rate) - next();
    if (samples > 0 && Math.abs(off) <= JITTER_S * rate) {
      off = 0;
    }
    if (off > FrameClock.LONGEST_JUMP_S * rate) {
      beyond += in.remaining() / channels;
      beyondS = Math.max(beyondS, timeS);
      return;
    }
    if (off > 0) {
      pause(off);
    } else if (off < 0) {
      int left = (int) Math.min(in.limit() / channels, -off);
      in.position(left * channels);
      overlapping += Math.max(0, left - Math.max(0, Math.round(-timeS * rate)));
    }
    samples += in.remaining() / channels;
    while (in.hasRemaining()) {
      int n = Math.min(in.remaining(), block.length - filled);
      in.get(block, filled, n);
      add(n);
    }
  }

  private void pause(long frames) {
    if (frames > SHORT_GAP_S * rate) {
      gaps.add(new Gap((double) next() / rate, (double) (next() + frames) / rate));
      flush();
      start += frames;
      return;
    }
    for (long silent = frames * channels; silent > 0; ) {
      int n = (int) Math.min(silent, block.length - filled);
      Arrays.fill(block, filled, filled + n, 0);
      add(n);
      silent -= n;
    }
  }

  private void add(int n) {
    filled += n;
    if (filled == block.length) {
      flush();
    }
  }

  /** Hands over the last, shorter block, if there is one. */
  void flush() {
    int whole = filled - filled % channels;
    if (whole > 0) {
      sink.accept(new AudioBlock(start, rate, channels, Arrays.copyOf(block, whole)));
      start += whole / channels;
    }
    filled = 0;
  }

  private long next() {
    return start + filled / channels;
  }

  /** Where the sound ends so far, seconds; 0 where there was none. */
  double endS() {
    return samples == 0 ? 0 : (double) next() / rate;
  }

  /** The last time beyond the limit, seconds; 0 where there was none. */
  double overS() {
    return overS;
  }

  /** Gaps that are no silence, in order. */
  List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  /** Seconds of sound that were left out because their time is absurd. */
  double beyondS() {
    return (double) beyond / rate;
  }

  /** Seconds of sound that were left out because other sound has their time. */
  double overlappingS() {
    return (double) overlapping / rate;
  }

  /** The latest of the absurd times, seconds. */
  double latestS() {
    return beyondS;
  }
}
