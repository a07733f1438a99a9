package dev.reelframe.analyzer.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PitchTest {

  private static double[] pitches(float[] samples) {
    DoubleArrayList out = new DoubleArrayList();
    Pitch pitch = new Pitch((hz, periodicity) -> out.add(hz));
    pitch.accept(samples);
    pitch.finish();
    return out.toDoubleArray();
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  @ParameterizedTest
  @ValueSource(doubles = {62, 82.4, 110, 233, 440, 1000, 1760})
  void toneAndSawtooth(double hz) {
    float[] tone = new Scene(1, 1).tone(hz, 0.3).samples();
    assertThat(median(pitches(tone))).isCloseTo(hz, within(0.005 * hz));
    Scene rich = new Scene(1, 1);
    for (int k = 1; k * hz < 6000; k++) {
      rich.tone(k * hz, 0.2 / k);
    }
    assertThat(median(pitches(rich.samples()))).isCloseTo(hz, within(0.005 * hz));
  }

  /** Formants of a, e, i, o, u (Peterson and Barney 1952, men), Hz. */
  private static final double[][] VOWELS = {
    {730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240}
  };

  /** A voice on a vowel: a source that falls by 6 dB an octave through resonances in a row. */
  private static float[] sung(double seconds, double[] formants, DoubleUnaryOperator hz) {
    float[] out = new float[(int) (seconds * Spectrogram.RATE_HZ)];
    double phase = 0;
    for (int i = 0; i < out.length; i++) {
      double f0 = hz.applyAsDouble((double) i / Spectrogram.RATE_HZ);
      phase += 2 * Math.PI * f0 / Spectrogram.RATE_HZ;
      double sum = 0;
      for (int k = 1; k * f0 < 4000; k++) {
        double gain = 1;
        for (double formant : formants) {
          gain *= resonance(k * f0 / formant, 80 / formant);
        }
        sum += gain * Math.sin(k * phase) / k;
      }
      out[i] = (float) (0.02 * sum);
    }
    return out;
  }

  /** Gain of a resonance at a frequency, both relative to its own; 1 far below it. */
  private static double resonance(double frequency, double bandwidth) {
    return 1 / Math.hypot(1 - frequency * frequency, frequency * bandwidth);
  }

  /** Every hop but those at the edges within 1 % of the voice at that moment. */
  private static void assertFollows(double[] found, DoubleUnaryOperator hz) {
    for (int i = 5; i < found.length - 5; i++) {
      double truth = hz.applyAsDouble(i * 0.01 + 0.005);
      assertThat(found[i]).as("hop %d", i).isCloseTo(truth, within(0.01 * truth));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {85, 120, 175, 240, 330})
  void vowels(double hz) {
    for (double[] formants : VOWELS) {
      assertFollows(pitches(sung(0.6, formants, t -> hz)), t -> hz);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 200", "220, 110", "180, 260", "300, 150"})
  void glides(double from, double to) {
    DoubleUnaryOperator octaves = t -> from * Math.pow(to / from, t / 1.5);
    for (double[] formants : VOWELS) {
      assertFollows(pitches(sung(1.5, formants, octaves)), octaves);
    }
  }

  @Test
  void oneValuePerTenMilliseconds() {
    assertThat(pitches(new Scene(1, 1).tone(200, 0.3).samples())).hasSize(100);
    assertThat(pitches(new float[1])).hasSize(1);
    assertThat(pitches(new float[0])).isEmpty();
  }

  @Test
  void noiseSilenceOffsetAndWhistlesAboveTheRangeHaveNone() {
    double[] noise = pitches(new Scene(2, 5).noise(0.2).samples());
    assertThat(Arrays.stream(noise).filter(x -> !Double.isNaN(x)).count()).isLessThan(10);
    assertThat(pitches(new float[16_000])).containsOnly(Double.NaN);
    float[] offset = new float[16_000];
    Arrays.fill(offset, 0.5f);
    assertThat(Arrays.copyOfRange(pitches(offset), 5, 95)).containsOnly(Double.NaN);
    double[] whistle = pitches(new Scene(1, 1).tone(3000, 0.3).samples());
    assertThat(Arrays.copyOfRange(whistle, 5, 95)).containsOnly(Double.NaN);
  }

  @Test
  void aVoiceInNoiseIsFound() {
    float[] voice = new Scene(1, 2).noise(0.01).tone(120, 0.2).tone(240, 0.15).samples();
    assertThat(median(pitches(voice))).isCloseTo(120, within(1.0));
  }
}
