package dev.reelframe.models.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A RIFF WAVE file of the reference cases: PCM of 8 to 32 bits or float, also as a program wrote it
 * that did not know the length beforehand.
 *
 * @param sampleRate in Hz
 * @param channels interleaved
 * @param samples in [-1, 1)
 */
record WavFile(int sampleRate, int channels, float[] samples) {
  private static final int FORMAT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final int FORMAT_FLOAT = 3;
  private static final int FORMAT_EXTENSIBLE = 0xFFFE;

  static WavFile read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (in.getInt(0) != 0x46464952 || in.getInt(8) != 0x45564157) {
      throw new IOException(file + " is not a RIFF WAVE file");
    }
    int format = 0;
    int channels = 0;
    int rate = 0;
    int bits = 0;
    int at = 12;
    while (at + 8 <= in.capacity()) {
      int id = in.getInt(at);
      // a stream's length is unknown: the largest number, or 0 before the data
      int left = in.capacity() - at - 8;
      long told = Integer.toUnsignedLong(in.getInt(at + 4));
      int size = (int) Math.min(told == 0 && id == DATA ? left : told, left);
      if (id == FORMAT) {
        format = Short.toUnsignedInt(in.getShort(at + 8));
        channels = in.getShort(at + 10);
        rate = in.getInt(at + 12);
        bits = in.getShort(at + 22);
        if (format == FORMAT_EXTENSIBLE) {
          format = Short.toUnsignedInt(in.getShort(at + 32));
        }
      } else if (id == DATA) {
        return new WavFile(rate, channels, samples(in.slice(at + 8, size), format, bits));
      }
      at += 8 + size + (size & 1);
    }
    throw new IOException(file + " has no data");
  }

  private static float[] samples(ByteBuffer slice, int format, int bits) throws IOException {
    ByteBuffer data = slice.order(ByteOrder.LITTLE_ENDIAN);
    int width = (bits + 7) / 8;
    float[] samples = new float[data.capacity() / width];
    for (int i = 0; i < samples.length; i++) {
      int at = i * width;
      samples[i] =
          switch (bits) {
            case 8 -> (Byte.toUnsignedInt(data.get(at)) - 128) / 128f;
            case 16 -> data.getShort(at) / 32768f;
            case 24 ->
                ((data.get(at + 2) << 16)
                        | (Byte.toUnsignedInt(data.get(at + 1)) << 8)
                        | Byte.toUnsignedInt(data.get(at)))
                    / 8388608f;
            case 32 ->
                format == FORMAT_FLOAT ? data.getFloat(at) : (float) (data.getInt(at) / 0x1p31);
            case 64 -> (float) data.getDouble(at);
            default -> throw new IOException(bits + " bits per sample");
          };
    }
    return samples;
  }

  /** Mean of the channels, at 16 kHz. */
  float[] mono16k() {
    return Resampler.between(sampleRate, SpeechRecognizer.SAMPLE_RATE_HZ)
        .apply(Downmix.mean(samples, channels));
  }
}
