package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of WAVE file that a case may hold. */
class WavFileTest {
  private static final int FRAMES = 100;

  @TempDir Path dir;

  private static double wave(int frame) {
    return 0.5 * Math.sin(frame / 7.0);
  }

  /** A file whose second channel is silent; a chunk of an odd length stands before the data. */
  private Path write(int format, int bits, int channels, int rate, IntUnaryOperator told)
      throws IOException {
    int width = bits / 8;
    int bytes = FRAMES * channels * width;
    ByteBuffer out = ByteBuffer.allocate(12 + 8 + 40 + 8 + 4 + 8 + bytes);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes()).putInt(told.applyAsInt(out.capacity() - 8)).put("WAVE".getBytes());
    boolean extensible = format == 0xFFFE;
    out.put("fmt ".getBytes()).putInt(40).putShort((short) format).putShort((short) channels);
    out.putInt(rate).putInt(rate * channels * width).putShort((short) (channels * width));
    out.putShort((short) bits).putShort((short) 22).putShort((short) bits).putInt(0);
    out.putShort((short) (extensible ? 1 : format)).position(12 + 8 + 40);
    out.put("LIST".getBytes()).putInt(3).put(new byte[4]);
    out.put("data".getBytes()).putInt(told.applyAsInt(bytes));
    for (int frame = 0; frame < FRAMES; frame++) {
      for (int channel = 0; channel < channels; channel++) {
        put(out, format, bits, channel == 0 ? wave(frame) : 0);
      }
    }
    return Files.write(dir.resolve("a.wav"), out.array());
  }

  private static void put(ByteBuffer out, int format, int bits, double x) {
    switch (bits) {
      case 8 -> out.put((byte) (128 + Math.round(x * 127)));
      case 16 -> out.putShort((short) Math.round(x * 32767));
      case 24 -> {
        int v = (int) Math.round(x * 8388607);
        out.put((byte) v).put((byte) (v >> 8)).put((byte) (v >> 16));
      }
      case 64 -> out.putDouble(x);
      default -> {
        if (format == 3) {
          out.putFloat((float) x);
        } else {
          out.putInt((int) Math.round(x * Integer.MAX_VALUE));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 8, 1",
    "1, 16, 1",
    "1, 16, 2",
    "1, 24, 2",
    "1, 32, 1",
    "3, 32, 2",
    "3, 64, 1",
    "65534, 16, 2",
    "65534, 24, 1"
  })
  void everyFormat(int format, int bits, int channels) throws IOException {
    WavFile file = WavFile.read(write(format, bits, channels, 44_100, size -> size));
    assertThat(file.sampleRate()).isEqualTo(44_100);
    assertThat(file.channels()).isEqualTo(channels);
    assertThat(file.samples()).hasSize(FRAMES * channels);
    for (int frame = 0; frame < FRAMES; frame++) {
      assertThat((double) file.samples()[frame * channels])
          .isCloseTo(wave(frame), within(bits == 8 ? 0.01 : 1e-4));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void aStreamThatDidNotKnowItsLength(int told) throws IOException {
    assertThat(WavFile.read(write(1, 16, 1, 16_000, size -> told)).samples()).hasSize(FRAMES);
  }

  @ParameterizedTest
  @CsvSource({"8000", "16000", "44100", "48000"})
  void anyRateBecomesSixteenKilohertz(int rate) throws IOException {
    float[] mono = WavFile.read(write(1, 16, 2, rate, size -> size)).mono16k();
    assertThat(mono.length).isCloseTo((int) Math.round(FRAMES * 16_000.0 / rate), within(1));
  }

  @Test
  void whatIsNoWaveFileIsRefused() throws IOException {
    Path file = Files.write(dir.resolve("b.wav"), new byte[64]);
    assertThatThrownBy(() -> WavFile.read(file)).isInstanceOf(IOException.class);
  }
}
