package dev.reelframe.analyzer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.ReferenceFrames;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleMaskTest {
  @TempDir Path home;

  @Test
  void seesAsMuchOfPeopleAsAnotherRuntime() {
    try (ResidentModels models = SharedFolder.models(home)) {
      PeopleMask mask = PeopleMask.of(models);
      for (ReferenceFrames reference : ReferenceFrames.all()) {
        assertThat(mask.of(reference.frame()).ratio())
            .as(reference.frame().toString())
            .isCloseTo(reference.found().get("people_ratio").asDouble(), within(0.01));
      }
    }
  }
}
