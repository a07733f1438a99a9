package dev.reelframe.media;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes raw pictures and sound with their times into a pipe that our own encoder child reads.
 *
 * <p>Specification: RFC 9559 (Matroska) on RFC 8794 (EBML), as a live stream: a segment of unknown
 * length, a cluster for each block.
 */
final class RawMatroska implements AutoCloseable {
  private static final int PICTURE = 1;
  private static final int SOUND = 2;

  /** Ticks are microseconds: no PTS of a common time base is moved by more than half of one. */
  private static final double TICKS_PER_S = 1e6;

  private static final long NS_PER_TICK = 1000;

  /** Lengths are written in eight bytes; this one means "until the end". */
  private static final long UNKNOWN = 0x01FFFFFFFFFFFFFFL;

  private static final long LENGTH_MARK = 0x0100000000000000L;

  private final DataOutputStream out;
  private ByteBuffer samples = ByteBuffer.allocate(0);

  private RawMatroska(OutputStream pipe) {
    out = new DataOutputStream(new BufferedOutputStream(pipe, 1 << 16));
  }

  /** A stream of BGR pictures, and of 32-bit float sound where {@code channels} is above 0. */
  static RawMatroska open(OutputStream pipe, int width, int height, int rateHz, int channels)
      throws IOException {
    RawMatroska stream = new RawMatroska(pipe);
    stream.master(
        0x1A45DFA3,
        new Elements()
            .number(0x42F2, 4)
            .number(0x42F3, 8)
            .text(0x4282, "matroska")
            .number(0x4287, 4)
            .number(0x4285, 2));
    stream.out.writeInt(0x18538067);
    stream.out.writeLong(UNKNOWN);
    stream.master(
        0x1549A966,
        new Elements()
            .number(0x2AD7B1, NS_PER_TICK)
            .text(0x4D80, "reelframe")
            .text(0x5741, "reelframe"));
    Elements video =
        new Elements()
            .number(0xB0, width)
            .number(0xBA, height)
            .bytes(0x2EB524, new byte[] {'B', 'G', 'R', 24});
    Elements tracks =
        new Elements().master(0xAE, track(PICTURE, 1, "V_UNCOMPRESSED").master(0xE0, video));
    if (channels > 0) {
      Elements audio =
          new Elements()
              .bytes(0xB5, ByteBuffer.allocate(8).putDouble(rateHz).array())
              .number(0x9F, channels)
              .number(0x6264, Float.SIZE);
      tracks.master(0xAE, track(SOUND, 2, "A_PCM/FLOAT/IEEE").master(0xE1, audio));
    }
    stream.master(0x1654AE6B, tracks);
    return stream;
  }

  private static Elements track(int number, int type, String codec) {
    return new Elements()
        .number(0xD7, number)
        .number(0x73C5, number)
        .number(0x83, type)
        .text(0x86, codec);
  }

  /** A picture that is shown from a moment to another, seconds. */
  void picture(double startS, double endS, byte[] bgr) throws IOException {
    block(PICTURE, startS, endS, bgr, bgr.length);
  }

  /** Interleaved samples that begin at a moment. */
  void sound(double startS, double endS, float[] values, int from, int to) throws IOException {
    int length = Float.BYTES * (to - from);
    if (samples.capacity() < length) {
      samples = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
    samples.clear();
    samples.asFloatBuffer().put(values, from, to - from);
    block(SOUND, startS, endS, samples.array(), length);
  }

  private void block(int track, double startS, double endS, byte[] data, int length)
      throws IOException {
    long start = Math.round(startS * TICKS_PER_S);
    byte[] time = new Elements().number(0xE7, start).content();
    byte[] lasts =
        new Elements().number(0x9B, Math.max(1, Math.round(endS * TICKS_PER_S) - start)).content();
    // Track, time within the cluster (always 0) and flags stand before the data.
    int blockLength = 4 + length;
    int groupLength = 1 + Long.BYTES + blockLength + lasts.length;
    head(0x1F43B675, time.length + 1 + Long.BYTES + groupLength);
    out.write(time);
    head(0xA0, groupLength);
    head(0xA1, blockLength);
    out.write(0x80 | track);
    out.write(new byte[3]);
    out.write(data, 0, length);
    out.write(lasts);
  }

  private void master(int id, Elements content) throws IOException {
    byte[] bytes = content.content();
    head(id, bytes.length);
    out.write(bytes);
  }

  private void head(int id, long length) throws IOException {
    writeId(out, id);
    out.writeLong(LENGTH_MARK | length);
  }

  private static void writeId(DataOutputStream to, int id) throws IOException {
    for (int shift = 24; shift >= 0; shift -= 8) {
      if (id >>> shift != 0) {
        to.write(id >>> shift);
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Elements one after the other. */
  private static final class Elements {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Elements number(int id, long value) {
      return bytes(id, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    Elements text(int id, String value) {
      return bytes(id, value.getBytes(StandardCharsets.US_ASCII));
    }

    Elements master(int id, Elements inner) {
      return bytes(id, inner.content());
    }

    Elements bytes(int id, byte[] value) {
      try (DataOutputStream to = new DataOutputStream(bytes)) {
        writeId(to, id);
        to.writeLong(LENGTH_MARK | value.length);
        to.write(value);
      } catch (IOException e) {
        throw new IllegalStateException("memory cannot fail", e);
      }
      return this;
    }

    byte[] content() {
      return bytes.toByteArray();
    }
  }
}
