package dev.reelframe.analyzer.speech;

import dev.reelframe.table.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The sound of one video until it is known where somebody speaks: 16 kHz mono in a temporary file,
 * so that three hours of it take no memory. Gone when closed.
 */
final class SoundSpool implements AutoCloseable {
  private static final int RATE_HZ = VoiceDetector.RATE_HZ;

  private final FileChannel file;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private long written;

  SoundSpool() {
    try {
      Path path = Files.createTempFile("reelframe-sound", ".f32");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file for the sound", e);
    }
  }

  /** Appends samples; what is not a number becomes silence. */
  void append(float[] samples) {
    ByteBuffer buffer = buffer(samples.length);
    for (float x : samples) {
      buffer.putFloat(Float.isFinite(x) ? x : 0);
    }
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        written += file.write(buffer, written);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file for the sound cannot be written", e);
    }
  }

  private ByteBuffer buffer(int samples) {
    if (bytes.capacity() < 4 * samples) {
      bytes = ByteBuffer.allocate(4 * samples).order(ByteOrder.nativeOrder());
    }
    return bytes.clear();
  }

  /** Samples of a stretch, cut to what there is. */
  float[] read(Interval stretch) {
    long total = written / 4;
    long from = Math.clamp(Math.round(stretch.startS() * RATE_HZ), 0, total);
    long to = Math.clamp(Math.round(stretch.endS() * RATE_HZ), from, total);
    float[] samples = new float[Math.toIntExact(to - from)];
    ByteBuffer buffer = buffer(samples.length).limit(4 * samples.length);
    try {
      for (long at = 4 * from; buffer.hasRemaining(); ) {
        int n = file.read(buffer, at);
        if (n < 0) {
          throw new IOException("it ends early");
        }
        at += n;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file for the sound cannot be read", e);
    }
    buffer.flip().asFloatBuffer().get(samples);
    return samples;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary file for the sound cannot be closed", e);
    }
  }
}
