package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gallery's cells in JShell, and the gallery as it is committed. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class GalleryTest {

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("").toAbsolutePath())) {
      return files.filter(file -> file.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  private static List<JsonObject> codeCells(Path notebook) throws IOException {
    List<JsonObject> cells = new ArrayList<>();
    JsonParser.parseString(Files.readString(notebook))
        .getAsJsonObject()
        .getAsJsonArray("cells")
        .forEach(cell -> cells.add(cell.getAsJsonObject()));
    return cells.stream().filter(c -> c.get("cell_type").getAsString().equals("code")).toList();
  }

  private static String source(JsonObject cell) {
    StringBuilder text = new StringBuilder();
    for (JsonElement line : cell.getAsJsonArray("source")) {
      text.append(line.getAsString());
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void isCommittedWithoutOutputs(Path notebook) throws IOException {
    for (JsonObject cell : codeCells(notebook)) {
      assertThat(cell.getAsJsonArray("outputs")).as(source(cell)).isEmpty();
      assertThat(cell.get("execution_count").isJsonNull()).as(source(cell)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void saysItsPurposeItsParametersAndItsEnvironmentAndEndsWithWhatMustHold(Path notebook)
      throws IOException {
    assertThat(purpose(notebook)).matches("# \\d\\d · .+\n\n\\*.+\\*(?s:\n.*)?");
    List<String> cells = codeCells(notebook).stream().map(GalleryTest::source).toList();
    assertThat(cells).anyMatch(cell -> cell.contains("Params.from(\""));
    assertThat(cells).contains("Environment.here()");
    assertThat(cells.getLast()).contains("Notebook.check(");
  }

  private static String purpose(Path notebook) throws IOException {
    return source(
        JsonParser.parseString(Files.readString(notebook))
            .getAsJsonObject()
            .getAsJsonArray("cells")
            .get(0)
            .getAsJsonObject());
  }

  /** The quickest of them; the whole gallery runs under both kernels (run-all, run-jjava). */
  @Test
  void runsInJShellAsWell() throws IOException {
    try (Cells shell = new Cells()) {
      for (JsonObject cell : codeCells(Path.of("10-errors-on-purpose.ipynb"))) {
        shell.run(source(cell));
      }
    }
  }
}
