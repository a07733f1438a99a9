package dev.reelframe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.FfmpegRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of others moves the cursor, rings, or turns what stands beside it around. */
class VisibleTextTest {
  private static final String NAME = "a\u001B[2Jb\u0007\u009B31m\u202Egnp\u2066\r\u2028.mp4";

  @TempDir Path dir;

  private static String run(String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter both = new PrintWriter(said, true);
    ReelframeCommand.execute(both, both, arguments);
    return said.toString();
  }

  private static void assertHarmless(String text) {
    assertThat(text)
        .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009F&&[^\n\t]]")
        .doesNotContainPattern("[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"analyze", "view", "export", "sql", "models fetch", "experiment run", "x"})
  void aNameIsShownNotObeyed(String command) {
    String said = run((command + " " + dir.resolve(NAME)).split(" "));
    assertThat(said).isNotEmpty();
    assertHarmless(said);
  }

  /** Names with controls are refused; these turn what stands behind them around. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--json"})
  void aClipOfSuchANameIsAnalysed(String json) throws IOException {
    String name = "a\u202Egnp\u2066b.mp4";
    Path clip = FfmpegRun.draw(dir.resolve("plain.mp4"), "-c:v", "mpeg4", "-an");
    Files.move(clip, dir.resolve(name));
    String words = "analyze %s --out %s --only color_analysis %s";
    String said = run(words.formatted(dir.resolve(name), dir.resolve("out"), json).split(" "));
    assertHarmless(said);
    if (json.isEmpty()) {
      assertThat(said).contains("a\\u202Egnp\\u2066b.mp4");
    } else {
      assertThat(new ObjectMapper().readTree(said).path("source").asText()).endsWith(name);
    }
  }

  @Test
  void otherScriptsAreLeftAlone() {
    String text = "Grüße שלום 日本\t🎬 e\u0301 \u200D\n";
    assertThat(VisibleText.of(text)).isEqualTo(text);
  }
}
