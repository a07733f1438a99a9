package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.fetch.WebServer;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.media.SampleClip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReelframeCommandTest {
  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return ReelframeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  @Test
  void theDemoEndsWithASummaryAndTables() {
    assertThat(run("demo", "--out", dir.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("cut_analysis", "color_analysis", "audio_analysis", " analyzers gave a table");
    assertThat(out.toString().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    assertThat(dir.resolve("sample/tables/cut_analysis.csv")).exists();
    assertThat(dir.resolve("sample/tables/cut_analysis.parquet")).exists();
    assertThat(dir.resolve("sample/tables/cut_analysis.signal.csv")).exists();
  }

  @Test
  void analyzeWritesWhatTheManifestSays() throws IOException {
    String clip = SampleClip.video().file().toString();
    assertThat(
            run(
                "analyze",
                clip,
                "--out",
                dir.toString(),
                "--format",
                "csv",
                "--only",
                "cut_analysis",
                "--trace",
                dir.resolve("trace.json").toString(),
                "--json"))
        .isZero();
    JsonNode line = new ObjectMapper().readTree(out.toString());
    assertThat(line.path("where_the_time_went").asText()).contains("CPU seconds");
    JsonNode trace = new ObjectMapper().readTree(dir.resolve("trace.json").toFile());
    assertThat(trace.path("traceEvents").findValuesAsText("name"))
        .contains("process_name", "measure", "decode", "write");
    assertThat(line.path("analyzers").get(0).path("name").asText()).isEqualTo("cut_analysis");
    JsonNode manifest = new ObjectMapper().readTree(dir.resolve("sample/analysis.json").toFile());
    assertThat(manifest.path("scorecard")).hasSize(7);
    assertThat(manifest.path("source").path("sha256").asText())
        .isEqualTo(SampleClip.video().sha256());
    assertThat(dir.resolve("sample/tables/cut_analysis.parquet")).doesNotExist();
    assertThat(dir.resolve("sample/profile.csv")).exists();
  }

  @Test
  void aFinishedVideoIsNotAnalysedAgainWhenResumingAndAMissingTableIsMadeAgain()
      throws IOException {
    String clip = SampleClip.video().file().toString();
    String[] call = {
      "analyze",
      clip,
      "--out",
      dir.toString(),
      "--format",
      "csv",
      "--only",
      "cut_analysis",
      "--resume"
    };
    assertThat(run(call)).isZero();
    assertThat(err.toString()).doesNotContain("is done already");
    Path table = dir.resolve("sample/tables/cut_analysis.csv");
    String content = Files.readString(table);
    assertThat(run(call)).isZero();
    assertThat(err.toString()).containsIgnoringWhitespaces("is done already");
    Files.delete(table);
    assertThat(run(call)).isZero();
    assertThat(err.toString())
        .containsIgnoringWhitespaces("cut_analysis.csv is missing or changed");
    assertThat(table).hasContent(content);
  }

  @Test
  void resumingForAnotherAnalyzerRunsIt() {
    String clip = SampleClip.video().file().toString();
    for (String only : new String[] {"color_analysis", "cut_analysis"}) {
      assertThat(
              run(
                  "analyze",
                  clip,
                  "--out",
                  dir.toString(),
                  "--format",
                  "csv",
                  "--only",
                  only,
                  "--resume"))
          .isZero();
      assertThat(err.toString()).doesNotContain("is done already");
      assertThat(dir.resolve("sample/tables/" + only + ".csv")).exists();
    }
  }

  @Test
  void clipsOfOneNameGetFoldersOfTheirOwn() throws IOException {
    byte[] clip = Files.readAllBytes(SampleClip.video().file());
    Path one = Files.createDirectories(dir.resolve("one"));
    Path two = Files.createDirectories(dir.resolve("two"));
    Files.write(one.resolve("a.mp4"), clip);
    Files.write(two.resolve("a.mp4"), clip);
    Files.write(two.resolve("a-2.mp4"), clip);
    Files.write(two.resolve("...mp4"), clip);
    Path out = dir.resolve("out");
    assertThat(
            run(
                "analyze",
                one.resolve("a.mp4").toString(),
                two.resolve("a.mp4").toString(),
                two.resolve("a-2.mp4").toString(),
                two.resolve("...mp4").toString(),
                "--out",
                out.toString(),
                "--format",
                "csv",
                "--only",
                "cut_analysis",
                "--trace",
                dir.resolve("traces/t.json").toString()))
        .isZero();
    assertThat(dir.resolve("traces/t-a-2-2.json")).exists();
    try (var folders = Files.list(out)) {
      assertThat(folders.filter(Files::isDirectory).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a", "a-2", "a-2-2", "clip");
    }
    assertThat(dir.resolve("analysis.json")).doesNotExist();
  }

  @Test
  void aParameterThatIsSetStandsInTheManifest() throws IOException {
    String clip = SampleClip.video().file().toString();
    String[] call = {
      "analyze",
      clip,
      "--out",
      dir.toString(),
      "--format",
      "csv",
      "--only",
      "color_analysis",
      "--set",
      "color_analysis.every_s=2",
      "--set",
      "color_analysis.similar=0.5"
    };
    assertThat(run(call)).isZero();
    JsonNode manifest = new ObjectMapper().readTree(dir.resolve("sample/analysis.json").toFile());
    JsonNode parameters = manifest.path("analyzers").get(0).path("provenance").path("parameters");
    assertThat(parameters.path("every_s").asText()).isEqualTo("2.0");
    assertThat(parameters.path("similar").asText()).isEqualTo("0.5");
  }

  @Test
  void aParameterThatIsNoneIsRefusedWithTheNearest() {
    String clip = SampleClip.video().file().toString();
    assertThat(run("analyze", clip, "--set", "color_analysis.every=2")).isEqualTo(2);
    assertThat(run("analyze", clip, "--set", "color_analysis.every_s=-2")).isEqualTo(2);
    assertThat(run("analyze", clip, "--only", "cut_analysis", "--set", "color_analysis.every_s=2"))
        .isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces(
            "did you mean every_s?",
            "color_analysis.every_s -2.0: give",
            "color_analysis does not run");
  }

  @Test
  void wrongCallsEndWithTwo() throws IOException {
    Path text = Files.writeString(dir.resolve("notes.mp4"), "no video");
    assertThat(run()).isEqualTo(2);
    assertThat(run("analyse")).isEqualTo(2);
    assertThat(run("analyze")).isEqualTo(2);
    assertThat(run("analyze", text.toString(), "--out", dir.toString())).isEqualTo(2);
    assertThat(run("analyze", text.toString(), "--format", "xlsx")).isEqualTo(2);
    assertThat(run("analyze", text.toString(), "--only", "nothing")).isEqualTo(2);
    assertThat(run("analyze", text.toString(), "--device", "tpu")).isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces(
            "csv, csv-safe, json, parquet or arrow",
            "no analyzer is named nothing",
            "write auto, cpu or cuda:N");
  }

  @Test
  void aGpuThatIsNotThereIsRefusedBeforeAnythingIsOpened() {
    Assumptions.assumeFalse(Gpu.probe().isPresent(), "this machine has a GPU");
    assertThat(run("analyze", "nowhere.mp4", "--device", "cuda:0")).isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces("no GPU: ")
        .doesNotContain("nowhere.mp4");
  }

  @Test
  void aMissingSourceEndsWithOneAndTheOthersAreDone() {
    String clip = SampleClip.video().file().toString();
    assertThat(
            run(
                "analyze",
                dir.resolve("none.mp4").toString(),
                clip,
                "--out",
                dir.toString(),
                "--only",
                "cut_analysis"))
        .isEqualTo(1);
    assertThat(dir.resolve("sample/analysis.json")).exists();
    assertThat(err.toString()).containsIgnoringWhitespaces("none.mp4 is not there");
  }

  @Test
  void anAddressGivesTheTablesOfItsFile() throws IOException {
    String before = System.setProperty("reelframe.home", dir.resolve("home").toString());
    try (WebServer server = WebServer.start()) {
      byte[] clip = Files.readAllBytes(SampleClip.video().file());
      server.file("/clips/sample.mp4", clip, "video/mp4");
      String url = server.url("/clips/sample.mp4");
      String[] rest = {"--only", "cut_analysis,audio_analysis", "--format", "csv", "--out"};
      assertThat(analyze(SampleClip.video().file().toString(), rest, dir.resolve("file"))).isZero();
      assertThat(analyze(url, rest, dir.resolve("url"))).as("not allowed").isEqualTo(2);
      assertThat(server.requests()).isEmpty();
      assertThat(analyze(url, rest, dir.resolve("url"), "--allow-host", "127.0.0.1"))
          .as(err.toString())
          .isZero();
      Path tables = dir.resolve("url/sample/tables");
      for (String name : List.of("cut_analysis", "cut_analysis.signal", "audio_analysis")) {
        assertThat(tables.resolve(name + ".csv"))
            .hasSameBinaryContentAs(dir.resolve("file/sample/tables/" + name + ".csv"));
        assertThat(tables.resolve(name + ".schema.json"))
            .hasSameBinaryContentAs(dir.resolve("file/sample/tables/" + name + ".schema.json"));
      }
      JsonNode manifest =
          new ObjectMapper().readTree(dir.resolve("url/sample/analysis.json").toFile());
      assertThat(manifest.path("source").path("url").asText()).isEqualTo(url);
      assertThat(Files.readAllLines(dir.resolve("url/sample/source.csv")))
          .hasSize(2)
          .element(1)
          .asString()
          .startsWith(url);
      assertThat(dir.resolve("file/sample/source.csv")).doesNotExist();
    } finally {
      if (before == null) {
        System.clearProperty("reelframe.home");
      } else {
        System.setProperty("reelframe.home", before);
      }
    }
  }

  private int analyze(String source, String[] options, Path folder, String... more) {
    List<String> words = new ArrayList<>(List.of("analyze", source));
    words.addAll(List.of(options));
    words.add(folder.toString());
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void hostileSourcesEndWithTwo() {
    for (String source :
        List.of(
            "file:///etc/passwd",
            "subfile,,start,0,end,0,,:/etc/passwd",
            "http://0x7f.1/x.mp4",
            "http://[::1]/")) {
      assertThat(run("analyze", source, "--out", dir.toString())).as(source).isEqualTo(2);
    }
    assertThat(run("analyze", "-i", "--out", dir.toString())).isEqualTo(2);
    assertThat(run("analyze", "--out", dir.toString(), "--", "--exec=x")).isEqualTo(2);
    assertThat(run("analyze", "x.mp4", "--allow-host", "http://127.0.0.1/")).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("--allow-host");
  }

  @Test
  void modelsAndGpuAnswerOnAnyMachine() {
    assertThat(run("models")).isZero();
    assertThat(out.toString()).contains("yolox_nano");
    assertThat(out.toString().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
    assertThat(run("models", "fetch", "no_such_model")).isEqualTo(2);
    assertThat(run("gpu")).isZero();
  }

  @Test
  void anAnalyzerThatCanRunNeedsNothingFetched() {
    assertThat(run("models", "fetch", "face_emotion", "text_overlay")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("face_emotion has all that it needs here", "text_overlay has all that it needs");
    assertThat(out.toString().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void everyCommandOfModelsHasHelp() {
    for (String command : List.of("list", "fetch", "verify", "card")) {
      assertThat(run("models", command, "--help")).as(command).isZero();
    }
    assertThat(out.toString()).contains("NAME", "a model or an analyzer");
  }

  @Test
  void aCardNamesTheAnalyzersThatUseTheModel() {
    assertThat(run("models", "card", "whisper_small")).isZero();
    assertThat(out.toString()).contains("Used by       speech_transcription");
    assertThat(run("models", "card", "qwen2_vl_temporal")).isZero();
    assertThat(out.toString()).contains("Qwen2-VL 2B Instruct");
  }
}
