package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MRopeTest {

  private static final long PICTURE = 90;
  private static final long CLIP = 91;
  private final MRope mrope = new MRope(PICTURE, CLIP, 2);

  @Test
  void aBlockSpreadsOverTimeRowsAndColumns() {
    long[] ids = {1, CLIP, CLIP, CLIP, CLIP, 2};
    MRope.Positions positions = mrope.of(ids, List.of(), List.of(new Grid(2, 2, 4)));
    assertThat(positions.axes()[0]).containsExactly(0, 1, 1, 2, 2, 3);
    assertThat(positions.axes()[1]).containsExactly(0, 1, 1, 1, 1, 3);
    assertThat(positions.axes()[2]).containsExactly(0, 1, 2, 1, 2, 3);
    assertThat(positions.next()).isEqualTo(4);
  }

  @Test
  void textContinuesBehindTheTimeAxisOfALongClip() {
    long[] ids = {CLIP, CLIP, CLIP, 1};
    MRope.Positions positions = mrope.of(ids, List.of(), List.of(new Grid(3, 2, 2)));
    assertThat(positions.axes()[1]).containsExactly(0, 0, 0, 3);
  }

  @Test
  void placeholdersAndPicturesMustMatch() {
    Grid grid = new Grid(1, 2, 4);
    assertThatThrownBy(() -> mrope.of(new long[] {PICTURE}, List.of(), List.of()))
        .hasMessageContaining("placeholders without a picture");
    assertThatThrownBy(() -> mrope.of(new long[] {PICTURE, 1}, List.of(grid), List.of()))
        .hasMessageContaining("fewer placeholders");
    assertThatThrownBy(() -> mrope.of(new long[] {1}, List.of(grid), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
