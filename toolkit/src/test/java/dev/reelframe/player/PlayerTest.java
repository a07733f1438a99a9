package dev.reelframe.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.notebook.Notebook;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunPage;
import dev.reelframe.report.HostileRun;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerTest {
  @Test
  void aRunInMemoryPlaysInACellAndFromAnUnpackedFile(@TempDir Path dir) throws Exception {
    Analysis run = HostileRun.of(dir);
    RunPage player = run.player();

    String cell = Notebook.html(player);
    assertThat(cell)
        .startsWith("<iframe ")
        .contains(
            "sandbox=\"allow-scripts\"",
            "data-clip=\"" + run.video().sha256() + "\"",
            "&quot;base64&quot;")
        .doesNotContain("<script", "<img");

    try (ZipFile zip = new ZipFile(player.save(dir.resolve("player.zip")).toFile())) {
      assertThat(zip.getEntry("player.html")).isNotNull();
      assertThat(zip.getEntry("clip.mp4").getSize()).isEqualTo(run.video().info().bytes());
    }
  }
}
