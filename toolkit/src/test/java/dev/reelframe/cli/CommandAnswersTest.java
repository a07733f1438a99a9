package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.media.SampleClip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each command answers where it can go wrong, and its exit code; {@code
 * target/command-answers.md} shows all of it.
 */
class CommandAnswersTest {
  @TempDir static Path dir;
  private static final List<String> TABLE = new ArrayList<>();

  @BeforeAll
  static void files() throws IOException {
    Files.createDirectories(dir.resolve("empty"));
    Files.writeString(dir.resolve("text.mp4"), "no clip");
    Files.copy(SampleClip.video().file(), dir.resolve("clip.mp4"));
    TABLE.add("| reelframe | says | exit |");
    TABLE.add("|---|---|---|");
  }

  @AfterAll
  static void write() throws IOException {
    Files.write(Files.createDirectories(Path.of("target")).resolve("command-answers.md"), TABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "--help, 0",
    "--hepl, 2",
    "analyse clip.mp4, 2",
    "analyze --help, 0",
    "analyze --hepl, 2",
    "analyze, 2",
    "analyze none.mp4, 1",
    "analyze text.mp4, 2",
    "analyze empty, 2",
    "analyze clip.mp4 --out text.mp4/x, 2",
    "analyze clip.mp4 --only cut_analisys, 2",
    "demo --help, 0",
    "demo --hepl, 2",
    "demo --out text.mp4/x, 2",
    "plan --help, 0",
    "plan --hepl, 2",
    "plan none.mp4, 1",
    "plan text.mp4, 2",
    "plan empty, 2",
    "rerun --help, 0",
    "rerun --hepl, 2",
    "rerun none, 2",
    "rerun text.mp4, 2",
    "rerun empty, 2",
    "view --help, 0",
    "view --hepl, 2",
    "view none, 2",
    "view text.mp4, 2",
    "view empty, 2",
    "sql --help, 0",
    "sql --hepl, 2",
    "sql none, 2",
    "sql text.mp4, 2",
    "sql empty, 2",
    "export --help, 0",
    "export --hepl, 2",
    "export none --to otio, 2",
    "export text.mp4 --to otio, 2",
    "export empty --to otio, 2",
    "export empty --to oto, 2",
    "export empty --to otio --out text.mp4/x, 2",
    "experiment --help, 0",
    "experiment --hepl, 2",
    "experiment none.json, 1",
    "experiment text.mp4, 2",
    "experiment empty, 2",
    "experiment none.json --out text.mp4/x, 1",
    "clips --help, 0",
    "clips --hepl, 2",
    "clips none, 2",
    "clips none --to sheet, 2",
    "clips none --moment 4, 2",
    "clips text.mp4 --to sheet, 2",
    "clips empty --to sheet, 2",
    "gpu --help, 0",
    "gpu --hepl, 2",
    "models --help, 0",
    "models --hepl, 2",
    "models lst, 2",
    "models list --help, 0",
    "models list --hepl, 2",
    "models fetch --help, 0",
    "models fetch --hepl, 2",
    "models fetch no_such_model, 2",
    "models card --help, 0",
    "models card --hepl, 2",
    "models card no_such_model, 2",
    "notebook --help, 0",
    "jshell --help, 0",
    "generate-completion --help, 0",
  })
  void answersAsDocumented(String words, int exit) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] told =
        Stream.of(words.split(" "))
            .map(word ->
                Files.exists(dir.resolve(word.replaceAll("/.*", ""))) || word.startsWith("none")
                    ? dir.resolve(word).toString()
                    : word)
            .toArray(String[]::new);
    int code =
        ReelframeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), told);
    String said = (err + " " + out).replace(dir + "/", "").strip();
    String shown = words.contains("--help") ? said.lines().findFirst().orElse("") : said;
    TABLE.add(
        "| %s | %s | %d |"
            .formatted(words, shown.replaceAll("\\s+", " ").replace("|", "\\|"), code));
    assertThat(code).as("%s: %s", words, said).isEqualTo(exit);
    assertThat(said).isNotEmpty().doesNotContain("Exception", "\tat ");
  }
}
