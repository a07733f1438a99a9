package dev.reelframe.experiment;

import static dev.reelframe.analyzer.Analyzers.colors;
import static dev.reelframe.analyzer.Analyzers.cuts;
import static dev.reelframe.analyzer.Analyzers.scenes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Corpus;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFiles;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class ExperimentTest {
  private static final String CLIP = SampleClip.video().file().toString();

  @TempDir Path dir;
  private Path truth;

  @BeforeEach
  void truth() throws Exception {
    truth = dir.resolve("sample.truth.json");
    try (InputStream in = getClass().getResourceAsStream("/dev/reelframe/sample.truth.json")) {
      Files.copy(in, truth);
    }
  }

  private Experiment small() {
    return Experiment.of(cuts(), colors())
        .clip(CLIP, truth.toString())
        .vary("cut_analysis.sensitivity", 0.1, 0.5)
        .warmups(0)
        .repeats(2);
  }

  private static Table measure(Table found, String name) {
    return found.where(found.stringColumn("measure").isEqualTo(name));
  }

  @Test
  void everySettingHasItsCostAndItsQuality() throws Exception {
    MeasuredTable found = small().vary("workers", 1, 2).into(dir.resolve("out")).run().summary();
    Table wall = measure(found, "wall_s");
    assertThat(wall.rowCount()).isEqualTo(4);
    assertThat(wall.intColumn("runs").asList()).containsOnly(2);
    for (int row = 0; row < 4; row++) {
      assertThat(wall.doubleColumn("median").get(row))
          .isBetween(wall.doubleColumn("least").get(row), wall.doubleColumn("most").get(row));
    }
    assertThat(wall.doubleColumn("cut_analysis_sensitivity").asList())
        .containsExactly(0.1, 0.1, 0.5, 0.5);
    assertThat(wall.doubleColumn("workers").asList()).containsExactly(1.0, 2.0, 1.0, 2.0);
    assertThat(wall.stringColumn("machine").get(0)).contains(" cores, ");
    assertThat(measure(found, "cpu_s").doubleColumn("least").min()).isPositive();
    assertThat(measure(found, "color_analysis_cpu_s").doubleColumn("median").min()).isPositive();
    assertThat(measure(found, "cut_f1_ratio").doubleColumn("median").get(2)).isEqualTo(1);
    assertThat(measure(found, "cut_f1_ratio").doubleColumn("spread_ratio").get(2)).isZero();

    MeasuredTable read = TableFiles.read(dir.resolve("out/experiment.parquet"));
    assertThat(read.rowCount()).isEqualTo(found.rowCount());
    MeasuredTable trials = read.signal().orElseThrow();
    assertThat(trials.rowCount()).isEqualTo(8);
    assertThat(trials.intColumn("round").asList()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(trials.stringColumn("device_used").asList()).containsOnly("cpu");
    assertThat(trials.provenance().parameters()).containsKeys("machine", "java", "seed");
  }

  @Test
  void whatTheGpuDidIsMeasuredWhereItMayBeUsed() throws Exception {
    ChildJvm.Outcome child =
        new ChildJvm()
            .with("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
            .classPath(System.getProperty("java.class.path"))
            .driver("SIM_DRIVER_13", "")
            .run(GpuExperiment.class, dir.resolve("out").toString());
    assertThat(child.exit()).as(child.err()).isZero();
    MeasuredTable found = TableFiles.read(dir.resolve("out/experiment.csv"));
    Table power = measure(found, "gpu_power_w");
    assertThat(power.stringColumn("device").asList()).containsExactly("auto");
    assertThat(power.doubleColumn("median").get(0)).as("two cards of 75 W").isEqualTo(150);
    assertThat(measure(found, "gpu_samples").doubleColumn("median").get(0)).isPositive();
  }

  @Test
  void factorsAndMeasuresAreCode() {
    ExperimentResult found =
        Experiment.of(cuts())
            .clip(CLIP)
            .level("sampling", "all frames", pipeline -> pipeline)
            .level(
                "sampling", "none", pipeline -> Pipeline.of(colors()).progress(pipeline.progress()))
            .measure("keyframes", run -> run.keyframes().size())
            .judgedByBaseline()
            .warmups(0)
            .repeats(2)
            .run();
    MeasuredTable verdict = found.verdict();
    assertThat(verdict.stringColumn("sampling").asList()).containsOnly("none");
    assertThat(verdict.stringColumn("measure").asList()).contains("wall_s", "cpu_s", "keyframes");
    assertThat(found.trials().columnNames())
        .contains(
            "cut_analysis_fold_cpu_s", "decoder_decode_cpu_s", "cut_analysis_rows", "probe_ms");
    Table same = measure(found.summary(), "cut_analysis_same_rows_ratio");
    assertThat(same.doubleColumn("median").asList()).containsExactly(1.0);
    assertThatThrownBy(() -> found.verdict("walls")).hasMessageContaining("wall_s");
  }

  @Test
  void theBudgetEndsAfterARoundAndAnotherCallGoesOn() {
    Path out = dir.resolve("out");
    Experiment experiment = small().repeats(3).budget(Duration.ofMillis(1)).into(out);
    ExperimentResult first = experiment.run();
    assertThat(first.state())
        .isEqualTo(new State.Degraded("the time of 0 s was over: 2 of 6 trials were run"));
    assertThat(first.trials().rowCount()).isEqualTo(2);
    List<Integer> totals = new ArrayList<>();
    ExperimentResult rest =
        small().repeats(3).into(out).run((done, total, what) -> totals.add(total));
    assertThat(totals).containsOnly(4);
    assertThat(rest.state()).isEqualTo(State.OK);
  }

  @Test
  void aSavedRunStandsForTheTruth() throws Exception {
    Path saved = Pipeline.of(cuts()).run(SampleClip.video()).save(dir.resolve("saved"));
    ExperimentResult found =
        Experiment.of(cuts()).clip(CLIP, saved.toString()).warmups(0).repeats(1).run();
    Table same = measure(found.summary(), "cut_analysis_same_rows_ratio");
    assertThat(same.doubleColumn("median").asList()).containsExactly(1.0);
  }

  @Test
  void roundsAreShuffledByTheSeedAndHoldEveryPairOnce() {
    List<Trial> first = Trial.round(1, 3, 4, 7);
    assertThat(first).hasSize(12).doesNotHaveDuplicates();
    assertThat(first.stream().map(t -> 4 * t.subject() + t.configuration()).sorted().toList())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(Trial.round(1, 3, 4, 7)).isEqualTo(first);
    assertThat(Trial.round(2, 3, 4, 7)).isNotEqualTo(first);
    assertThat(Trial.round(1, 3, 4, 8)).isNotEqualTo(first);
  }

  @Test
  void anInterruptedExperimentGoesOnAndEndsAsIfItHadNotBeen() throws Exception {
    Path out = dir.resolve("out");
    assertThatThrownBy(() ->
            small()
                .into(out)
                .run((done, total, what) -> {
                  if (done == 3) {
                    throw new IllegalStateException("the power fails after " + what);
                  }
                }))
        .hasMessageContaining("sample cut_analysis.sensitivity=0.");
    assertThat(Files.readAllLines(out.resolve("trials.jsonl"))).hasSize(1 + 3);
    Files.writeString(out.resolve("trials.jsonl"), "{\"round\":2,\"or", StandardOpenOption.APPEND);

    List<Integer> totals = new ArrayList<>();
    ExperimentResult ended = small().into(out).run((done, total, what) -> totals.add(total));
    MeasuredTable found = ended.summary();
    assertThat(totals).containsExactly(1);
    assertThat(found.signal().orElseThrow().rowCount()).isEqualTo(4);
    assertThat(measure(found, "wall_s").intColumn("runs").asList()).containsOnly(2);

    totals.clear();
    small().into(out).run((done, total, what) -> totals.add(total));
    assertThat(totals).as("nothing is left").isEmpty();
    assertThatThrownBy(() -> small().repeats(3).into(out).run())
        .hasMessageContaining("holds another experiment (its repeats differs)");
  }

  @Test
  void theManifestRepeatsTheExperimentOrSaysWhyItCannot() throws Exception {
    Path out = dir.resolve("out");
    small().repeats(1).named("first").into(out).run();
    Path manifest = out.resolve("experiment.json");
    Experiment again = Experiment.read(manifest);
    assertThat(again.name()).isEqualTo("first");
    MeasuredTable found = again.into(dir.resolve("again")).run().summary();
    assertThat(measure(found, "cut_f1_ratio").rowCount()).isEqualTo(2);
    assertThat(Files.readString(dir.resolve("again/experiment.json")))
        .isEqualTo(Files.readString(manifest));

    String text = Files.readString(manifest);
    Path other = dir.resolve("other.json");
    Files.writeString(other, text.replaceFirst("\"sha256\" : \"..", "\"sha256\" : \"__"));
    assertThatThrownBy(() -> Experiment.read(other)).hasMessageContaining("SHA-256 differs");
    Files.writeString(other, text.replaceFirst("\"version\" : \"", "\"version\" : \"9"));
    assertThatThrownBy(() -> Experiment.read(other)).hasMessageContaining("cannot be repeated");
  }

  @Test
  void aClipThatBreaksCostsItsTrialsOnly() throws Exception {
    Path broken = Files.writeString(dir.resolve("broken.mp4"), "no video");
    MeasuredTable found =
        Experiment.of(colors())
            .clips(Corpus.of(broken.toString(), CLIP))
            .warmups(0)
            .repeats(1)
            .run()
            .summary();
    assertThat(found.state()).isEqualTo(new State.Degraded("1 trials broke"));
    assertThat(found.stringColumn("clip").unique().asList()).containsExactly("sample");
    Table trials = found.signal().orElseThrow();
    Table bad = trials.where(trials.stringColumn("clip").isEqualTo("broken"));
    assertThat(bad.getString(0, "error")).contains("broken.mp4");
    assertThat(bad.column("wall_s").isMissing(0)).isTrue();
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingRuns() {
    assertThatThrownBy(() -> Experiment.of(cuts()).run()).hasMessageContaining("needs a clip");
    assertThatThrownBy(() -> Experiment.of(cuts()).clip("nowhere.mp4"))
        .hasMessageContaining("no clip nowhere.mp4");
    assertThatThrownBy(() -> small().clip(CLIP)).hasMessageContaining("two clips are named sample");
    assertThatThrownBy(() -> small().vary("cut_analysis.speed", 1).run())
        .hasMessageContaining("no parameter speed")
        .hasMessageContaining("sensitivity");
    assertThatThrownBy(() -> small().vary("cut_analysis.sensitivity", "high").run())
        .hasMessageContaining("give number, above 0, at most 10");
    assertThatThrownBy(() -> small().vary("cut_analysis.sensitivity", -5.0).run())
        .hasMessageContaining("cut_analysis.sensitivity -5.0: ");
    assertThatThrownBy(() -> small().vary("body_pose.every", 1).run())
        .hasMessageContaining("no analyzer is named body_pose")
        .hasMessageContaining("cut_analysis");
    assertThatThrownBy(() -> small().vary("threads", 1).run())
        .hasMessageContaining("varies nothing");
    assertThatThrownBy(() -> small().vary("workers", 1.5).run())
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> small().vary("device", "tpu").run()).hasMessageContaining("tpu");
    assertThatThrownBy(() -> small().named("a/b")).hasMessageContaining("letters");
  }

  @Test
  void aRequiredAnalyzerCanBeVariedToo() {
    var pipeline =
        new Configuration(Map.of("cut_analysis.sensitivity", 0.9))
            .pipeline(List.of(scenes()), Map.of());
    assertThat(pipeline.analyzers())
        .filteredOn(a -> a.spec().name().equals("cut_analysis"))
        .singleElement()
        .satisfies(a -> assertThat(a.spec().parameters()).containsEntry("sensitivity", "0.9"));
  }
}
