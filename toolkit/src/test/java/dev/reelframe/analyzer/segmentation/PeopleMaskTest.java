package dev.reelframe.analyzer.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.ReferenceFrames;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleMaskTest {
  @TempDir Path home;

  @Test
  void aMaskIsToldByTheLengthsOfItsRuns() {
    int cell = PeopleMask.SIDE_PX / PeopleMask.GRID;
    BitSet people = new BitSet();
    // Two cells of the second row, and less than half of the one after them.
    people.set(PeopleMask.SIDE_PX * cell, PeopleMask.SIDE_PX * cell + 3 * cell - 2);
    for (int y = cell + 1; y < 2 * cell; y++) {
      people.set(PeopleMask.SIDE_PX * y, PeopleMask.SIDE_PX * y + 2 * cell);
    }
    assertThat(new PeopleMask.Mask(people, 1).runs()).isEqualTo("64 2 4030");
    BitSet all = new BitSet();
    all.set(0, PeopleMask.SIDE_PX * PeopleMask.SIDE_PX);
    assertThat(new PeopleMask.Mask(all, 1).runs()).isEqualTo("0 4096");
    assertThat(new PeopleMask.Mask(new BitSet(), 1).runs()).isEqualTo("4096");
  }

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
