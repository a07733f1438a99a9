package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every real file loads in this ONNX Runtime and keeps the catalogue's contract. */
class RealModelsTest {
  @TempDir Path home;

  @Test
  void everyOnnxFileLoadsAndKeepsItsContract() {
    ModelStore store = SharedModels.store(home);
    int seen = 0;
    for (ModelEntry entry : store.catalogue().entries()) {
      if (entry.format().equals("onnx") && entry.part("model").isPresent()) {
        ModelFiles files = store.resolve(entry.name());
        try (OnnxModel model =
            OnnxModel.open(entry.name(), files.model(), SessionSettings.standard())) {
          assertThat(ModelCard.breaches(entry, model)).as(entry.name()).isEmpty();
          assertThat(model.inputs()).hasSameSizeAs(entry.inputs());
          assertThat(model.outputs()).hasSameSizeAs(entry.outputs());
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  @Test
  void everyFileThatIsHereVerifiesAndWhatIsNotNamesTheWay() {
    ModelStore store = SharedModels.store(home);
    assertThat(store.verify())
        .allSatisfy(status -> {
          String name = status.entry().name();
          assertThat(status.state()).as(name).isNotEqualTo(ModelStatus.State.DAMAGED);
          if (status.state() != ModelStatus.State.PRESENT) {
            assertThat(status.note()).contains("reelframe models fetch " + name);
          }
        });
  }

  @Test
  void callsSideBySideGiveTheSameNumbersAsOneAlone() throws Exception {
    try (ResidentModels models = ResidentModels.of(SharedModels.store(home));
        var threads = Executors.newFixedThreadPool(4)) {
      float[] pixels = new float[3 * 256 * 320];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = i * 31 % 256;
      }
      Callable<float[]> call =
          () ->
              models
                  .get("yunet")
                  .run(Map.of("input", Tensor.floats(pixels, 1, 3, 256, 320)), "bbox_8")
                  .get("bbox_8")
                  .toFloats();
      float[] alone = call.call();
      for (Future<float[]> one : threads.invokeAll(Collections.nCopies(12, call))) {
        assertThat(one.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void labelFilesHaveAsManyLinesAsTheirModelHasClasses() {
    ModelStore store = SharedModels.store(home);
    assertThat(store.resolve("yolox_nano").labels()).hasSize(80).startsWith("person");
    assertThat(store.resolve("movenet").labels()).hasSize(17).startsWith("nose");
    assertThat(store.resolve("yamnet").labels()).hasSize(521).startsWith("Speech");
  }

  @Test
  void aFileTellsTheLettersThatItKnows() {
    ModelStore store = SharedModels.store(home);
    try (OnnxModel model =
        OnnxModel.open(
            "ppocr_rec", store.resolve("ppocr_rec").model(), SessionSettings.standard())) {
      // Letters beyond the basic plane among them, which the runtime's own reader of them cuts.
      assertThat(model.metadata("character").orElseThrow().split("\n"))
          .hasSize(18_708)
          .startsWith("!", "\"")
          .endsWith("\uD83D\uDEC5");
      assertThat(model.metadata("nonsense")).isEmpty();
    }
  }
}
