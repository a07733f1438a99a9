package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
    try (Cells cells = new Cells()) {
      for (String block : blocks) {
        cells.run(
            block
                .replace("Video.open(\"clip.mp4\")", "Sample.video()")
                .replace(
                    "Path.of(\"results/clip\")", "Path.of(\"" + folder.resolve("out") + "\")"));
      }
    }
    assertThat(folder.resolve("out").resolve("report.html")).isNotEmptyFile();
  }
}
