package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.State;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What is decided from signals of known truth. */
class FaceDetectionTest {
  private final FaceSignal signal = new FaceSignal();

  private Outcome decide(double... cuts) {
    return FaceDetection.standard().decide(signal.table(), FaceSignal.inputs(cuts));
  }

  private Table table(double... cuts) {
    return decide(cuts).table().orElseThrow();
  }

  @Test
  void oneFaceInAShotIsOneRowFromEdgeToEdge() {
    for (int i = 0; i < 10; i++) {
      signal.face(i * 0.4, 100 + 10 * i, 200, 0.9);
    }
    Table table = table(2.2);
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(0.0, 2.2);
    assertThat(table.doubleColumn("end_s").asList()).containsExactly(2.2, 4.0);
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 2);
    assertThat(table.intColumn("sightings").asList()).containsExactly(6, 4);
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(0.9, within(1e-9));
    assertThat(table.doubleColumn("frame_ratio").get(0))
        .isCloseTo(100 * 120 / (720.0 * 1280), within(1e-9));
  }

  @Test
  void aFlickerIsNoFace() {
    for (int i = 0; i < 10; i++) {
      signal.face(i * 0.4, 100, 200, 0.9);
      if (i == 3) {
        signal.face(i * 0.4, 500, 900, 0.8);
      }
      if (i > 4 && i < 7) {
        signal.face(i * 0.4, 500, 300, 0.6);
      }
    }
    assertThat(table().rowCount()).isEqualTo(1);
  }

  @Test
  void doubtfulLooksSupportASureOne() {
    double[] scores = {0.55, 0.8, 0.65, 0.7};
    for (int i = 0; i < 4; i++) {
      signal.face(i * 0.4, 100, 200, scores[i]);
    }
    signal.nobody(1.6).nobody(2);
    Table table = table();
    assertThat(table.intColumn("sightings").asList()).containsExactly(4);
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.4, within(1e-9));
  }

  @Test
  void doubtfulLooksRoundOneSureOneAreAFlicker() {
    double[] scores = {0.35, 0.8, 0.4, 0.6};
    for (int i = 0; i < 4; i++) {
      signal.face(i * 0.4, 100, 200, scores[i]);
    }
    assertThat(table().isEmpty()).isTrue();
  }

  @Test
  void whoComesBackHasOneIdentityAndNobodyElse() {
    signal.face(0.4, 100, 200, 0.9, 1).face(0.8, 100, 200, 0.9, 1);
    signal.face(1.2, 110, 205, 0.9, 2).face(1.6, 110, 205, 0.9, null);
    signal.nobody(2).nobody(2.4);
    signal.face(2.8, 400, 700, 0.9, 1).face(3.2, 400, 700, 0.9, null);
    Table table = table(1, 1.9, 2.6);
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 2, 3);
    assertThat(table.intColumn("identity_id").asObjectArray()).containsExactly(1, null, 1);
  }

  @Test
  void aTrackOfTwoMindsHasNoIdentity() {
    signal.face(0.4, 100, 200, 0.9, 1).face(0.8, 100, 200, 0.9, 2);
    signal.face(1.2, 100, 200, 0.9, 1).face(1.6, 100, 200, 0.9, 1);
    assertThat(table(1).intColumn("identity_id").countMissing()).isEqualTo(2);
  }

  @Test
  void twoFacesAtTheSameTimeAreTwoPeople() {
    for (int i = 0; i < 4; i++) {
      signal.face(i * 0.4, 100, 200, 0.9, 1).face(i * 0.4, 400, 200, 0.9, 1);
    }
    assertThat(table().intColumn("identity_id").countMissing()).isEqualTo(2);
  }

  @Test
  void twoFacesSideBySideKeepTheirTracks() {
    for (int i = 0; i < 10; i++) {
      signal.face(i * 0.4, 100, 200, 0.9).face(i * 0.4, 400, 200, 0.9);
    }
    Outcome outcome = decide();
    assertThat(outcome.table().orElseThrow().doubleColumn("x_px").asList())
        .containsExactly(100.0, 400.0);
    assertThat(outcome.signal().orElseThrow().intColumn("track_id").asList().subList(0, 4))
        .containsExactly(1, 2, 1, 2);
  }

  @Test
  void othersFindTheTrackOfABox() {
    signal.nobody(0);
    for (int i = 1; i < 5; i++) {
      signal.face(i * 0.4, 100 * i, 200, 0.9).face(i * 0.4, 100, 900, 0.9);
    }
    signal.nobody(2).nobody(2.4);
    Inputs inputs = signal.decided();
    FaceTracks tracks = FaceTracks.of(inputs).orElseThrow();
    assertThat(tracks.at(1.0, new BoundingBox(250, 200, 100, 120))).hasValue(1);
    assertThat(tracks.at(1.0, new BoundingBox(110, 910, 100, 120))).hasValue(2);
    assertThat(tracks.at(1.0, new BoundingBox(600, 700, 100, 120))).isEmpty();
    assertThat(tracks.at(2.4, new BoundingBox(400, 200, 100, 120))).isEmpty();
    assertThat(tracks.whole(2).box().y()).isEqualTo(900);
    assertThat(FaceTracks.of(FaceSignal.inputs())).isEmpty();
  }

  @Test
  void aCloseUpCoversAtMostThePicture() {
    signal.face(0.4, -50, -60, 0.9).face(0.8, -50, -60, 0.9);
    assertThat(table().doubleColumn("frame_ratio").get(0))
        .isCloseTo(50 * 60 / (720.0 * 1280), within(1e-9));
  }

  @Test
  void nobodySeenIsEmpty() {
    signal.nobody(0).nobody(0.4);
    assertThat(decide().state()).isEqualTo(State.EMPTY);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> FaceDetection.standard().every(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FaceDetection.standard().score(1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
