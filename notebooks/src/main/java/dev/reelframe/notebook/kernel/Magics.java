package dev.reelframe.notebook.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** The kernel's magics; {@code %magics} lists them. Extensions can register more. */
final class Magics {
  private static final String HELP =
      """
      %classpath PATH...         adds jars, folders or patterns such as lib/*.jar
      %maven GROUP:ID:VERSION... adds artifacts and what they depend on, through the mvn command
      %load FILE                 runs a .jsh, .java or .ipynb file
      %time CODE, %%time         runs the code and prints how long it took
      %magics                    this list\
      """;

  private Magics() {}

  static void registerAll(MagicsRegistry registry) {
    registry.registerLineMagic("classpath", (LineMagic<Object, JavaKernel>) Magics::classPath);
    registry.registerLineMagic("maven", (LineMagic<Object, JavaKernel>) Magics::maven);
    registry.registerLineMagic("load", (LineMagic<Object, JavaKernel>) Magics::load);
    registry.registerLineMagic(
        "time",
        (LineMagic<Object, JavaKernel>) (kernel, code) -> time(kernel, String.join(" ", code)));
    registry.registerCellMagic(
        "time", (CellMagic<Object, JavaKernel>) (kernel, arguments, body) -> time(kernel, body));
    registry.registerLineMagic(
        "magics",
        (LineMagic<Object, JavaKernel>)
            (kernel, none) -> {
              System.out.println(HELP);
              return null;
            });
  }

  private static Object classPath(JavaKernel kernel, List<String> patterns) throws IOException {
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("Name what to add, for example: %classpath lib/*.jar");
    }
    List<String> entries = new ArrayList<>();
    for (String pattern : patterns) {
      List<Path> found = PathsHandler.resolveGlobs(pattern).stream().filter(Files::exists).toList();
      if (found.isEmpty()) {
        throw new NoSuchFileException(
            pattern, null, "nothing there, seen from " + Path.of("").toAbsolutePath());
      }
      found.forEach(path -> entries.add(path.toAbsolutePath().normalize().toString()));
    }
    kernel.addToClasspath(entries);
    return null;
  }

  private static Object maven(JavaKernel kernel, List<String> coordinates)
      throws IOException, InterruptedException {
    List<String> entries = MavenArtifacts.resolve(coordinates);
    kernel.addToClasspath(entries);
    System.out.println("Added " + entries.size() + (entries.size() == 1 ? " jar." : " jars."));
    return null;
  }

  private static Object load(JavaKernel kernel, List<String> files) throws IOException {
    if (files.size() != 1) {
      throw new IllegalArgumentException("Name one file, for example: %load setup.jsh");
    }
    Path file = Path.of(files.getFirst());
    String text = Files.readString(file);
    if (!file.toString().endsWith(".ipynb")) {
      return kernel.evalRaw(text);
    }
    for (JsonElement cell :
        JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cells")) {
      if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
        kernel.evalRaw(source(cell.getAsJsonObject()));
      }
    }
    return null;
  }

  /** The notebook format allows one string or a list of lines. */
  private static String source(JsonObject cell) {
    JsonElement source = cell.get("source");
    if (source.isJsonPrimitive()) {
      return source.getAsString();
    }
    StringBuilder lines = new StringBuilder();
    source.getAsJsonArray().forEach(line -> lines.append(line.getAsString()));
    return lines.toString();
  }

  private static Object time(JavaKernel kernel, String code) {
    long start = System.nanoTime();
    try {
      return kernel.evalRaw(code);
    } finally {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(String.format(Locale.ROOT, "%.3f s (compilation included)", seconds));
    }
  }
}
