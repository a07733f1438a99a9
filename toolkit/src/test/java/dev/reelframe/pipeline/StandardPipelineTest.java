package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.table.State;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The invariants on a machine without a network, with the models that come along. */
class StandardPipelineTest extends Invariants {
  @Override
  SharedSetup machine(Path home) {
    return SharedSetup.withoutModels(home);
  }

  @Test
  void whoeverNeedsAModelIsSkippedWithAReason() {
    assertThat(run().results())
        .filteredOn(r -> r.state() instanceof State.Skipped)
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.state().reason()).isNotBlank());
  }
}
