package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisionFeaturesTest {

  private final VisionFeatures east = features(1, 0, 3, 0);
  private final VisionFeatures north = features(0, 1, 0, 2);

  @Test
  void similarityIsTheMeanCosineOfTokens() {
    assertThat(east.similarity(east)).isCloseTo(1, within(1e-12));
    assertThat(east.similarity(north)).isCloseTo(0, within(1e-12));
    assertThat(east.similarity(features(1, 0, 0, 1))).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aFewChangedPlacesShowWhereTheWorstCount() {
    VisionFeatures changed = features(1, 0, 0, 1);
    assertThat(east.similarity(changed, 0.5)).isCloseTo(0, within(1e-12));
    assertThat(east.similarity(changed, 0.01)).isCloseTo(0, within(1e-12));
    assertThat(east.similarity(changed, 1)).isEqualTo(east.similarity(changed));
    assertThatThrownBy(() -> east.similarity(changed, 0)).hasMessageContaining("0..1");
  }

  @Test
  void joinedSlicesFollowEachOther() {
    VisionFeatures both = VisionFeatures.join(List.of(east, north));
    assertThat(both.grid()).isEqualTo(new Grid(2, 2, 4));
    assertThat(both.rows()).containsExactly(1, 0, 3, 0, 0, 1, 0, 2);
    assertThat(both.tokens()).isEqualTo(4);
    assertThat(both.frames()).isEqualTo(4);
  }

  @Test
  void slicesOfDifferentSizeDoNotFit() {
    VisionFeatures tall = new VisionFeatures(new Grid(1, 4, 2), 2, 2, new float[4]);
    assertThatThrownBy(() -> VisionFeatures.join(List.of(east, tall)))
        .hasMessageContaining("one size");
    assertThatThrownBy(() -> east.similarity(tall)).hasMessageContaining("one size");
    assertThatThrownBy(() -> VisionFeatures.join(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static VisionFeatures features(float... rows) {
    return new VisionFeatures(new Grid(1, 2, 4), 2, 2, rows);
  }
}
