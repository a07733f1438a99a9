package dev.reelframe.analyzer.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ReferenceFrames;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectDetectorTest {
  private static final FrameMemo MEMO = new FrameMemo();

  @TempDir Path home;

  @Test
  void findsWhatAnotherRuntimeFinds() {
    try (ResidentModels models = SharedFolder.models(home)) {
      YoloxModel detector = new YoloxModel(models);
      for (ReferenceFrames reference : ReferenceFrames.all()) {
        List<Detection> found =
            detector.look(reference.frame()).stream().filter(d -> d.score() >= 0.25).toList();
        JsonNode wanted = reference.found().get("objects");
        assertThat(found).as(reference.frame().toString()).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
          BoundingBox box = ReferenceFrames.box(wanted.get(i).get("box"));
          assertThat(found.get(i).label()).isEqualTo(wanted.get(i).get("label").asText());
          assertThat(found.get(i).score())
              .isCloseTo(wanted.get(i).get("score").asDouble(), within(0.01));
          assertThat(found.get(i).box().x()).isCloseTo(box.x(), within(1.0));
          assertThat(found.get(i).box().y()).isCloseTo(box.y(), within(1.0));
          assertThat(found.get(i).box().w()).isCloseTo(box.w(), within(1.0));
          assertThat(found.get(i).box().h()).isCloseTo(box.h(), within(1.0));
        }
      }
    }
  }

  @Test
  void theModelRunsOnceForAFrameWhoeverAsks() {
    try (ResidentModels models = SharedFolder.models(home)) {
      Frame any = ReferenceFrames.all().getFirst().frame();
      // A frame that no other test has looked at.
      Frame own =
          new Frame(
              any.index(),
              any.timeS(),
              any.width(),
              any.height(),
              any.format(),
              any.data().clone());
      List<Detection> first = ObjectDetector.of(models, MEMO).detect(own);
      assertThat(ObjectDetector.of(models, MEMO).detect(own)).isSameAs(first);
      assertThat(models.get(YoloxModel.MODEL).usage().calls()).isEqualTo(1);
    }
  }

  @Test
  void theModelThatComesAlongFindsWhatAnotherRuntimeFinds() {
    try (ResidentModels models = SharedFolder.embedded(home)) {
      SsdModel ssd = new SsdModel(models);
      int compared = 0;
      for (ReferenceFrames reference : ReferenceFrames.all()) {
        List<Detection> found = ssd.look(reference.frame());
        for (JsonNode wanted : reference.found().get("ssd")) {
          String label = wanted.get("label").asText().toLowerCase(java.util.Locale.ROOT);
          BoundingBox box = ReferenceFrames.box(wanted.get("box"));
          Detection same =
              found.stream()
                  .filter(d -> d.label().equals(label) && d.box().iou(box) > 0.95)
                  .findFirst()
                  .orElseThrow();
          double score = SsdBoxes.evened(label, wanted.get("score").asDouble());
          assertThat(same.score()).isCloseTo(score, within(0.02));
          compared++;
        }
      }
      assertThat(compared).isEqualTo(8);
    }
  }

  @Test
  void theSecondModelSeesTheCarThatTheFirstTakesForAPhone() {
    try (ResidentModels models = SharedFolder.models(home)) {
      ReferenceFrames fromAbove =
          ReferenceFrames.all().stream().filter(r -> r.frame().index() == 510).findFirst().get();
      JsonNode phone = fromAbove.found().get("objects").get(0);
      assertThat(phone.get("label").asText()).isEqualTo("cell phone");
      List<Detection> both = ObjectDetector.of(models, new FrameMemo()).detect(fromAbove.frame());
      BoundingBox box = ReferenceFrames.box(phone.get("box"));
      assertThat(both)
          .anyMatch(d -> d.label().equals("car") && d.score() > 0.6 && d.box().iou(box) > 0.7);
    }
  }

  @Test
  void withoutTheModelItSaysWhatToDo() {
    try (ResidentModels none = SharedFolder.noModels(home)) {
      assertThatThrownBy(() -> ObjectDetector.of(none, MEMO))
          .isInstanceOf(ModelMissing.class)
          .hasMessageContaining("yolox_nano");
    }
  }
}
