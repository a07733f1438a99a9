package dev.reelframe.experiment;

import static dev.reelframe.analyzer.Analyzers.colors;
import static dev.reelframe.analyzer.Analyzers.cuts;
import static dev.reelframe.analyzer.Analyzers.objectDetection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.SampleClip;
import dev.reelframe.table.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** What stands beside results, and what can be done with it later and elsewhere. */
class ExperimentRecordTest {
  @TempDir Path dir;
  private Path work;
  private Path out;

  @BeforeEach
  void places() throws Exception {
    work = Files.createDirectories(dir.resolve("work"));
    out = work.resolve("results/first");
    Path clip = Files.copy(SampleClip.video().file(), work.resolve("dance.mp4"));
    byte[] emptyBox = {0, 0, 0, 8, 'f', 'r', 'e', 'e'};
    Files.write(clip, emptyBox, StandardOpenOption.APPEND); // another file than the sample
    Files.writeString(work.resolve("dance.json"), "{\"cuts\": []}");
  }

  private Experiment small() {
    return Experiment.of(colors().every(2))
        .clip(work.resolve("dance.mp4").toString(), work.resolve("dance.json").toString())
        .vary("workers", 1, 2)
        .warmups(0)
        .repeats(2)
        .into(out);
  }

  private static JsonNode json(Path folder) throws Exception {
    return new ObjectMapper().readTree(folder.resolve("experiment.json").toFile());
  }

  @Test
  void theRecordSaysWhatTheFiguresDependOn() throws Exception {
    Experiment.of(objectDetection())
        .clip(SampleClip.video().file().toString())
        .warmups(0)
        .repeats(1)
        .into(out)
        .run();
    JsonNode record = json(out);
    JsonNode on = record.path("measured_on");
    assertThat(on.path("machine").asText()).contains(" cores, ", " GiB, ");
    assertThat(on.path("java").asText()).contains(System.getProperty("java.vm.name"));
    assertThat(on.path("gpu").asText()).isNotBlank();
    assertThat(on.path("jvm_flags").toString()).contains("--enable-native-access");
    assertThat(on.path("libraries").path("tablesaw-core").asText()).startsWith("0.");
    assertThat(on.path("libraries").has("onnxruntime")).isTrue();
    assertThat(on.path("commit").asText()).matches("[0-9a-f]{40}\\+?");
    assertThat(record.path("models").properties())
        .isNotEmpty()
        .allSatisfy(model -> assertThat(model.getValue().asText()).matches("[0-9a-f]{64}"));
    assertThat(record.toString()).doesNotContain(SampleClip.video().file().toString());
  }

  @Test
  void aFolderThatWasCopiedElsewhereRepeatsWithOneCall() throws Exception {
    small().run();
    Path clone = dir.resolve("elsewhere/clone");
    copy(work, clone);
    Files.move(clone.resolve("dance.mp4"), clone.resolve("results/renamed.mp4"));
    remove(work);

    Path there = clone.resolve("results/first");
    assertThatThrownBy(() -> Experiment.load(there))
        .hasMessageContaining("no file is dance.mp4, SHA-256 ")
        .hasMessageContaining("name its folder");
    ExperimentResult again = Experiment.load(there, clone.resolve("results")).repeat();
    assertThat(again.state()).isEqualTo(State.OK);
    assertThat(again.trials().rowCount()).isEqualTo(4);

    Path repeated = there.resolve("repeats/1");
    assertThat(Experiment.compare(there, repeated).differences().rowCount()).isZero();
    ExperimentComparison other =
        Experiment.compare(there, edited(repeated, "\"seed\" : 1", "\"seed\" : 9"));
    Table differences = other.differences();
    assertThat(differences.stringColumn("what").asList()).containsExactly("seed");
    assertThat(differences.row(0).getString("after")).isEqualTo("9");
    Table wall = other.table().where(other.table().stringColumn("measure").isEqualTo("wall_s"));
    assertThat(wall.rowCount()).isEqualTo(2);
    assertThat(wall.stringColumn("verdict").asList()).doesNotContain("");
  }

  @Test
  void whatCannotBeComparedIsRefused() throws Exception {
    small().run();
    Path other = dir.resolve("other");
    copy(out, other);
    assertThatThrownBy(
            () -> Experiment.compare(out, edited(other, "\"sha256\" : \"..", "\"sha256\" : \"__")))
        .hasMessageContaining("they cannot be compared: their clips are not the same");
    assertThatThrownBy(() -> Experiment.compare(out, work))
        .hasMessageContaining("holds no experiment.json");
  }

  @Test
  void aRecordThatIsCutOffIsMendedByTheSameExperiment() throws Exception {
    small().run();
    String whole = Files.readString(out.resolve("experiment.json"));
    Files.writeString(out.resolve("experiment.json"), whole.substring(0, 100));
    assertThatThrownBy(() -> Experiment.load(out))
        .hasMessageContaining("experiment.json is cut off");
    List<Integer> ran = new ArrayList<>();
    small().run((done, total, what) -> ran.add(done));
    assertThat(ran).isEmpty();
    assertThat(Files.readString(out.resolve("experiment.json"))).isEqualTo(whole);
  }

  @Test
  void codeIsGivenAgainBeforeARepetition() throws Exception {
    small()
        .level("queue", "as it is", p -> p)
        .measure("rows", run -> run.tables().size())
        .repeats(1)
        .run();
    Experiment loaded = Experiment.load(out);
    assertThatThrownBy(loaded::repeat).hasMessageContaining("queue is code, which no file holds");
    ExperimentResult again =
        loaded
            .level("queue", "as it is", p -> p)
            .measure("rows", run -> run.tables().size())
            .repeat();
    assertThat(again.verdict().stringColumn("measure").asList()).contains("rows");
    assertThatThrownBy(() -> Experiment.of(cuts()).repeat()).hasMessageContaining("loaded");
  }

  private static Path edited(Path folder, String what, String by) throws Exception {
    Path file = folder.resolve("experiment.json");
    Files.writeString(file, Files.readString(file).replaceFirst(what, by));
    return folder;
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(target)) {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void remove(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
