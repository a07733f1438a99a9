package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.media.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the project's README shows in Java runs as it stands, on the sample clip. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

  @TempDir Path folder;

  @Test
  void itsJavaRuns() throws IOException {
    List<String> blocks =
        JAVA.matcher(Files.readString(Path.of("..", "README.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
    Path clip = Files.createDirectories(folder.resolve("clips")).resolve("clip.mp4");
    Files.copy(SampleClip.video().file(), clip);
    Files.writeString(folder.resolve("truth.json"), "{\"cuts\": [{\"frame\": 50}]}");
    try (Cells cells = new Cells()) {
      for (String block : blocks) {
        cells.run(here(block));
      }
    }
    assertThat(folder.resolve("results/clip/report.html")).isNotEmptyFile();
  }

  /** The files that it names in the folder of this test; once is enough for a test. */
  private String here(String block) {
    String named = block.replace("repeats(5)", "repeats(1)");
    for (String file :
        List.of(
            "clips/clip.mp4",
            "clips",
            "truth.json",
            "results/moment.gif",
            "results/clip",
            "results")) {
      String name = file.substring(file.startsWith("clips/") ? "clips/".length() : 0);
      named = named.replace('"' + name + '"', '"' + folder.resolve(file).toString() + '"');
    }
    return named;
  }
}
