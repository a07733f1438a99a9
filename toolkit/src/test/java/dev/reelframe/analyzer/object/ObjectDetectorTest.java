package dev.reelframe.analyzer.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.sight.ReferenceFrames;
import dev.reelframe.analyzer.sight.SharedFolder;
import dev.reelframe.analyzer.track.Box;
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
      ObjectDetector detector = ObjectDetector.of(models, MEMO);
      for (ReferenceFrames reference : ReferenceFrames.all()) {
        List<Detection> found =
            detector.detect(reference.frame()).stream().filter(d -> d.score() >= 0.25).toList();
        JsonNode wanted = reference.found().get("objects");
        assertThat(found).as(reference.frame().toString()).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
          Box box = ReferenceFrames.box(wanted.get(i).get("box"));
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
      assertThat(models.get(ObjectDetector.MODEL).usage().calls()).isEqualTo(1);
    }
  }

  @Test
  void theSegmentationSeesTheCarThatTheDetectorTakesForAPhone() {
    try (ResidentModels models = SharedFolder.models(home)) {
      PictureParts parts = PictureParts.of(models);
      ReferenceFrames fromAbove =
          ReferenceFrames.all().stream().filter(r -> r.frame().index() == 510).findFirst().get();
      JsonNode phone = fromAbove.found().get("objects").get(0);
      assertThat(phone.get("label").asText()).isEqualTo("cell phone");
      Box box = ReferenceFrames.box(phone.get("box"));
      Region region = parts.in(fromAbove.frame(), box).orElseThrow();
      assertThat(region.label()).isEqualTo("car");
      assertThat(region.ratio()).isGreaterThan(0.5);
      assertThat(parts.in(fromAbove.frame(), new Box(300, 600, 80, 80))).isEmpty();
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
