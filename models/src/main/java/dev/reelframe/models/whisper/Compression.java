package dev.reelframe.models.whisper;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** How well a window's output compresses: looping text compresses far better than speech. */
public final class Compression {

  /** What is compressed. */
  public enum Measure {
    /** The text as UTF-8 (openai-whisper). */
    TEXT,
    /** The token ids as little-endian bytes, 2 or 3 per id (Hugging Face). */
    TOKENS
  }

  private Compression() {}

  /** Bytes of the text over bytes of its zlib form; 0 for no text. */
  static double ofText(String text) {
    return ratio(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of the ids over bytes of their zlib form. */
  static double ofTokens(int[] tokens, int vocabulary) {
    int width = (int) (Math.log(vocabulary) / Math.log(2) / 8) + 1;
    byte[] bytes = new byte[tokens.length * width];
    for (int i = 0; i < tokens.length; i++) {
      for (int b = 0; b < width; b++) {
        bytes[i * width + b] = (byte) (tokens[i] >>> (8 * b));
      }
    }
    return ratio(bytes);
  }

  private static double ratio(byte[] bytes) {
    try (Deflater deflater = new Deflater()) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] sink = new byte[1024];
      long compressed = 0;
      while (!deflater.finished()) {
        compressed += deflater.deflate(sink);
      }
      return (double) bytes.length / compressed;
    }
  }
}
