package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.models.qwen.SmartResize.Size;
import org.junit.jupiter.api.Test;

class SmartResizeTest {

  private final SmartResize published = new SmartResize(28, 3136, 12845056);

  @Test
  void halvesAreRoundedToEven() {
    assertThat(published.apply(70, 70)).isEqualTo(new Size(56, 56));
    assertThat(published.apply(98, 98)).isEqualTo(new Size(112, 112));
  }

  @Test
  void aSmallPictureGrowsToTheLowerLimit() {
    assertThat(published.apply(10, 10)).isEqualTo(new Size(56, 56));
    assertThat(published.apply(1, 200)).isEqualTo(new Size(28, 812));
  }

  @Test
  void aLargePictureShrinksBelowTheUpperLimitAndKeepsItsShape() {
    Size size = new SmartResize(28, 3136, 602112).apply(1280, 720);
    assertThat(size).isEqualTo(new Size(1008, 560));
    assertThat((long) size.height() * size.width()).isLessThanOrEqualTo(602112);
  }

  @Test
  void anExtremeShapeIsRefused() {
    assertThat(published.apply(2000, 10)).isNotNull();
    assertThatThrownBy(() -> published.apply(2001, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("aspect ratio");
  }
}
