package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.DevicePlacement;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.gpu.ComputeCapability;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.gpu.GpuSample;
import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.SampleClip;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import dev.reelframe.table.TableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/**
 * What a run says about the GPU: with the simulated driver, with made-up samples, and without one.
 */
class GpuProfileTest {
  @TempDir Path dir;

  private static final Analyzer COUNT =
      Analyzer.named("count")
          .reads(Frames.every(1).width(32))
          .returns(Schema.frames("count", "A frame"))
          .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.index()));

  private JsonNode runInChild(String commands) throws Exception {
    ChildJvm.Outcome child =
        new ChildJvm()
            .with("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
            .with("-Djava.awt.headless=true")
            .classPath(System.getProperty("java.class.path"))
            .driver("SIM_DRIVER_13", commands)
            .run(GpuRun.class, dir.toString());
    assertThat(child.exit()).as(child.err()).isZero();
    assertThat(child.out() + child.err()).as("a run prints nothing").isEmpty();
    return new ObjectMapper().readTree(dir.resolve("analysis.json").toFile());
  }

  @Test
  void samplesOfTheRunsOwnWindowStandBesideItsSpans() throws Exception {
    JsonNode manifest = runInChild("work=60000");

    MeasuredTable profile = TableFiles.read(dir.resolve("profile.csv"));
    assertThat(profile.schema()).isEqualTo(Cost.SCHEMA);
    Table fold =
        profile.where(
            profile
                .stringColumn("stage")
                .isEqualTo("fold")
                .and(profile.stringColumn("activity").isEqualTo("measure")));
    assertThat(fold.intColumn("gpu_samples").get(0)).isPositive();
    assertThat(fold.doubleColumn("gpu_busy_ratio").get(0)).isGreaterThan(0.2);
    assertThat(fold.doubleColumn("gpu_memory_used_mib").get(0)).isGreaterThanOrEqualTo(100);
    assertThat(fold.doubleColumn("gpu_power_w").get(0)).isBetween(75.0, 400.0);

    MeasuredTable samples = profile.signal().orElseThrow();
    assertThat(samples.schema()).isEqualTo(GpuTables.SAMPLES);
    double wall = manifest.at("/run/wall_s").asDouble();
    assertThat(samples.doubleColumn("time_s").min()).isGreaterThanOrEqualTo(0);
    assertThat(samples.doubleColumn("time_s").max()).isLessThanOrEqualTo(wall + 0.2);

    assertThat(manifest.at("/run/device").asText()).isEqualTo("cpu");
    assertThat(manifest.at("/run/device_reason").asText()).contains("has a model");
    assertThat(manifest.at("/run/gpus")).as("both of the driver's cards").hasSize(2);
    assertThat(samples.stringColumn("gpu_uuid").unique().size()).isEqualTo(2);
    assertThat(
            manifest.at("/run/gpus/0/samples").asInt() + manifest.at("/run/gpus/1/samples").asInt())
        .isEqualTo(samples.rowCount());
    assertThat(manifest.at("/scorecard/5/verdict").asText()).isEqualTo("not_measured");
    assertThat(manifest.at("/scorecard/5/measured").asText())
        .startsWith("Simulated H200: ")
        .contains("no GPU took part");
    assertThat(manifest.at("/scorecard/6/measured").asText())
        .contains("Simulated H200 would take flash (cuda:0, compute capability 9.0)");
    assertThat(Files.readString(dir.resolve("profile.svg"))).contains(">GPU busy<", ">decoder<");

    JsonNode trace = new ObjectMapper().readTree(dir.resolve("trace.json").toFile());
    assertThat(ProfileTest.complaints(trace)).isEmpty();
    assertThat(trace.findValuesAsText("name"))
        .contains("colour_histogram", "busy", "power", "GPU 0: Simulated H200");
  }

  @Test
  void aCardThatIsLostCostsTheSamplesNotTheRun() throws Exception {
    JsonNode manifest = runInChild("fail=nvmlDeviceGetUtilizationRates:15");
    assertThat(manifest.at("/analyzers/0/state").asText()).isEqualTo("ok");
    assertThat(manifest.at("/run/gpus/0/samples").asInt()).isZero();
    assertThat(manifest.at("/run/gpus/0/ended_by").asText())
        .contains("nvmlDeviceGetUtilizationRates");
    assertThat(manifest.at("/scorecard/5/verdict").asText()).isEqualTo("not_measured");
  }

  @Test
  void theScorecardJudgesTheMeanOfTheSamplesWhereModelsWorkedOnTheGpu() {
    Table busy = scorecard(0.6, 0.9);
    assertThat(busy.getString(5, "verdict")).isEqualTo("met");
    assertThat(busy.getString(5, "measured"))
        .isEqualTo(
            "Card: 2 samples in 1.00 s at 10 Hz, 0 missed; busy 75 % on average, 90 % at most");
    assertThat(scorecard(0.1, 0.9).getString(5, "verdict")).isEqualTo("missed");
    assertThat(scorecard().getString(5, "verdict")).isEqualTo("not_measured");
  }

  private static Table scorecard(double... ratios) {
    Analysis run = Pipeline.of(COUNT).on(Device.cpu()).run(SampleClip.video());
    return new Analysis(
            run.video(),
            run.results(),
            run.end(),
            run.damage(),
            onCard(run, ratios),
            run.keyframes())
        .scorecard();
  }

  /** What a run cost, had a card of compute capability 7.5 been busy like this meanwhile. */
  private static Cost onCard(Analysis run, double... ratios) {
    Gpu gpu =
        new Gpu(
            0,
            "Card",
            "GPU-0",
            "0000:00:00.0",
            OptionalInt.of(0),
            OptionalInt.of(0),
            new ComputeCapability(7, 5),
            1,
            1 << 30,
            Optional.empty());
    List<GpuSample> samples =
        IntStream.range(0, ratios.length).mapToObj(i -> sample(0.1 * i, ratios[i])).toList();
    GpuRecording seen =
        new GpuRecording(gpu, 0, 1, 10, 0, 0, 0, samples, List.of(), Optional.empty());
    DeviceUse use = new DeviceUse(Device.auto(), Device.cuda(0), "");
    return new Cost(run.cost().work(), 0, 1, 1, use, List.of(seen), List.of());
  }

  @Test
  void theAttentionThatRanIsMetWhereItIsTheBestThatTheGpuAllows() {
    Analyzer describing =
        Analyzer.named("qwen2_vl_temporal")
            .reads(Frames.every(4).width(32))
            .returns(Schema.intervals("qwen2_vl_temporal", "A stretch"))
            .perFrame((frame, rows) -> rows.add(frame.timeS(), frame.timeS() + 1));
    Analysis run = Pipeline.of(describing).on(Device.cpu()).run(SampleClip.video());
    assertThat(attention(run, "memory-efficient fp16 (cuda:0)"))
        .isEqualTo("met qwen2_vl_temporal: memory-efficient fp16 (cuda:0)");
    assertThat(attention(run, "plain (cuda:0)"))
        .startsWith("missed qwen2_vl_temporal: plain (cuda:0); Card would take memory-efficient");
    assertThat(attention(run, "plain (CPU)"))
        .startsWith("not_measured no attention ran on a GPU: plain (CPU)");
  }

  private static String attention(Analysis run, String path) {
    AnalyzerResult was = run.result("qwen2_vl_temporal");
    AnalyzerResult told =
        new AnalyzerResult(
            was.spec(),
            was.state(),
            was.table(),
            was.cpuSeconds(),
            new TreeMap<>(Map.of("attention", path)),
            was.error());
    Table card =
        new Analysis(
                run.video(),
                List.of(told),
                run.end(),
                run.damage(),
                onCard(run, 1),
                run.keyframes())
            .scorecard();
    return card.getString(6, "verdict") + " " + card.getString(6, "measured");
  }

  private static GpuSample sample(double timeS, double busy) {
    OptionalDouble none = OptionalDouble.empty();
    OptionalInt nothing = OptionalInt.empty();
    return new GpuSample(
        timeS,
        "GPU-0",
        OptionalDouble.of(busy),
        none,
        none,
        none,
        OptionalLong.empty(),
        nothing,
        nothing,
        none,
        none,
        nothing,
        none,
        none,
        Optional.empty());
  }

  @Test
  void withoutAGpuTheRunSaysWhyAndNothingElseChanges() {
    Assumptions.assumeFalse(Gpu.probe().isPresent(), "this machine has a GPU");
    Analysis run = Pipeline.of(COUNT).run(SampleClip.video());
    assertThat(run.cost().device().used()).isEqualTo(Device.cpu());
    assertThat(run.cost().device().reason()).isEqualTo(Gpu.probe().line());
    assertThat(run.cost().gpus()).isEmpty();
    assertThat(run.profile().signal()).isEmpty();
    assertThat(run.profile().column("gpu_samples").countMissing())
        .isEqualTo(run.profile().rowCount());
    assertThatThrownBy(() -> Pipeline.of(COUNT).on(Device.cuda(0)))
        .isInstanceOf(NoDevice.class)
        .hasMessageContaining("no GPU: ");
  }

  /** Notes on which device it is told to load its models. */
  private record Asking(List<Device> asked) implements Analyzer {
    private static final Schema FRAMES = Schema.frames("asking", "A frame");

    @Override
    public AnalyzerSpec spec() {
      return AnalyzerSpec.of("1", FRAMES).reads(Frames.every(4).width(32));
    }

    @Override
    public Fold open(MediaInfo media, RunContext run) {
      asked.add(run.models(ResidentModels.shared()).settings().device());
      return end -> FRAMES.newTable();
    }
  }

  @Test
  void modelsOfTheRunAreAskedForOnItsDeviceAndTheCallsDecideWhereTheyWorked() {
    List<Device> asked = new CopyOnWriteArrayList<>();
    Analyzer asking = new Asking(asked);
    DeviceUse planned = new DeviceUse(Device.auto(), Device.cuda(0), "");
    DevicePlacement placement = new DevicePlacement(planned, List.of());
    Analysis run = new PipelineRun(SampleClip.video(), Pipeline.of(asking), placement).analysis();
    assertThat(asked).isNotEmpty().containsOnly(Device.auto());
    assertThat(run.cost().device())
        .isEqualTo(new DeviceUse(Device.auto(), Device.cpu(), "no model was called in this run"));
  }

  @Test
  void theCpuIsNotExplained() {
    Analysis run = Pipeline.of(COUNT).on(Device.cpu()).run(SampleClip.video());
    assertThat(run.cost().device()).isEqualTo(new DeviceUse(Device.cpu(), Device.cpu(), ""));
    assertThat(run.cost().gpus()).isEmpty();
  }
}
