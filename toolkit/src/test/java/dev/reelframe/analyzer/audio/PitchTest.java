package dev.reelframe.analyzer.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
