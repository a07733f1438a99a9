package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSpecTest {

  @Test
  void writesWhatJupyterReads(@TempDir Path folder) throws IOException {
    Path kernel =
        KernelSpec.install(folder, "a b.jar" + File.pathSeparator + "c.jar", List.of("-Xmx1g"));
    assertThat(kernel).isEqualTo(folder.resolve("kernels").resolve("reelframe"));
    JsonObject spec =
        JsonParser.parseString(Files.readString(kernel.resolve("kernel.json"))).getAsJsonObject();
    assertThat(spec.get("interrupt_mode").getAsString()).isEqualTo("message");
    assertThat(spec.get("language").getAsString()).isEqualTo("java");
    assertThat(spec.getAsJsonArray("argv").get(3).getAsString()).isEqualTo("{connection_file}");
    assertThat(Path.of(spec.getAsJsonArray("argv").get(0).getAsString())).isExecutable();
    assertThat(kernel.resolve("logo-64x64.png")).isNotEmptyFile();
    assertThat(kernel.resolve("logo-svg.svg")).isNotEmptyFile();
    String arguments = Files.readString(kernel.resolve("java.args"));
    assertThat(arguments).contains("\"-Xmx1g\"", "a b.jar" + File.pathSeparator);
    KernelSpec.install(folder, "d.jar", List.of());
    assertThat(Files.readString(kernel.resolve("java.args")))
        .contains("d.jar")
        .doesNotContain("c.jar");
  }

  @Test
  void knowsTheUsersFolderOfEverySystem() {
    Path home = Path.of("home");
    assertThat(KernelSpec.userFolder("Linux", home, Map.<String, String>of()::get))
        .isEqualTo(home.resolve(".local/share/jupyter"));
    assertThat(KernelSpec.userFolder("Linux", home, Map.of("XDG_DATA_HOME", "data")::get))
        .isEqualTo(Path.of("data", "jupyter"));
    assertThat(KernelSpec.userFolder("Mac OS X", home, Map.<String, String>of()::get))
        .isEqualTo(home.resolve("Library/Jupyter"));
    assertThat(KernelSpec.userFolder("Windows 11", home, Map.of("APPDATA", "roaming")::get))
        .isEqualTo(Path.of("roaming", "jupyter"));
    assertThat(KernelSpec.userFolder("Linux", home, Map.of("JUPYTER_DATA_DIR", "set")::get))
        .isEqualTo(Path.of("set"));
  }

  @Test
  void importsComeFromTheJdkAndFromLibraries() {
    List<String> imports = DefaultImports.all(KernelSpecTest.class.getClassLoader());
    assertThat(imports)
        .contains("import java.util.*;", "import static java.lang.Math.hypot;")
        .allMatch(line -> line.matches("import [^;#]+;"));
  }
}
