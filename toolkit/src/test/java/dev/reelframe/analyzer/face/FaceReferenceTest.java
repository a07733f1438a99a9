package dev.reelframe.analyzer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equal to another runtime, within a pixel and a hundredth. */
class FaceReferenceTest {
  private static final String EXPRESSIONS = "neutral_happy_sad_angry_fearful_disgusted_surprised";
  @TempDir Path home;

  @Test
  void facesAreWhereAnotherRuntimeFindsThem() {
    try (ResidentModels models = SharedFolder.models(home)) {
      FaceDetector detector = FaceDetector.of(models, new FrameMemo());
      YunetFinder finder = new YunetFinder(models);
      assertThat(ReferenceFaces.all()).hasSize(6);
      for (ReferenceFaces reference : ReferenceFaces.all()) {
        List<Face> found = finder.look(reference.frame(), 2);
        assertThat(found).hasSize(reference.found().get("faces").size());
        for (int i = 0; i < found.size(); i++) {
          Face expected = ReferenceFaces.face(reference.found().get("faces").get(i));
          same(found.get(i), expected);
        }
        boolean sure = reference.found().has("mesh");
        assertThat(detector.detect(reference.frame()).stream().anyMatch(f -> f.score() >= 0.75))
            .isEqualTo(sure);
      }
    }
  }

  private static void same(Face found, Face expected) {
    assertThat(found.score()).isCloseTo(expected.score(), within(0.01));
    assertThat(found.box().x()).isCloseTo(expected.box().x(), within(1.0));
    assertThat(found.box().y()).isCloseTo(expected.box().y(), within(1.0));
    assertThat(found.box().w()).isCloseTo(expected.box().w(), within(1.0));
    assertThat(found.box().h()).isCloseTo(expected.box().h(), within(1.0));
    for (int i = 0; i < Face.Point.COUNT; i++) {
      assertThat(found.marks().get(i).x()).isCloseTo(expected.marks().get(i).x(), within(1.0));
      assertThat(found.marks().get(i).y()).isCloseTo(expected.marks().get(i).y(), within(1.0));
    }
  }

  @Test
  void agesAndExpressionsAreTheSame() {
    try (ResidentModels models = SharedFolder.models(home)) {
      CroppedFaceModel age = CroppedFaceModel.of(models, "faceapi_age_gender", new FrameMemo());
      CroppedFaceModel expression =
          CroppedFaceModel.of(models, "faceapi_expression", new FrameMemo());
      for (ReferenceFaces reference : ReferenceFaces.withFace()) {
        var box = reference.face().box();
        assertThat((double) age.run(reference.frame(), box.grown(0.2), "age")[0])
            .isCloseTo(reference.found().get("age_years").asDouble(), within(0.1));
        float[] probabilities = expression.run(reference.frame(), box.grown(0.1), EXPRESSIONS);
        for (int i = 0; i < probabilities.length; i++) {
          assertThat((double) probabilities[i])
              .isCloseTo(reference.found().get("expression").get(i).asDouble(), within(0.01));
        }
      }
    }
  }
}
