package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class StereoMixTest {
  private static final int RATE = 16_000;

  private static float[] mixed(
      double seconds, DoubleUnaryOperator left, DoubleUnaryOperator right) {
    float[] frames = new float[2 * (int) (seconds * RATE)];
    for (int i = 0; i < frames.length / 2; i++) {
      double t = (double) i / RATE;
      frames[2 * i] = (float) left.applyAsDouble(t);
      frames[2 * i + 1] = (float) right.applyAsDouble(t);
    }
    FloatBuffer out = new StereoMix(RATE).of(FloatBuffer.wrap(frames));
    float[] read = new float[out.remaining()];
    out.get(read);
    return read;
  }

  private static double power(float[] samples, double fromS, double toS) {
    double sum = 0;
    for (int i = (int) (fromS * RATE); i < toS * RATE; i++) {
      sum += samples[i] * samples[i];
    }
    return sum / ((toS - fromS) * RATE);
  }

  private static double tone(double t, double hz) {
    return 0.5 * Math.sin(2 * Math.PI * hz * t);
  }

  @Test
  void equalChannelsAndOneSilentChannelAreTheirMean() {
    float[] same = mixed(1, t -> tone(t, 300), t -> tone(t, 300));
    float[] one = mixed(1, t -> tone(t, 300), t -> 0);
    for (int i = 0; i < RATE; i++) {
      float sample = (float) tone((double) i / RATE, 300);
      assertThat(same[i]).isEqualTo(sample);
      assertThat(one[i]).isEqualTo(0.5f * sample);
    }
  }

  @Test
  void independentChannelsAreTheirMean() {
    Random random = new Random(4);
    float[] noise = mixed(3, t -> random.nextGaussian() / 4, t -> random.nextGaussian() / 4);
    assertThat(power(noise, 0.5, 3)).isCloseTo(1 / 32.0, within(0.002));
  }

  @Test
  void oppositeChannelsDoNotCancel() {
    float[] voice = mixed(2, t -> tone(t, 200), t -> -tone(t, 200));
    assertThat(power(voice, 0.1, 2)).isCloseTo(0.125, within(0.002));
  }

  @Test
  void anOppositeVoiceOverSoftMusicIsThere() {
    float[] both =
        mixed(2, t -> tone(t, 200) + 0.2 * tone(t, 333), t -> -tone(t, 200) + 0.2 * tone(t, 333));
    assertThat(power(both, 0.5, 2)).isGreaterThan(0.12);
  }

  @Test
  void theLouderOfTwoOppositeChannelsIsTaken() {
    float[] right = mixed(2, t -> 0.4 * tone(t, 200), t -> -tone(t, 200));
    assertThat(power(right, 1, 2)).isCloseTo(0.125, within(0.002));
  }
}
