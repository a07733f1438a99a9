package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.media.SampleClip;
import dev.reelframe.media.Video;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardPredictionTest {
  @TempDir Path dir;
  private final Video video = SampleClip.video();

  private CardPrediction predicted(int clips, String card) {
    return CardPrediction.of(
        Pipeline.standard().workers(16), video, StepCosts.shipped(), clips, card);
  }

  @Test
  void twentyClipsKeepACardBusyAndArePlayedWithinItsMemory() throws IOException {
    CardPrediction seen = predicted(20, "rtx8000");
    assertThat(seen.busyRatio()).isBetween(0.85, 1.0);
    assertThat(seen.mediaS()).isEqualTo(20 * video.durationS().orElseThrow());
    assertThat(seen.peakBytes()).isBetween(4L << 30, 45L << 30);
    assertThat(seen.words()).startsWith("SIMULATION");

    Path picture = dir.resolve("card.svg");
    seen.picture().save(picture);
    assertThat(Files.readString(picture)).contains("SIMULATION", "qwen2_vl");
  }

  @Test
  void theSamePlanGivesTheSamePrediction() {
    CardPrediction one = predicted(4, "h200");
    assertThat(predicted(4, "h200")).isEqualTo(one);
  }

  @Test
  void theOldSystemsCostsGiveItsOwnTimeAndWhatASegmentMayCost() {
    CardPrediction.OldSystem old = CardPrediction.oldSystem();
    assertThat(old.sequentialS() / old.clipS()).isEqualTo(8.22, within(0.01));
    assertThat(old.segmentS()).isEqualTo((402.4 - 126) / 97, within(1e-9));
    assertThat(old.plannedS()).isBetween(97 * old.segmentS(), 97 * old.segmentS() + 10);
    assertThat(old.segmentFor35S()).isBetween(1.6, 3.5 * old.clipS() / 97);
    assertThat(old.segmentFor1S()).isBetween(0.4, old.clipS() / 97);
    assertThat(old.words()).startsWith("SIMULATION");
  }

  @Test
  void everyFigureNamesItsSource() {
    GpuCosts costs = GpuCosts.shipped();
    assertThat(costs.cards()).allSatisfy(c -> assertThat(c.source()).isNotBlank());
    assertThat(costs.models()).allSatisfy(c -> assertThat(c.source()).isNotBlank());
    assertThat(costs.reachedSource()).isNotBlank();
    assertThat(costs.callSource()).isNotBlank();
  }

  @Test
  void anUnknownCardIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> predicted(1, "abacus"))
        .hasMessageContaining("abacus")
        .hasMessageContaining("h200");
  }
}
