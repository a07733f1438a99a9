package dev.reelframe.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads packets from a NUT stream that our own decoder child writes: several streams in one pipe,
 * each packet with its exact timestamp.
 *
 * <p>Specification: "NUT Open Container Format", ffmpeg.org. Only what a live pipe of raw frames
 * and PCM holds is read: headers, syncpoints and frames; checksums are not verified, a pipe does
 * not flip bits.
 */
final class NutReader {
  private static final byte[] MAGIC =
      "nut/multimedia container\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final long MAIN = 0x4E4D7A561F5F04ADL;
  private static final long STREAM = 0x4E5311405BF2F9DBL;
  private static final long SYNCPOINT = 0x4E4BE4ADEECA4569L;

  private static final int CODED_PTS = 1 << 3;
  private static final int STREAM_ID = 1 << 4;
  private static final int SIZE_MSB = 1 << 5;
  private static final int CHECKSUM = 1 << 6;
  private static final int RESERVED = 1 << 7;
  private static final int SIDE_DATA = 1 << 8;
  private static final int HEADER_INDEX = 1 << 10;
  private static final int MATCH_TIME = 1 << 11;
  private static final int CODED_FLAGS = 1 << 12;
  private static final int INVALID = 1 << 13;

  /** No view is larger than the largest picture, in BGR. */
  private static final long MAX_PACKET = 3L * Probe.MAX_PIXELS;

  /**
   * One packet.
   *
   * @param stream 0-based stream number, in the order of the child's {@code -map} options
   * @param timeS timestamp in seconds
   */
  record Packet(int stream, double timeS, byte[] data) {}

  private record FrameCode(
      int flags,
      int stream,
      int sizeMultiplier,
      int sizeLsb,
      long ptsDelta,
      int reserved,
      int header) {}

  private static final class StreamState {
    int timeBase;
    int ptsShift;
    long lastPts;
  }

  private final DataInputStream in;
  private final FrameCode[] codes = new FrameCode[256];
  private final Map<Integer, StreamState> streams = new HashMap<>();
  private long[] numerators = {};
  private long[] denominators = {};
  private List<byte[]> elidedHeaders = new ArrayList<>();
  private boolean started;

  NutReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
  }

  /**
   * The next packet; empty at the end of the stream, also where the child stopped in the middle of
   * a packet.
   *
   * @throws IOException where the stream is not a NUT
   */
  Optional<Packet> next() throws IOException {
    try {
      if (!started) {
        start();
      }
      while (true) {
        int code = in.read();
        if (code < 0) {
          return Optional.empty();
        }
        if (code != 'N') {
          return Optional.of(packet(codes[code]));
        }
        header(
            (long) code << 56
                | in.readUnsignedByte() * (1L << 48)
                | (in.readUnsignedShort() * (1L << 32))
                | (in.readInt() & 0xFFFFFFFFL));
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  private void start() throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (magic.length < MAGIC.length) {
      throw new EOFException();
    }
    if (!java.util.Arrays.equals(magic, MAGIC)) {
      throw new IOException("the decoder wrote something that is not a NUT stream");
    }
    started = true;
  }

  private void header(long startCode) throws IOException {
    long length = unsigned();
    if (length > 4096) {
      in.readInt();
    }
    if (length < 4 || length > 1 << 24) {
      throw new IOException("NUT header of " + length + " bytes");
    }
    byte[] content = in.readNBytes((int) length);
    if (content.length < length) {
      throw new EOFException();
    }
    Cursor cursor = new Cursor(content);
    if (startCode == MAIN) {
      main(cursor);
    } else if (startCode == STREAM) {
      stream(cursor);
    } else if (startCode == SYNCPOINT) {
      syncpoint(cursor);
    }
  }

  private void main(Cursor c) {
    long version = c.unsigned();
    if (version > 3) {
      c.unsigned();
    }
    c.unsigned();
    c.unsigned();
    int timeBases = (int) c.unsigned();
    numerators = new long[timeBases];
    denominators = new long[timeBases];
    for (int i = 0; i < timeBases; i++) {
      numerators[i] = c.unsigned();
      denominators[i] = c.unsigned();
    }
    frameCodes(c);
    elidedHeaders = new ArrayList<>(List.of(new byte[0]));
    for (long more = c.unsigned(); more > 0; more--) {
      elidedHeaders.add(c.bytes((int) c.unsigned()));
    }
  }

  private void frameCodes(Cursor c) {
    long pts = 0;
    long multiplier = 1;
    long stream = 0;
    long header = 0;
    for (int i = 0; i < 256; ) {
      int flags = (int) c.unsigned();
      long fields = c.unsigned();
      pts = fields > 0 ? c.signed() : pts;
      multiplier = fields > 1 ? c.unsigned() : multiplier;
      stream = fields > 2 ? c.unsigned() : stream;
      long size = fields > 3 ? c.unsigned() : 0;
      long reserved = fields > 4 ? c.unsigned() : 0;
      long count = fields > 5 ? c.unsigned() : multiplier - size;
      if (fields > 6) {
        c.signed();
      }
      header = fields > 7 ? c.unsigned() : header;
      for (long skip = 8; skip < fields; skip++) {
        c.unsigned();
      }
      for (int j = 0; j < count && i < 256; i++) {
        if (i == 'N') {
          codes[i] = new FrameCode(INVALID, 0, 1, 0, 0, 0, 0);
          continue;
        }
        codes[i] =
            new FrameCode(
                flags,
                (int) stream,
                (int) multiplier,
                (int) (size + j),
                pts,
                (int) reserved,
                (int) header);
        j++;
      }
    }
  }

  private void stream(Cursor c) {
    int id = (int) c.unsigned();
    c.unsigned();
    c.bytes((int) c.unsigned());
    StreamState state = new StreamState();
    state.timeBase = (int) c.unsigned();
    state.ptsShift = (int) c.unsigned();
    streams.put(id, state);
  }

  private void syncpoint(Cursor c) {
    long time = c.unsigned();
    int base = (int) (time % numerators.length);
    long ticks = time / numerators.length;
    for (StreamState s : streams.values()) {
      s.lastPts =
          Math.floorDiv(
              Math.multiplyExact(ticks, numerators[base] * denominators[s.timeBase]),
              denominators[base] * numerators[s.timeBase]);
    }
  }

  private Packet packet(FrameCode code) throws IOException {
    int flags = code.flags;
    if ((flags & INVALID) != 0) {
      throw new IOException("invalid NUT frame code");
    }
    if ((flags & CODED_FLAGS) != 0) {
      flags ^= (int) unsigned();
    }
    int id = (flags & STREAM_ID) != 0 ? (int) unsigned() : code.stream;
    StreamState state = streams.get(id);
    if (state == null) {
      throw new IOException("NUT packet of an unknown stream " + id);
    }
    long pts = (flags & CODED_PTS) != 0 ? codedPts(state) : state.lastPts + code.ptsDelta;
    long size = code.sizeLsb;
    if ((flags & SIZE_MSB) != 0) {
      size += code.sizeMultiplier * unsigned();
    }
    if ((flags & MATCH_TIME) != 0) {
      unsigned();
    }
    int headerIndex = (flags & HEADER_INDEX) != 0 ? (int) unsigned() : code.header;
    long reserved = (flags & RESERVED) != 0 ? unsigned() : code.reserved;
    for (; reserved > 0; reserved--) {
      unsigned();
    }
    if ((flags & CHECKSUM) != 0) {
      in.readInt();
    }
    if ((flags & SIDE_DATA) != 0 || size > MAX_PACKET) {
      throw new IOException("NUT packet of a kind that our decoder does not write");
    }
    state.lastPts = pts;
    double seconds = (double) pts * numerators[state.timeBase] / denominators[state.timeBase];
    return new Packet(id, seconds, payload((int) size, elidedHeaders.get(headerIndex)));
  }

  private long codedPts(StreamState state) throws IOException {
    long coded = unsigned();
    long range = 1L << state.ptsShift;
    if (coded >= range) {
      return coded - range;
    }
    long delta = state.lastPts - (range - 1) / 2;
    return ((coded - delta) & (range - 1)) + delta;
  }

  private byte[] payload(int size, byte[] elided) throws IOException {
    byte[] data = new byte[size];
    System.arraycopy(elided, 0, data, 0, elided.length);
    in.readFully(data, elided.length, size - elided.length);
    return data;
  }

  private long unsigned() throws IOException {
    long value = 0;
    for (int i = 0; i < 10; i++) {
      int b = in.readUnsignedByte();
      value = value << 7 | b & 0x7F;
      if ((b & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("NUT number without an end");
  }

  /** Variable-length numbers inside a header that is in memory. */
  private static final class Cursor {
    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    long unsigned() {
      long value = 0;
      int b;
      do {
        b = bytes[at++];
        value = value << 7 | b & 0x7F;
      } while ((b & 0x80) != 0);
      return value;
    }

    long signed() {
      long v = unsigned() + 1;
      return (v & 1) != 0 ? -(v >> 1) : v >> 1;
    }

    byte[] bytes(int count) {
      byte[] out = java.util.Arrays.copyOfRange(bytes, at, at + count);
      at += count;
      return out;
    }
  }
}
