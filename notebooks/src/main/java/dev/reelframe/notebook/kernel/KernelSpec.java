package dev.reelframe.notebook.kernel;

import com.google.gson.GsonBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes the kernel known to Jupyter: a folder {@code kernels/reelframe} with a {@code kernel.json}
 * and the arguments of the Java process, class path included, in a file beside it. (On the command
 * line itself a long class path can break native libraries.)
 */
public final class KernelSpec {
  /** Name of the kernel, as notebooks carry it in their metadata. */
  public static final String NAME = "reelframe";

  private static final String DISPLAY_NAME = "Java (Reelframe)";
  private static final int OLDEST_JAVA = 25;

  /** What launchers of Jupyter show; JupyterLab takes the drawing, older Notebooks the pictures. */
  private static final List<String> LOGOS =
      List.of("logo-svg.svg", "logo-64x64.png", "logo-32x32.png");

  private static final List<String> JVM_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          // SourcePlaces
          "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
          // Arrow
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "-Djava.awt.headless=true",
          "-Dai.djl.offline=true",
          "-Dfile.encoding=UTF-8",
          // With G1 a cell that fills the heap leaves no byte for the kernel's own threads.
          "-XX:+UseParallelGC");

  private KernelSpec() {}

  /**
   * Installs the kernel with the class path and the JDK of this process.
   *
   * @param dataFolder a Jupyter data folder: that of the user ({@link #userFolder}) or one named in
   *     {@code JUPYTER_PATH}
   * @return the folder of the kernel
   * @throws IllegalStateException if this process runs on something other than a JDK of version 25
   *     or later
   * @throws IOException if the folder cannot be written
   */
  public static Path install(Path dataFolder) throws IOException {
    return install(dataFolder, System.getProperty("java.class.path"), List.of());
  }

  /**
   * Installs the kernel.
   *
   * @param classPath of the kernel and its cells, entries separated as the platform does
   * @param jvmOptions further options, for instance {@code -Xmx8g}
   */
  public static Path install(Path dataFolder, String classPath, List<String> jvmOptions)
      throws IOException {
    requireJdk();
    Path folder =
        Files.createDirectories(dataFolder.toAbsolutePath().resolve("kernels").resolve(NAME));
    Path arguments = folder.resolve("java.args");
    Files.writeString(arguments, arguments(classPath, jvmOptions));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "argv",
        List.of(
            java().toString(), "@" + arguments, KernelMain.class.getName(), "{connection_file}"));
    spec.put("display_name", DISPLAY_NAME);
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put("env", Map.of());
    Files.writeString(
        folder.resolve("kernel.json"),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(spec) + "\n");
    for (String logo : LOGOS) {
      try (InputStream in = KernelSpec.class.getResourceAsStream(logo)) {
        Files.copy(in, folder.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder;
  }

  /** Where Jupyter looks for this user's kernels; {@code JUPYTER_DATA_DIR} decides if it is set. */
  public static Path userFolder() {
    return userFolder(
        System.getProperty("os.name"),
        // HOME first: that is where Jupyter itself looks.
        Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home"))),
        System::getenv);
  }

  static Path userFolder(String system, Path home, UnaryOperator<String> environment) {
    String set = environment.apply("JUPYTER_DATA_DIR");
    if (set != null && !set.isEmpty()) {
      return Path.of(set);
    }
    if (system.startsWith("Mac")) {
      return home.resolve("Library").resolve("Jupyter");
    }
    if (system.startsWith("Windows")) {
      String roaming = environment.apply("APPDATA");
      return roaming == null
          ? home.resolve(".jupyter").resolve("data")
          : Path.of(roaming, "jupyter");
    }
    String data = environment.apply("XDG_DATA_HOME");
    return (data == null || data.isEmpty()
            ? home.resolve(".local").resolve("share")
            : Path.of(data))
        .resolve("jupyter");
  }

  private static String arguments(String classPath, List<String> jvmOptions) {
    List<String> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath().normalize().toString());
      }
    }
    StringBuilder file = new StringBuilder();
    Stream.concat(JVM_OPTIONS.stream(), jvmOptions.stream())
        .forEach(o -> file.append(quoted(o)).append('\n'));
    return file.append("-cp\n")
        .append(quoted(String.join(File.pathSeparator, entries)))
        .append('\n')
        .toString();
  }

  /** In a file of java arguments a backslash escapes inside quotes. */
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Path java() {
    String name = File.separatorChar == '\\' ? "java.exe" : "java";
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  private static void requireJdk() {
    boolean shell = ModuleLayer.boot().findModule("jdk.jshell").isPresent();
    if (Runtime.version().feature() < OLDEST_JAVA || !shell) {
      throw new IllegalStateException(
          "The notebook kernel needs a JDK (with jdk.jshell) of version "
              + OLDEST_JAVA
              + " or later, not "
              + System.getProperty("java.home")
              + ": install one and run this with its java command.");
    }
  }
}
