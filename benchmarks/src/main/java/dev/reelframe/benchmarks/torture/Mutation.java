package dev.reelframe.benchmarks.torture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A way to damage a file. The same seed gives the same bytes. */
enum Mutation {
  /** A download that broke off. */
  TRUNCATED {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }
  },
  /** The beginning is missing. */
  BEHEADED {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      return Arrays.copyOfRange(whole, 1 + random.nextInt(whole.length / 2), whole.length);
    }
  },
  /** One to eight bits anywhere. */
  BITS {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      byte[] bytes = whole.clone();
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return bytes;
    }
  },
  /** One byte of a hundred. */
  NOISE {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      byte[] bytes = whole.clone();
      for (int n = bytes.length / 100; n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      return bytes;
    }
  },
  /** A sector that could not be read. */
  ZEROED {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      byte[] bytes = whole.clone();
      int from = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.max(1, bytes.length / 4));
      Arrays.fill(bytes, from, Math.min(bytes.length, from + length), (byte) 0);
      return bytes;
    }
  },
  /** Other values in the first two kilobytes, where lengths, rates and counts stand. */
  HEADER {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      return edited(whole, 0, random);
    }
  },
  /** The same in the last two: indices, and the header of some files. */
  TRAILER {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      return edited(whole, Math.max(0, whole.length - EDGE), random);
    }
  },
  /** The beginning of this file, the end of another. */
  SPLICED {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      byte[] other = others.get(random.nextInt(others.size())).bytes();
      int head = 1 + random.nextInt(whole.length - 1);
      return joined(
          Arrays.copyOf(whole, head),
          Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }
  },
  /** A stretch twice, or the whole file. */
  DOUBLED {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      if (random.nextInt(3) == 0) {
        return joined(whole, whole);
      }
      int from = random.nextInt(whole.length);
      int to = from + random.nextInt(whole.length - from);
      return joined(Arrays.copyOf(whole, to), Arrays.copyOfRange(whole, from, whole.length));
    }
  },
  /** A stretch is missing. */
  CUT {
    @Override
    byte[] apply(byte[] whole, List<Base> others, Random random) {
      int from = random.nextInt(whole.length);
      int to = from + random.nextInt(1 + (whole.length - from) / 2);
      return joined(Arrays.copyOf(whole, from), Arrays.copyOfRange(whole, to, whole.length));
    }
  };

  private static final int EDGE = 2048;

  /** Values that break sums and products of lengths. */
  private static final int[] EXTREMES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x10000, 0xFFFF
  };

  abstract byte[] apply(byte[] whole, List<Base> others, Random random);

  private static byte[] edited(byte[] whole, int from, Random random) {
    byte[] bytes = whole.clone();
    int reach = Math.min(EDGE, bytes.length - from - 4);
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      int value =
          random.nextBoolean() ? random.nextInt() : EXTREMES[random.nextInt(EXTREMES.length)];
      int at = from + random.nextInt(reach);
      int width = 1 << random.nextInt(3);
      for (int i = 0; i < width; i++) {
        bytes[at + i] = (byte) (value >> 8 * (width - 1 - i));
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] head, byte[] tail) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    out.writeBytes(tail);
    return out.toByteArray();
  }
}
