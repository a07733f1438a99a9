package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.Cases;
import dev.reelframe.media.FfmpegRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code reelframe analyze} on media that is unlike most. */
@Timeout(120)
class AnalyzeMediaTest {
  private static final String MEASURED = "color_analysis,content_quality,audio_analysis";

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int analyze(Path file, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("analyze", file.toString(), "--out", dir.resolve("out").toString()));
    words.addAll(List.of("--format", "csv", "--device", "cpu"));
    words.addAll(List.of(more));
    return ReelframeCommand.execute(
        new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
  }

  private JsonNode manifest(String clip) throws IOException {
    return new ObjectMapper()
        .readTree(dir.resolve("out").resolve(clip).resolve("analysis.json").toFile());
  }

  private static String state(JsonNode manifest, String analyzer) {
    for (JsonNode node : manifest.path("analyzers")) {
      if (node.path("name").asText().equals(analyzer)) {
        return node.path("state").asText();
      }
    }
    return "not in the run";
  }

  @Test
  void aWordOfTheDecoderThatCostsNothingDegradesNothing() throws IOException {
    assertThat(analyze(Cases.file("webm-opus/plain.webm"), "--only", MEASURED)).isZero();
    JsonNode manifest = manifest("plain");
    for (String name : MEASURED.split(",")) {
      assertThat(state(manifest, name)).as(name).isEqualTo("ok");
    }
    assertThat(manifest.path("source").has("damage")).isFalse();
  }

  @Test
  void theStateOfAnAnalyzerDoesNotDependOnTheOthers() throws IOException {
    Path file =
        FfmpegRun.draw(
            dir.resolve("noisy.mkv"), "-c:v", "mpeg4", "-c:a", "aac", "-bsf:a", "noise=amount=200");
    assertThat(analyze(file, "--only", MEASURED)).isZero();
    JsonNode together = manifest("noisy");
    assertThat(state(together, "audio_analysis")).isEqualTo("degraded");
    assertThat(state(together, "color_analysis")).isEqualTo("ok");
    for (String name : MEASURED.split(",")) {
      assertThat(analyze(file, "--only", name)).isZero();
      assertThat(state(manifest("noisy"), name)).as(name).isEqualTo(state(together, name));
    }
  }

  @Test
  void nothingDecodedIsNoSuccess() throws IOException {
    Path file = Cases.file("damaged/nothing_decoded_but_empty.mp4");
    assertThat(analyze(file, "--only", MEASURED)).isEqualTo(1);
    assertThat(err.toString())
        .containsIgnoringWhitespaces("nothing of the picture (2.00 s stated) could be decoded");
    Path sound =
        FfmpegRun.draw(
            dir.resolve("lost.mp4"), "-c:v", "mpeg4", "-c:a", "aac", "-bsf:a", "noise=amount=1");
    assertThat(analyze(sound, "--only", MEASURED)).isEqualTo(1);
    assertThat(state(manifest("lost"), "audio_analysis")).isEqualTo("failed");
    assertThat(state(manifest("lost"), "color_analysis")).isEqualTo("ok");
    assertThat(analyze(sound, "--only", "audio_analysis")).isEqualTo(1);
  }

  @Test
  void theManifestNamesTheTracks() throws IOException {
    Path file = Cases.file("default-audio-second/first-silent-second-default.mkv");
    assertThat(analyze(file, "--only", "audio_analysis")).isZero();
    assertThat(out.toString()).contains("22050 Hz (track 2 of 2)");
    JsonNode tracks = manifest("first-silent-second-default").path("source").path("tracks");
    assertThat(tracks).hasSize(3);
    assertThat(tracks.get(1).path("taken").asBoolean()).isFalse();
    assertThat(tracks.get(2).path("taken").asBoolean()).isTrue();
    assertThat(tracks.get(2).path("default").asBoolean()).isTrue();
    assertThat(analyze(file, "--only", "audio_analysis", "--audio-track", "1")).isZero();
    JsonNode other = manifest("first-silent-second-default");
    assertThat(other.path("source").path("tracks").get(1).path("taken").asBoolean()).isTrue();
    assertThat(other.findValue("provenance").path("parameters").path("audio_track").asText())
        .isEqualTo("1");
    assertThat(analyze(file, "--audio-track", "3")).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("no readable audio track 3");
  }

  @Test
  void aLongClipNeedsALimitOfItsOwn() throws IOException {
    Path file = FfmpegRun.draw(dir.resolve("two.mp4"), "-c:v", "mpeg4", "-c:a", "aac");
    assertThat(analyze(file, "--only", "color_analysis", "--max-duration", "1")).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("raise the limit (--max-duration 2)");
    assertThat(analyze(file, "--only", "color_analysis", "--max-duration", "3")).isZero();
    assertThat(Files.exists(dir.resolve("out/two/analysis.json"))).isTrue();
  }

  @Test
  void gapsAndChangesAreTold() throws IOException {
    assertThat(analyze(Cases.file("damaged/audio_jump_600s.mkv"), "--only", MEASURED)).isZero();
    JsonNode jump = manifest("audio_jump_600s");
    assertThat(state(jump, "color_analysis")).isEqualTo("ok");
    assertThat(state(jump, "audio_analysis")).isEqualTo("degraded");
    JsonNode gap = jump.path("source").path("sound_gaps").get(0);
    assertThat(gap.path("end_s").asDouble() - gap.path("start_s").asDouble())
        .isBetween(599.0, 601.0);
    List<String> rows =
        Files.readAllLines(dir.resolve("out/audio_jump_600s/tables/audio_analysis.csv"));
    assertThat(rows).hasSizeBetween(4, 8);
    assertThat(rows.getLast()).startsWith("601.5,602.0");
    assertThat(analyze(Cases.file("turned-mid-recording/turned.ts"), "--only", MEASURED)).isZero();
    assertThat(manifest("turned").path("source").path("notes").get(0).asText())
        .contains("changes to 320x180");
  }

  @Test
  void noTwoClipsShareAFolder() throws IOException {
    List<String> words = new ArrayList<>(List.of("analyze"));
    for (String name : List.of("a.webm", "a-2.mp4", "a.mkv")) {
      words.add(Cases.file("damaged/collision/" + name).toString());
    }
    words.addAll(List.of("--only", "color_analysis", "--format", "csv", "--out"));
    words.add(dir.resolve("out").toString());
    assertThat(
            ReelframeCommand.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                words.toArray(String[]::new)))
        .isZero();
    try (var folders = Files.list(dir.resolve("out"))) {
      List<String> sources = new ArrayList<>();
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        sources.add(manifest(folder.getFileName().toString()).path("source").path("file").asText());
      }
      assertThat(sources).containsExactlyInAnyOrder("a.webm", "a-2.mp4", "a.mkv");
    }
  }

  @Test
  void aNameOfDotsLeadsNowhereElse() throws IOException {
    Path dots = Files.copy(Cases.file("damaged/...mp4"), dir.resolve("...mp4"));
    Path emoji = Files.copy(dots, dir.resolve("\ud83c\udfac Tanz \u00fc.mp4"));
    assertThat(analyze(dots, "--only", "color_analysis")).isZero();
    assertThat(analyze(emoji, "--only", "color_analysis")).isZero();
    try (var files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "out", dots.getFileName().toString(), emoji.getFileName().toString());
    }
    try (var folders = Files.list(dir.resolve("out"))) {
      assertThat(folders).hasSize(2).allMatch(f -> Files.exists(f.resolve("analysis.json")));
    }
  }

  @Test
  void whereNothingCanBeWrittenNothingIsAnalysed() throws IOException {
    Files.writeString(dir.resolve("out"), "a file");
    Path clip = FfmpegRun.draw(dir.resolve("clip.mp4"), "-c:v", "mpeg4");
    assertThat(analyze(clip, "--only", "color_analysis")).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("is a file: give --out a folder");
    assertThat(out.toString()).isEmpty();
  }
}
