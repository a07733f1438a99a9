package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.models.ModelUsage;
import dev.reelframe.models.ResidentModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReelframeTest {
  @Test
  void modelsThatWereWarmedServeTheNextRun() {
    Pipeline pipeline = Pipeline.of(Analyzers.speechActivity());
    assertThat(Reelframe.warm(pipeline)).isPositive();
    List<ModelUsage> warmed = ResidentModels.shared().usage();
    assertThat(warmed).isNotEmpty();
    pipeline.run(SampleClip.video());
    List<ModelUsage> used = ResidentModels.shared().usage();
    assertThat(used).extracting(ModelUsage::model).containsAll(models(warmed));
    assertThat(used).as("the same ones counted on").isNotEqualTo(warmed);
  }

  private static List<String> models(List<ModelUsage> usage) {
    return usage.stream().map(ModelUsage::model).toList();
  }
}
