package dev.reelframe.analyzer.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What motions of known truth are called. */
class CameraRunsTest {
  private static List<Camera> named(IntToDoubleFunction widthsPerS) {
    List<MotionRow> pairs =
        IntStream.range(0, 40)
            .mapToObj(i ->
                new MotionRow(
                    i / 10.0, (i + 1) / 10.0, true, widthsPerS.applyAsDouble(i), 0, 0, 0, 0.9))
            .toList();
    return new CameraRuns(0.02, 0.6, 16.0 / 9)
        .of(pairs, 0, 4).stream().map(CameraRuns.Run::camera).toList();
  }

  @Test
  void whatPassesNowAndThenIsNoHand() {
    assertThat(named(i -> i % 7 == 3 ? 0.4 : i % 7 == 5 ? -0.4 : 0.001))
        .containsExactly(Camera.STATIC);
  }

  @Test
  void aHandMovesAllTheTime() {
    assertThat(named(i -> 0.06 * Math.sin(1.9 * i))).containsExactly(Camera.HANDHELD);
  }
}
