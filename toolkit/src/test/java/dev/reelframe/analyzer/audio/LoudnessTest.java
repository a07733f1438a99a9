package dev.reelframe.analyzer.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.AudioBlock;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The minimum requirements of EBU Tech 3341 (signals 1 to 6, 9, 12, 13, 15 to 19) and of 3342. */
class LoudnessTest {
  private static final Offset<Double> TENTH = within(0.1);

  /** A stretch of tone: the same on all channels unless levels differ. */
  private record Part(double seconds, double... dbfs) {}

  private record Measured(Loudness loudness, double truePeakDb) {}

  private static Measured measure(int rate, String layout, double hz, Part... parts) {
    int channels = parts[0].dbfs().length;
    DoubleArrayList power = new DoubleArrayList();
    double[] peak = new double[1];
    LoudnessMeter meter =
        new LoudnessMeter(
            rate,
            channels,
            layout,
            (p, top) -> {
              power.add(p);
              peak[0] = Math.max(peak[0], top);
            });
    long n = 0;
    for (Part part : parts) {
      float[] samples = new float[(int) Math.round(part.seconds() * rate) * channels];
      for (int i = 0; i < samples.length; i++) {
        double amplitude = Math.pow(10, part.dbfs()[i % channels] / 20);
        samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * hz * (n + i / channels) / rate));
      }
      meter.accept(new AudioBlock(n, rate, channels, samples));
      n += samples.length / channels;
    }
    meter.finish();
    return new Measured(new Loudness(power.toDoubleArray()), 20 * Math.log10(peak[0]));
  }

  private static Measured stereo(Part... parts) {
    return measure(48_000, "stereo", 1000, parts);
  }

  private static Part part(double seconds, double dbfs) {
    return new Part(seconds, dbfs, dbfs);
  }

  private static void assertConstant(double[] values, int from, double expected) {
    assertThat(Arrays.stream(values, from, values.length).min().orElseThrow())
        .isCloseTo(expected, TENTH);
    assertThat(Arrays.stream(values, from, values.length).max().orElseThrow())
        .isCloseTo(expected, TENTH);
  }

  @Test
  void coefficientsAt48KilohertzAreThoseOfTheRecommendation() {
    assertThat(KWeighting.shelf(48_000))
        .containsExactly(
            new double[] {
              1.53512485958697,
              -2.69169618940638,
              1.19839281085285,
              -1.69065929318241,
              0.73248077421585
            },
            within(1e-9));
    assertThat(KWeighting.pass(48_000))
        .containsExactly(
            new double[] {1, -2, 1, -1.99004745483398, 0.99007225036621}, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-23, -33})
  void signals1And2SteadyTone(double level) {
    Loudness loudness = stereo(part(20, level)).loudness();
    assertThat(loudness.integrated()).isCloseTo(level, TENTH);
    assertConstant(loudness.sliding(Loudness.MOMENTARY), 100, level);
    assertConstant(loudness.sliding(Loudness.SHORT_TERM), 300, level);
  }

  @Test
  void signals3To5Gating() {
    assertThat(stereo(part(10, -36), part(60, -23), part(10, -36)).loudness().integrated())
        .isCloseTo(-23, TENTH);
    assertThat(
            stereo(part(10, -72), part(10, -36), part(60, -23), part(10, -36), part(10, -72))
                .loudness()
                .integrated())
        .isCloseTo(-23, TENTH);
    assertThat(stereo(part(20, -26), part(20.1, -20), part(20, -26)).loudness().integrated())
        .isCloseTo(-23, TENTH);
  }

  @Test
  void signal6SurroundChannels() {
    Part five = new Part(20, -28, -28, -24, -30, -30);
    assertThat(measure(48_000, "5.0(side)", 1000, five).loudness().integrated())
        .isCloseTo(-23, TENTH);
    Part sixWithLoudEffects = new Part(20, -28, -28, -24, -3, -30, -30);
    assertThat(measure(48_000, "5.1", 1000, sixWithLoudEffects).loudness().integrated())
        .isCloseTo(-23, TENTH);
  }

  @Test
  void backChannelsOfSevenPointOneCountLessThanSideChannels() {
    assertThat(ChannelWeights.of("7.1", 8)).containsExactly(1, 1, 1, 0, 1, 1, 1.41, 1.41);
    assertThat(ChannelWeights.of("5.1", 6)).containsExactly(1, 1, 1, 0, 1.41, 1.41);
    assertThat(ChannelWeights.of("unheard of", 3)).containsExactly(1, 1, 1);
  }

  @Test
  void signal9ShortTermIsSteady() {
    Part[] parts = new Part[10];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = i % 2 == 0 ? part(1.34, -20) : part(1.66, -30);
    }
    assertConstant(stereo(parts).loudness().sliding(Loudness.SHORT_TERM), 300, -23);
  }

  @Test
  void signal12MomentaryIsSteady() {
    Part[] parts = new Part[50];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = i % 2 == 0 ? part(0.18, -20) : part(0.22, -30);
    }
    assertConstant(stereo(parts).loudness().sliding(Loudness.MOMENTARY), 100, -23);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.13, 0.2, 0.37})
  void signal13MomentaryMaximumOfABurst(double silence) {
    Loudness loudness = stereo(part(silence, -200), part(0.4, -23), part(1, -200)).loudness();
    assertThat(Arrays.stream(loudness.sliding(Loudness.MOMENTARY)).filter(l -> l > -100).max())
        .hasValueCloseTo(-23.0, TENTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000})
  void everyRateHearsTheSame(int rate) {
    Measured tone = measure(rate, "stereo", 997, part(5, -23));
    assertThat(tone.loudness().integrated()).isCloseTo(-23, TENTH);
    assertThat(tone.truePeakDb()).isCloseTo(-23, within(0.2));
    assertThat(tone.loudness().power()).hasSize(500);
  }

  @Test
  void oneChannelCountsOnce() {
    assertThat(measure(48_000, "mono", 1000, new Part(5, -20)).loudness().integrated())
        .isCloseTo(-23, TENTH);
  }

  /** Tech 3342, signals 1 to 4. */
  @ParameterizedTest
  @CsvSource({"-20,-30,10", "-20,-15,5", "-40,-20,20"})
  void loudnessRangeOfTwoLevels(double first, double second, double range) {
    assertThat(stereo(part(20, first), part(20, second)).loudness().range())
        .isCloseTo(range, within(1.0));
  }

  @Test
  void tooShortOrSilentHasNoLoudness() {
    Loudness brief = stereo(part(0.39, -10)).loudness();
    assertThat(brief.integrated()).isNaN();
    assertThat(brief.range()).isNaN();
    assertThat(brief.sliding(Loudness.MOMENTARY)).containsOnly(Double.NaN);
    assertThat(measure(48_000, "mono", 0, new Part(5, 0)).loudness().integrated()).isNaN();
  }

  /** Signals 15 to 19: a sine whose samples miss its top. */
  @ParameterizedTest
  @CsvSource({
    "4,0,-6.02",
    "4,45,-6.02",
    "6,60,-6.02",
    "8,67.5,-6.02",
    "4,45,3.0",
    "2.7,20,-6.02",
    "40,0,-6.02"
  })
  void truePeakBetweenSamples(double samplesPerCycle, double degrees, double db) {
    for (int rate : new int[] {8_000, 44_100, 48_000}) {
      double amplitude = Math.pow(10, db / 20);
      TruePeak peak = new TruePeak(rate);
      float[] tone = new float[4800];
      for (int i = 0; i < tone.length; i++) {
        double fade = Math.min(1, Math.min(i, tone.length - i) / 1000.0);
        tone[i] =
            (float)
                (amplitude
                    * fade
                    * Math.sin(2 * Math.PI * i / samplesPerCycle + Math.toRadians(degrees)));
      }
      assertThat(20 * Math.log10(peak.of(tone, 0, 1, tone.length))).isCloseTo(db, within(0.2));
    }
  }

  @Test
  void truePeakDoesNotDependOnHowTheSoundIsCut() {
    float[] noise = new Scene(1, 3).noise(0.2).samples();
    float whole = new TruePeak(16_000).of(noise, 0, 1, noise.length);
    TruePeak cut = new TruePeak(16_000);
    float most = 0;
    for (int at = 0; at < noise.length; at += 7) {
      most = Math.max(most, cut.of(noise, at, 1, Math.min(7, noise.length - at)));
    }
    assertThat(most).isEqualTo(whole);
  }

  @Test
  void noNumbersInTheSoundAreSilence() {
    DoubleArrayList power = new DoubleArrayList();
    LoudnessMeter meter = new LoudnessMeter(8_000, 1, "mono", (p, top) -> power.add(p));
    float[] bad = new float[800];
    bad[100] = Float.NaN;
    bad[200] = Float.POSITIVE_INFINITY;
    meter.accept(new AudioBlock(0, 8_000, 1, bad));
    meter.finish();
    assertThat(power.toDoubleArray()).hasSize(10).containsOnly(0.0);
    assertThat(bad[100]).isNaN();
  }
}
