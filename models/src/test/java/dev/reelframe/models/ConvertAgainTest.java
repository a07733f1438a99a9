package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recipe ends in the committed bytes again. Skipped where its tools or the packages are not to
 * be had; the largest packages are left out.
 */
@Tag("slow")
class ConvertAgainTest {
  private static final Path CONVERT = Path.of("convert").toAbsolutePath();

  /** Entries of the catalogue, and one file. */
  private static final String[] MADE = {
    "blazeface",
    "face_mesh",
    "iris_landmark",
    "movenet",
    "ssd_mobilenet_v2",
    "selfie_segmentation",
    "faceapi_age_gender",
    "faceapi_expression",
    "silero_vad",
    "audio_tagging/yamnet_logmel.onnx"
  };

  @TempDir Path folder;

  private record Ended(int exit, String said) {}

  private Ended run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      return new Ended(-1, "did not end in time");
    }
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private boolean works(String... command) throws InterruptedException {
    try {
      return run(command).exit() == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  @Test
  void theCheapFilesComeOutWithTheSameBytes() throws Exception {
    assumeTrue(
        works("python3", "-c", "import sys, venv, ensurepip; assert sys.version_info >= (3, 11)"));
    assumeTrue(works("npm", "ping"), "no npm registry");

    String[] command = new String[MADE.length + 1];
    command[0] = CONVERT.resolve("run").toString();
    System.arraycopy(MADE, 0, command, 1, MADE.length);
    Ended ended = run(command);

    assertThat(ended.said())
        .doesNotContain("DIFFERENT")
        .contains("files are what the catalogue names");
    assertThat(ended.exit()).as(ended.said()).isZero();
  }
}
