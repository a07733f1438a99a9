package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.FfmpegRun;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.StepCosts.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan says what a run would do; costs come from profiles. */
class PlanTest {
  @TempDir Path dir;
  private final Video video = SampleClip.video();

  private static Plan.Step step(Plan plan, String name) {
    return plan.steps().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theLongestWayGoesThroughWhatIsWaitedFor() {
    double durationS = video.durationS().orElseThrow();
    StepCosts costs =
        new StepCosts(
            Map.of(
                "decoder", new Cost(0, 0.2, 0),
                "cut_analysis", new Cost(0, 0.1, 0.1),
                "color_analysis", new Cost(1, 0.5, 0),
                "scene_segmentation", new Cost(0, 0.01, 0.4)),
            "a test");
    Plan plan =
        Pipeline.of(Analyzers.cuts(), Analyzers.colors(), Analyzers.temporalFlow())
            .workers(2)
            .plan(video, costs);
    assertThat(step(plan, "cut_analysis").endS()).isEqualTo(0.3 * durationS, within(1e-9));
    assertThat(step(plan, "cut_analysis").cpuS()).contains(0.2 * durationS);
    assertThat(step(plan, "color_analysis").endS()).isEqualTo(1 + 0.5 * durationS, within(1e-9));
    assertThat(step(plan, "temporal_flow").after()).contains("cut_analysis");
    assertThat(step(plan, "temporal_flow").cpuS()).as("never measured").isEmpty();
    assertThat(plan.criticalPath()).contains("color_analysis");
    assertThat(plan.expectedS()).isGreaterThanOrEqualTo(plan.cpuS() / 2);
  }

  @Test
  void whatCannotLookAtTheFileIsSkippedInThePlan() {
    Path mute = FfmpegRun.draw(dir.resolve("mute.mp4"), "-c:v", "mpeg4", "-an");
    Plan plan = Pipeline.of(Analyzers.audioAnalysis(), Analyzers.colors()).plan(Video.open(mute));
    assertThat(step(plan, "audio_analysis").skipped()).isPresent();
    assertThat(step(plan, "audio_analysis").cpuS()).contains(0.0);
    assertThat(plan.table().stringColumn("state").asList()).contains("planned", "skipped");
  }

  @Test
  void theCostsThatComeAlongKnowEveryAnalyzerThatIsNotAskedOfAServer() {
    StepCosts shipped = StepCosts.shipped();
    assertThat(shipped.source()).isNotBlank();
    Plan plan = Pipeline.standard().plan(video);
    assertThat(plan.steps())
        .filteredOn(step -> step.cpuS().isEmpty())
        .extracting(Plan.Step::name)
        .isSubsetOf("qwen2_vl_temporal");
    assertThat(plan.criticalPath()).isNotEmpty();
    assertThat(plan.picture().svg()).contains("decoder", "speech_transcription");
  }

  @Test
  void costsAreReadFromTheProfilesOfEarlierRuns() throws IOException {
    assertThat(StepCosts.measured(dir.resolve("none"))).isEmpty();
    Analysis run = Pipeline.of(Analyzers.colors()).run(video);
    run.save(dir.resolve("results/a"));
    Optional<StepCosts> measured = StepCosts.measured(dir.resolve("results"));
    assertThat(measured.orElseThrow().steps()).containsOnlyKeys("decoder", "color_analysis");
    Plan plan = Pipeline.of(Analyzers.colors()).plan(video, measured.get());
    double busy =
        run.profile()
            .where(run.profile().stringColumn("name").isEqualTo("color_analysis"))
            .doubleColumn("busy_s")
            .sum();
    double stretched = video.durationS().orElseThrow() / run.durationS();
    assertThat(step(plan, "color_analysis").cpuS().orElseThrow())
        .isEqualTo(busy * stretched, within(0.1 * busy));
    assertThat(Files.exists(dir.resolve("results/a/profile.csv"))).isTrue();
  }
}
