package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {

  private static final int DRAWS = 20_000;

  @Test
  void greedyTakesTheFirstOfTheHighest() {
    TokenSampler greedy = new TokenSampler(new DecodingOptions.Greedy());
    assertThat(greedy.pick(new float[] {1, 5, 3, 5})).isEqualTo(1);
  }

  @Test
  void drawsFollowTheSoftmax() {
    float[] logits = {0, (float) Math.log(3), Float.NEGATIVE_INFINITY};
    double[] share = shares(logits, new DecodingOptions.Sampling(1, 0, 1, 11));
    assertThat(share[1]).isCloseTo(0.75, within(0.02));
    assertThat(share[2]).isZero();
  }

  @Test
  void topKAndTopPKeepOnlyTheLikely() {
    float[] logits = {0, 1, 2, 3};
    assertThat(shares(logits, new DecodingOptions.Sampling(1, 2, 1, 5))[1]).isZero();
    // Softmax: 0.03, 0.09, 0.24, 0.64; the two last reach 0.8 together.
    double[] nucleus = shares(logits, new DecodingOptions.Sampling(1, 0, 0.8, 5));
    assertThat(nucleus[1]).isZero();
    assertThat(nucleus[2]).isCloseTo(0.269, within(0.02));
  }

  @Test
  void temperatureFlattens() {
    float[] logits = {0, 1};
    assertThat(shares(logits, new DecodingOptions.Sampling(100, 0, 1, 5))[0])
        .isCloseTo(0.5, within(0.02));
  }

  @Test
  void thePenaltyLowersEveryTokenOnce() {
    float[] logits = {4, -4, 4};
    TokenSampler.penalise(logits, List.of(0, 1), 2);
    assertThat(logits).containsExactly(2, -8, 4);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new DecodingOptions.Sampling(0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DecodingOptions.greedy(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] shares(float[] logits, DecodingOptions.Sampling sampling) {
    TokenSampler sampler = new TokenSampler(sampling);
    double[] shares = new double[logits.length];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampler.pick(logits)] += 1.0 / DRAWS;
    }
    return shares;
  }
}
