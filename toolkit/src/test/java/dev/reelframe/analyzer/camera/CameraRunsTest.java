package dev.reelframe.analyzer.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What motions of known truth are called. */
class CameraRunsTest {
  private static List<Camera> named(IntToDoubleFunction widthsPerS) {
    List<MotionRow> pairs =
        IntStream.range(0, 40)
            .mapToObj(i -> pair(i, true, widthsPerS.applyAsDouble(i), 0, 0))
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

  private static List<Camera> unseen(int stillSides) {
    List<MotionRow> pairs =
        IntStream.range(0, 40).mapToObj(i -> pair(i, false, 0, 0, stillSides)).toList();
    return new CameraRuns(0.02, 0.6, 16.0 / 9)
        .of(pairs, 0, 4).stream().map(CameraRuns.Run::camera).toList();
  }

  @Test
  void groundThatIsNotSeenIsUnknownAndASideThatStandsIsGround() {
    assertThat(unseen(0)).containsExactly(Camera.UNKNOWN);
    assertThat(unseen(1)).containsExactly(Camera.STATIC);
  }

  @Test
  void aPanThatBecomesAWhipPanGoesOn() {
    assertThat(named(i -> i > 10 && i < 18 ? 7.5 : 0.3)).containsExactly(Camera.PAN_RIGHT);
  }

  @Test
  void aCameraThatStoodStandsOnWhileSomebodyHidesTheGround() {
    List<MotionRow> pairs =
        IntStream.range(0, 40).mapToObj(i -> pair(i, false, 0, 0, i < 4 ? 3 : 0)).toList();
    assertThat(new CameraRuns(0.02, 0.6, 16.0 / 9).of(pairs, 0, 4))
        .extracting(CameraRuns.Run::camera)
        .containsExactly(Camera.STATIC);
  }

  private static MotionRow pair(int i, boolean sure, double dx, double zoom, int stillSides) {
    return bySides(i, sure, dx, zoom, stillSides, Double.NaN);
  }

  private static MotionRow bySides(
      int i, boolean sure, double dx, double zoom, int stillSides, double sidesDx) {
    MotionRow.Sides sides = new MotionRow.Sides(sidesDx, Double.NaN);
    return bySides(i, sure, new MotionRow.Motion(dx, 0, zoom, 0), stillSides, sides);
  }

  private static MotionRow bySides(
      int i, boolean sure, MotionRow.Motion motion, int stillSides, MotionRow.Sides sides) {
    return new MotionRow(
        (i + 1) / 10.0, i + 1, i / 10.0, sure, motion, 0.9, 0, 40, stillSides, 0, sides);
  }

  /** Of pairs whose points show nothing. */
  private static MotionRow bySidesAlone(int i, double sidesDx, double sidesDy) {
    MotionRow.Sides sides = new MotionRow.Sides(sidesDx, sidesDy);
    return bySides(i, false, new MotionRow.Motion(0, 0, 0, 0), 0, sides);
  }

  private static List<Camera> cameras(IntFunction<MotionRow> pair) {
    return new CameraRuns(0.02, 0.6, 16.0 / 9)
        .of(IntStream.range(0, 80).mapToObj(pair).toList(), 0, 8).stream()
            .map(CameraRuns.Run::camera)
            .toList();
  }

  /** Each sway lasts for a second, and is faster than the camera goes back. */
  @Test
  void aDollyBySomebodyWhoWalksIsOneZoom() {
    assertThat(cameras(i -> pair(i, true, i / 10 % 2 == 0 ? 0.06 : -0.06, -0.04, 0)))
        .containsExactly(Camera.ZOOM_OUT);
  }

  @Test
  void swayingThatLeadsNowhereIsNoDolly() {
    assertThat(cameras(i -> pair(i, true, 0.06 * Math.sin(1.9 * i), 0.04 * Math.sin(1.3 * i), 0)))
        .containsExactly(Camera.HANDHELD);
  }

  @Test
  void aHeadThatMovesBeforeGroundThatStandsNowAndThenIsNoHand() {
    assertThat(cameras(i -> pair(i, true, i % 3 == 0 ? 0 : 0.06, 0, i % 3 == 0 ? 4 : 0)))
        .doesNotContain(Camera.HANDHELD);
  }

  /** In the second half the head hides the ground nearly all the time. */
  @Test
  void aCameraThatStoodIsNotTakenIntoTheHandBehindAHead() {
    assertThat(
            cameras(i ->
                i < 40
                    ? pair(i, true, 0.002, 0, 4)
                    : pair(i, i % 3 > 0, 0.12 * Math.sin(1.9 * i), 0, 0)))
        .containsExactly(Camera.STATIC, Camera.UNKNOWN);
  }

  /** A second and a half to the left, by 0.09 widths, then to and fro. */
  @Test
  void aHandThatSwaysMakesNoPan() {
    assertThat(cameras(i -> pair(i, true, i < 15 ? -0.06 : 0.06 * Math.sin(1.9 * i), 0, 0)))
        .containsExactly(Camera.HANDHELD);
  }

  @Test
  void aPanByHandStaysAPan() {
    assertThat(cameras(i -> pair(i, true, i < 25 ? -0.12 : 0.06 * Math.sin(1.9 * i), 0, 0)))
        .containsExactly(Camera.PAN_LEFT, Camera.HANDHELD);
  }

  @Test
  void groundThatIsHiddenForLongIsUnknown() {
    assertThat(cameras(i -> pair(i, false, 0, 0, i < 4 ? 3 : 0)))
        .containsExactly(Camera.STATIC, Camera.UNKNOWN);
  }

  /** A dark stage: points follow the singer, now and then the ground. */
  @Test
  void sidesThatGoOneWayShowAPanThatPointsDoNot() {
    assertThat(cameras(i -> bySides(i, i % 7 == 3, i % 7 == 3 ? -0.1 : 0, 0, 0, -0.09)))
        .containsExactly(Camera.PAN_LEFT);
  }

  /** Edges that all run upright, as of curtains, tell nothing of a tilt; level ones of no pan. */
  @Test
  void sidesThatStandShowACameraThatStandsOnlyWhereTheyTellBothWays() {
    assertThat(cameras(i -> bySidesAlone(i, 0.004 * (i % 3 - 1), 0.004 * (i % 2))))
        .containsExactly(Camera.STATIC);
    assertThat(cameras(i -> bySidesAlone(i, 0.004 * (i % 3 - 1), Double.NaN)))
        .containsExactly(Camera.UNKNOWN);
    assertThat(cameras(i -> bySidesAlone(i, Double.NaN, 0.004 * (i % 3 - 1))))
        .containsExactly(Camera.UNKNOWN);
  }

  @Test
  void sidesThatTellOnlyOneWayShowAMotionThatWay() {
    assertThat(cameras(i -> bySidesAlone(i, Double.NaN, 0.09))).containsExactly(Camera.TILT_DOWN);
  }

  @Test
  void sidesThatGoToAndFroMayBeSomebodys() {
    assertThat(cameras(i -> bySides(i, false, 0, 0, 0, 0.1 * Math.sin(0.9 * i))))
        .containsExactly(Camera.UNKNOWN);
  }

  @Test
  void beforeGroundThatStandsSidesThatMoveAreSomebodys() {
    assertThat(cameras(i -> bySides(i, i < 40, 0, 0, i < 40 ? 4 : 0, -0.09)))
        .doesNotContain(Camera.PAN_LEFT);
  }

  @Test
  void aNudgeBetweenTwoStandsIsNoPan() {
    assertThat(named(i -> i > 14 && i < 22 ? 0.07 : 0.001)).containsExactly(Camera.STATIC);
  }

  @Test
  void besideOneSideThatStandsTheOthersAreSomebodys() {
    assertThat(cameras(i -> bySides(i, false, 0, 0, i % 2, -0.09))).doesNotContain(Camera.PAN_LEFT);
  }
}
