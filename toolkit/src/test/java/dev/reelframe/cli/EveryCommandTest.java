package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.media.SampleClip;
import dev.reelframe.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds of each command, whichever will be added. */
class EveryCommandTest {
  private static final List<String> WITHOUT_RESULTS =
      List.of("notebook", "jshell", "generate-completion", "fetch", "card");

  @TempDir Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... words) {
    return ReelframeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  /** Each command's words, for example {@code models list}. */
  static Stream<String> commands() {
    List<String> found = new ArrayList<>();
    collect(new CommandLine(new ReelframeCommand()), "", found);
    assertThat(found).contains("analyze", "models list", "notebook", "jshell", "sql");
    return found.stream();
  }

  /** Without picocli's own, which takes any word. */
  static Stream<String> ownCommands() {
    return commands().filter(command -> !command.equals("generate-completion"));
  }

  private static void collect(CommandLine command, String words, List<String> found) {
    command
        .getSubcommands()
        .forEach((name, sub) -> {
          found.add((words + " " + name).strip());
          collect(sub, words + " " + name, found);
        });
  }

  private String[] words(String command, String... more) {
    return Stream.concat(Stream.of(command.split(" ")), Stream.of(more)).toArray(String[]::new);
  }

  private void assertFits(String text) {
    assertThat(text.lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(80));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasHelpThatFitsTheTerminal(String command) {
    assertThat(run(words(command, "--help"))).isZero();
    assertThat(out.toString()).contains("Usage: reelframe " + command);
    assertFits(out.toString());
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ownCommands")
  void aMistypedOptionEndsWithTwoAndTheNearest(String command) {
    assertThat(run(words(command, "--hepl"))).isEqualTo(2);
    assertThat(err.toString())
        .containsIgnoringWhitespaces("--hepl", "--help", "Help: reelframe " + command);
    assertFits(err.toString());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void resultsComeAsJsonToo(String command) {
    CommandLine line = new CommandLine(new ReelframeCommand());
    for (String word : command.split(" ")) {
      line = line.getSubcommands().get(word);
    }
    if (!WITHOUT_RESULTS.contains(line.getCommandName())) {
      assertThat(line.getCommandSpec().optionsMap()).containsKey("--json");
    }
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheNearest() {
    assertThat(run("analyse", "clip.mp4")).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("analyse", "analyze");
    assertThat(run("models", "lst")).isEqualTo(2);
    assertThat(err.toString()).containsIgnoringWhitespaces("models list");
    assertFits(err.toString());
  }

  @Test
  void aFolderIsACorpusForPlanAndExportToo() throws IOException {
    Path clips = Files.createDirectories(dir.resolve("clips"));
    for (String name : List.of("a.mp4", "b.mp4")) {
      Files.copy(SampleClip.video().file(), clips.resolve(name));
    }
    assertThat(run("plan", clips.toString(), "--only", "cut_analysis", "--json"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .allSatisfy(l ->
            assertThat(new ObjectMapper().readTree(l).path("steps").get(0).path("name").asText())
                .isNotEmpty());
    Path results = dir.resolve("results");
    var run = Pipeline.of(Analyzers.cuts()).run(SampleClip.video());
    run.save(results.resolve("a"));
    run.save(results.resolve("b"));
    assertThat(run("export", results.toString(), "--to", "otio,edl")).as(err.toString()).isZero();
    assertThat(results.resolve("a/export/timeline.otio")).exists();
    assertThat(results.resolve("b/export/shots.edl")).exists();
    String a = results.resolve("a").toString();
    String clip = clips.resolve("a.mp4").toString();
    assertThat(run("clips", a, "--to", "sheet", "--moment", "1-1.2", "--media", clip))
        .as(err.toString())
        .isZero();
    assertThat(results.resolve("a/clips/sheet.png")).exists();
    assertThat(results.resolve("a/clips/moment.gif")).exists();
    assertThat(run("clips", a, "--to", "shots", "--format", "gif", "--media", clip)).isNotZero();
    assertThat(err.toString()).containsIgnoringWhitespaces("as .mp4 or .webm, not as .gif");
    out.getBuffer().setLength(0);
    assertThat(run("sql", results.toString(), "select * from cut_analysis")).isZero();
    assertThat(out.toString()).contains("dissolve");
    assertFits(out.toString());
  }

  @Test
  void theShellIsToldAllCommands() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("complete ", "notebook", "--allow-host");
  }
}
