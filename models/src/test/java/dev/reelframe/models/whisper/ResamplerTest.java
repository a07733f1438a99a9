package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  private static final int TARGET = 16_000;

  private static float[] tone(double hz, int rate, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * hz * i / rate));
    }
    return tone;
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 1000",
    "11025, 3000",
    "12345, 440",
    "22050, 5000",
    "24000, 7000",
    "32000, 7000",
    "44100, 440",
    "48000, 7000",
    "96000, 100",
    "192000, 3000"
  })
  void keepsATone(int rate, double hz) {
    int samples = rate / 2;
    float[] out = Resampler.between(rate, TARGET).apply(tone(hz, rate, samples));
    float[] truth = tone(hz, TARGET, out.length);
    assertThat(out).hasSize((int) Math.ceil(samples * (double) TARGET / rate));
    for (int i = 200; i < out.length - 200; i++) {
      assertThat(out[i]).as("sample %d", i).isCloseTo(truth[i], within(1e-3f));
    }
  }

  @ParameterizedTest
  @CsvSource({"44100, 9000", "48000, 12000", "96000, 30000"})
  void removesWhatWouldAlias(int rate, double hz) {
    float[] out = Resampler.between(rate, TARGET).apply(tone(hz, rate, rate / 2));
    for (int i = 200; i < out.length - 200; i++) {
      assertThat(Math.abs(out[i])).isLessThan(1e-3f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 44100, 15999})
  void takesClipsOfAnyLength(int rate) {
    Resampler resampler = Resampler.between(rate, TARGET);
    assertThat(resampler.apply(new float[0])).isEmpty();
    assertThat(resampler.apply(new float[] {1})).isNotEmpty().doesNotContain(Float.NaN);
  }

  @Test
  void leavesEqualRatesAlone() {
    float[] clip = {0.1f, 0.2f};
    assertThat(Resampler.between(TARGET, TARGET).apply(clip)).isSameAs(clip);
  }

  @Test
  void refusesRatesThatAreNone() {
    assertThatThrownBy(() -> Resampler.between(0, TARGET))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void downmixIsThePlainMeanOfAllChannels() {
    assertThat(Downmix.mean(new float[] {1, 0, -0.5f, 0.25f}, 2)).containsExactly(0.5f, -0.125f);
    assertThat(Downmix.mean(new float[] {8, 0, 0, 0, 0, 0, 0, 0}, 8)).containsExactly(1f);
    assertThatThrownBy(() -> Downmix.mean(new float[3], 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
