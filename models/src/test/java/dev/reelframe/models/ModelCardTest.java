package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
  @TempDir Path home;

  @Test
  void theCardShowsTheLoadedFile() {
    try (ResidentModels models = ResidentModels.of(SharedModels.store(home))) {
      String card = Models.card("yolox_nano", models).toString();
      assertThat(card)
          .contains(
              "yolox_nano",
              "Apache-2.0",
              "images float32 [1, 3, 416, 416]",
              "output float32 [1, 3549, 85]",
              "d39bee73564e338080378b0ad567fbb40e818b55bbfaf971de82a0267ed16b8a",
              "COCO",
              "Loaded on     cpu");
      assertThat(card.lines())
          .filteredOn(line -> !line.contains("/"))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    }
  }

  @Test
  void withoutTheFileTheCardSaysHowToGetIt() {
    try (ResidentModels models =
        ResidentModels.of(ModelStore.at(home, Catalogue.standard()).offline())) {
      String card = Models.card("yolox_nano", models).toString();
      assertThat(card)
          .contains(
              "reelframe models fetch yolox_nano",
              "images float32 [1, 3, 416, 416] (as catalogued)");
      assertThat(Models.card("qwen2_vl_2b", models).toString()).contains("no checksum known");
    }
  }

  @Test
  void aFileThatBreaksTheContractIsNamed() {
    Path file = TinyOnnx.doubler(home.resolve("d.onnx"), TinyOnnx.FLOAT, 1);
    ModelEntry yolox = Catalogue.standard().entry("yolox_nano");
    try (OnnxModel model = OnnxModel.open("d", file, SessionSettings.standard())) {
      assertThat(ModelCard.breaches(yolox, model)).hasSize(2).first().asString().contains("images");
      assertThat(ModelCard.breaches(ModelEntry.local("d", file), model)).isEqualTo(List.of());
    }
  }
}
