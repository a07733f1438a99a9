package dev.reelframe.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealFftTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 6, 8, 10, 16, 30, 36, 64, 400, 480})
  void powerEqualsTheDefinition(int length) {
    SplittableRandom random = new SplittableRandom(length);
    double[] frame = random.doubles(length, -1, 1).toArray();
    double[] power = new double[length / 2 + 1];
    new RealFft(length).power(frame, power);
    for (int k = 0; k < power.length; k++) {
      double re = 0;
      double im = 0;
      for (int n = 0; n < length; n++) {
        re += frame[n] * Math.cos(2 * Math.PI * k * n / length);
        im -= frame[n] * Math.sin(2 * Math.PI * k * n / length);
      }
      assertThat(power[k]).as("bin %d", k).isCloseTo(re * re + im * im, within(1e-9 * length));
    }
  }

  @Test
  void aPlanServesManyFrames() {
    RealFft fft = new RealFft(400);
    double[] first = new double[201];
    double[] again = new double[201];
    double[] frame = new SplittableRandom(1).doubles(400, -1, 1).toArray();
    fft.power(frame, first);
    fft.power(new double[400], again);
    fft.power(frame, again);
    assertThat(again).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 14, 22})
  void refusesLengthsItCannotDo(int length) {
    assertThatThrownBy(() -> new RealFft(length)).isInstanceOf(IllegalArgumentException.class);
  }
}
