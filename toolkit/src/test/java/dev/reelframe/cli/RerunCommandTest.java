package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.FfmpegRun;
import dev.reelframe.media.SampleClip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reelframe rerun}: a manifest is enough to make its tables again. */
class RerunCommandTest {
  private static final String TABLES = "cut_analysis,color_analysis,audio_analysis";

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return ReelframeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  /** A clip with two sounds, beside the folder of results. */
  private Path clip() throws IOException, InterruptedException {
    Path clip = dir.resolve("media/two sounds.mkv");
    Files.createDirectories(clip.getParent());
    FfmpegRun.make(
        clip,
        "-i",
        SampleClip.video().file().toString(),
        "-f",
        "lavfi",
        "-i",
        "sine=f=500:d=4",
        "-t",
        "4",
        "-map",
        "0:v",
        "-map",
        "0:a",
        "-map",
        "1:a");
    return clip;
  }

  private Path results() {
    return dir.resolve("results/two sounds");
  }

  private void analyze(Path clip) {
    String out = dir.resolve("results").toString();
    assertThat(
            run(
                "analyze",
                clip.toString(),
                "--out",
                out,
                "--only",
                TABLES,
                "--set",
                "cut_analysis.sensitivity=0.7",
                "--set",
                "audio_analysis.window_s=0.25",
                "--audio-track",
                "2",
                "--max-duration",
                "100"))
        .as(err.toString())
        .isZero();
  }

  private static Map<String, String> tables(Path folder) throws IOException {
    Map<String, String> tables = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("tables"))) {
      for (Path file : files.toList()) {
        tables.put(
            file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return tables;
  }

  private void edit(Consumer<ObjectNode> change) throws IOException {
    Path file = results().resolve("analysis.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode manifest = (ObjectNode) json.readTree(file.toFile());
    change.accept(manifest);
    json.writeValue(file.toFile(), manifest);
  }

  private static ObjectNode analyzer(JsonNode manifest, String name) {
    return (ObjectNode)
        manifest
            .path("analyzers")
            .valueStream()
            .filter(a -> a.path("name").asText().equals(name))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void theSameTracksParametersAndFormatsGiveTheSameBytes() throws Exception {
    analyze(clip());
    assertThat(run("rerun", results().resolve("analysis.json").toString()))
        .as(out + " " + err)
        .isZero();
    assertThat(out.toString()).contains("All tables have the same bytes as before.");
    Path again = dir.resolve("results/two sounds-rerun");
    assertThat(tables(again)).hasSizeGreaterThan(8).isEqualTo(tables(results()));
    JsonNode manifest = new ObjectMapper().readTree(again.resolve("analysis.json").toFile());
    assertThat(analyzer(manifest, "audio_analysis").at("/provenance/parameters/audio_track"))
        .hasToString("\"2\"");
    assertThat(manifest.at("/source/limits/duration_s").asDouble()).isEqualTo(100);
  }

  @Test
  void aChosenTrackIsDoneWhenResuming() throws Exception {
    analyze(clip());
    String out = dir.resolve("results").toString();
    String clip = dir.resolve("media/two sounds.mkv").toString();
    List<String> call =
        List.of("analyze", clip, "--out", out, "--only", "audio_analysis", "--resume");
    List<String> set = List.of("--set", "audio_analysis.window_s=0.25", "--audio-track", "2");
    assertThat(run(Stream.concat(call.stream(), set.stream()).toArray(String[]::new))).isZero();
    assertThat(err.toString()).containsIgnoringWhitespaces("is done already");
  }

  @Test
  void theClipIsFoundBesideItsResultsWhereverBothWereMoved() throws Exception {
    analyze(clip());
    JsonNode source =
        new ObjectMapper().readTree(results().resolve("analysis.json").toFile()).path("source");
    assertThat(source.path("path").asText()).isEqualTo("../../media/two sounds.mkv");
    Path moved = dir.resolve("moved");
    Files.createDirectory(moved);
    Files.move(dir.resolve("media"), moved.resolve("media"));
    Files.move(dir.resolve("results"), moved.resolve("results"));
    assertThat(run("rerun", moved.resolve("results/two sounds").toString()))
        .as(err.toString())
        .isZero();
  }

  @Test
  void anotherClipIsRefused() throws Exception {
    Path clip = clip();
    analyze(clip);
    String manifest = results().toString();
    assertThat(run("rerun", manifest, "--media", SampleClip.video().file().toString()))
        .isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces("another clip than the one that these results");
    Files.copy(SampleClip.video().file(), clip, StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("rerun", manifest)).isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces("was not found: name the file with --media FILE");
    assertThat(dir.resolve("results/two sounds-rerun")).doesNotExist();
  }

  @Test
  void anotherVersionModelOrAnalyzerIsRefused() throws Exception {
    analyze(clip());
    String manifest = results().toString();
    edit(m -> ((ObjectNode) analyzer(m, "cut_analysis").path("provenance")).put("version", "0"));
    assertThat(run("rerun", manifest)).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("cut_analysis: version 0 ran, this is");
    edit(m -> {
      ObjectNode provenance = (ObjectNode) analyzer(m, "cut_analysis").path("provenance");
      provenance.put("version", Analyzers.cuts().spec().version());
      provenance.putArray("models").addObject().put("name", "net").put("sha256", "1".repeat(64));
    });
    assertThat(run("rerun", manifest)).isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces(
            "other models are here now: it ran with net (11111111), here are none");
    edit(m -> analyzer(m, "cut_analysis").put("name", "my_own"));
    assertThat(run("rerun", manifest)).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("no analyzer is named my_own");
  }
}
