package dev.reelframe.analyzer.eye;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.AlignedSquare;
import dev.reelframe.analyzer.face.FaceMesh;
import dev.reelframe.analyzer.face.FaceSignal;
import dev.reelframe.analyzer.face.Mesh;
import dev.reelframe.analyzer.face.ReferenceFaces;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.Device;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class EyeTrackingTest {
  @TempDir Path home;
  private final FaceSignal faces = new FaceSignal();
  private final RowWriter<EyeRow.Sampled> eyes = EyeRow.Sampled.SCHEMA.rows();

  private void eyes(double timeS, double yaw, double blink) {
    OptionalDouble opening = OptionalDouble.of(0.4 - 0.37 * blink);
    eyes.add(
        new EyeRow.Sampled(
            SampledFace.at(timeS, 0, new BoundingBox(100, 200, 100, 120)),
            OptionalDouble.of(130),
            OptionalDouble.of(245),
            OptionalDouble.of(170),
            OptionalDouble.of(245),
            Optional.of(new Gaze(yaw, 0)),
            Optional.empty(),
            opening,
            opening,
            Optional.empty(),
            false,
            0.9));
  }

  @Test
  void aRowTellsItsOwnSecondsAndABlinkEndsNone() {
    for (int i = 0; i < 10; i++) {
      if (i % 2 == 0) {
        faces.face(i * 0.2, 100, 200, 0.9);
      }
      eyes(i * 0.2, i < 6 ? 5 : 40, i == 3 ? 0.9 : 0.1);
    }
    Outcome outcome = EyeTracking.standard().decide(eyes.table(), faces.decided());
    Table table = outcome.table().orElseThrow();
    assertThat(table.stringColumn("gaze").asList()).containsExactly("camera", "right");
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.1, within(1e-9));
    assertThat(table.doubleColumn("camera_ratio").asList()).containsExactly(1.0, 0.0);
    assertThat(table.doubleColumn("closed_ratio").get(0)).isCloseTo(1 / 6.0, within(1e-9));
    assertThat(table.intColumn("blinks").asList()).containsExactly(1, 0);
    assertThat(table.intColumn("samples").asList()).containsExactly(6, 4);
    assertThat(table.stringColumn("unknown").countMissing()).isEqualTo(2);
    Table told = outcome.signal().orElseThrow();
    assertThat(told.booleanColumn("closed").get(3)).isTrue();
    assertThat(told.stringColumn("gaze").isMissing(3)).isTrue();
    assertThat(told.stringColumn("gaze").get(9)).isEqualTo("right");
    assertThat(told.intColumn("track_id").countMissing()).isZero();
    Table strict =
        EyeTracking.standard().cameraWithin(3).decide(told, faces.decided()).table().orElseThrow();
    assertThat(strict.doubleColumn("camera_ratio").asList()).containsOnly(0.0);
  }

  @Test
  void closedEyesLookNowhere() {
    for (int i = 0; i < 10; i++) {
      faces.face(i * 0.2, 100, 200, 0.9);
      eyes(i * 0.2, 5, i < 5 ? 0.1 : 0.9);
    }
    Table table =
        EyeTracking.standard().decide(eyes.table(), faces.decided()).table().orElseThrow();
    assertThat(table.stringColumn("gaze").asList()).containsExactly("camera", "");
    assertThat(table.stringColumn("unknown").asList()).containsExactly("", "eyes_closed");
    assertThat(table.doubleColumn("gaze_yaw_deg").isMissing(1)).isTrue();
  }

  @Test
  void withoutFacesThereAreNoEyes() {
    Outcome outcome = EyeTracking.standard().decide(eyes.table(), FaceSignal.inputs());
    assertThat(outcome.state()).isInstanceOf(State.Skipped.class);
    assertThatThrownBy(() -> EyeTracking.standard().cameraWithin(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMeshIsWhereAnotherRuntimeFindsIt() {
    try (ResidentModels models = SharedFolder.models(home)) {
      FaceMesh mesh = FaceMesh.of(models, new FrameMemo());
      IrisModel irises = IrisModel.of(models);
      for (ReferenceFaces reference : ReferenceFaces.withFace()) {
        JsonNode expected = reference.found().get("mesh");
        Mesh found = mesh.in(reference.frame(), AlignedSquare.of(reference.face()));
        assertThat(found.presence()).isCloseTo(expected.get("presence").asDouble(), within(0.01));
        for (JsonNode point : expected.get("points")) {
          int i = point.get(0).asInt();
          assertThat(found.x(i)).as("x of " + i).isCloseTo(point.get(1).asDouble(), within(1.0));
          assertThat(found.y(i)).as("y of " + i).isCloseTo(point.get(2).asDouble(), within(1.0));
        }
        for (Mesh.Eye which : Mesh.Eye.values()) {
          JsonNode eye = reference.found().get("eyes").get(which.ordinal());
          EyePoints seen = irises.eye(reference.frame(), found, which);
          assertThat(seen.iris()[0]).isCloseTo(eye.get("iris").get(0).asDouble(), within(1.0));
          assertThat(seen.iris()[1]).isCloseTo(eye.get("iris").get(1).asDouble(), within(1.0));
          assertThat(seen.opening()).isCloseTo(eye.get("opening").asDouble(), within(0.02));
        }
      }
    }
  }

  /** Frames in which nothing, then one eye, then the place of the face changes. */
  @Test
  void aStillPictureIsMeasuredOnceAndAChangedEyeIsNeverSkipped() {
    try (ResidentModels models = SharedFolder.models(home)) {
      ReferenceFaces man =
          ReferenceFaces.withFace().stream()
              .filter(r -> r.frame().index() == 210)
              .findFirst()
              .orElseThrow();
      MediaInfo media =
          new MediaInfo("mov", Optional.of(2.0), 0, Optional.empty(), Optional.empty());
      try (Fold fold =
          EyeTracking.standard().models(models).open(media, RunContext.on(Device.cpu(), 1))) {
        byte[] data = man.frame().data();
        fold.frame(at(man.frame(), 0, data));
        fold.frame(at(man.frame(), 0.2, data.clone()));
        fold.frame(at(man.frame(), 0.4, data.clone()));
        fold.frame(at(man.frame(), 0.6, withoutEye(man, data)));
        fold.frame(at(man.frame(), 0.8, data.clone()));
        Table signal = fold.signal(new StreamEnd(1, 1, 0, 5));
        assertThat(signal.booleanColumn("repeated").asList())
            .containsExactly(false, true, true, false, false);
        assertThat(signal.doubleColumn("right_opening_ratio").get(1))
            .isEqualTo(signal.doubleColumn("right_opening_ratio").get(0));
        assertThat(signal.doubleColumn("right_iris_x_px").get(3))
            .isNotEqualTo(signal.doubleColumn("right_iris_x_px").get(0));
      }
    }
  }

  private static Frame at(Frame like, double timeS, byte[] data) {
    return new Frame(
        Math.round(timeS * 30), timeS, like.width(), like.height(), like.format(), data);
  }

  /** The same picture with skin over the right eye. */
  private static byte[] withoutEye(ReferenceFaces face, byte[] data) {
    byte[] changed = data.clone();
    int width = face.frame().width();
    int left = (int) face.face().rightEye().x() - 14;
    int top = (int) face.face().rightEye().y() - 8;
    for (int y = top; y < top + 16; y++) {
      int skin = 3 * ((top + 40) * width + left);
      System.arraycopy(data, skin, changed, 3 * (y * width + left), 3 * 28);
    }
    return changed;
  }
}
