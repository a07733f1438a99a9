package dev.reelframe.analyzer.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.pose.PoseAttributes.Framing;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ImageCrop;
import dev.reelframe.analyzer.vision.ReferenceFrames;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoseEstimatorTest {
  @TempDir Path home;

  @Test
  void findsTheJointsThatAnotherRuntimeFinds() {
    try (ResidentModels models = SharedFolder.models(home)) {
      PoseEstimator estimator = PoseEstimator.of(models);
      int compared = 0;
      for (ReferenceFrames reference : ReferenceFrames.all()) {
        JsonNode wanted = reference.found().get("keypoints");
        if (wanted == null) {
          continue;
        }
        BoundingBox square = ReferenceFrames.box(reference.found().get("window"));
        Pose pose = estimator.look(reference.frame(), new ImageCrop(square, 192, 192, 0));
        for (int i = 0; i < 17; i++) {
          assertThat(pose.score()[i]).isCloseTo(wanted.get(i).get(2).asDouble(), within(0.01));
          assertThat(pose.x()[i]).isCloseTo(wanted.get(i).get(0).asDouble(), within(1.0));
          assertThat(pose.y()[i]).isCloseTo(wanted.get(i).get(1).asDouble(), within(1.0));
        }
        compared++;
      }
      assertThat(compared).isEqualTo(4);
    }
  }

  @Test
  void aFaceThatFillsThePictureIsFoundWithSpaceAroundIt() {
    try (ResidentModels models = SharedFolder.models(home)) {
      ReferenceFrames closeUp = ReferenceFrames.all().getFirst();
      BoundingBox box = ReferenceFrames.box(closeUp.found().get("objects").get(0).get("box"));
      Pose pose = PoseEstimator.of(models).estimate(closeUp.frame(), box);
      assertThat(PoseAttributes.framing(pose)).contains(Framing.FACE);
      assertThat(pose.sees(Keypoint.NOSE) || pose.sees(Keypoint.LEFT_EYE, Keypoint.RIGHT_EYE))
          .isTrue();
      // The subject's left eye is on the right of the picture, and the nose below both.
      assertThat(pose.x(Keypoint.LEFT_EYE)).isGreaterThan(pose.x(Keypoint.RIGHT_EYE));
      assertThat(pose.y(Keypoint.NOSE)).isGreaterThan(pose.y(Keypoint.LEFT_EYE));
    }
  }
}
