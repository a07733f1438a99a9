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
      %mavenRepo ID URL          a further repository for %maven and for parts of a pom
      %loadFromPOM FILE          adds what a project's pom.xml depends on
      %%loadFromPOM              the same; the cell is the pom, or only its dependencies and repositories
      %load FILE                 runs a .jsh, .java or .ipynb file
      %time CODE, %%time         runs the code and prints how long it took
      %magics                    this list\
      """;

  private final JavaKernel kernel;
  private final MavenArtifacts artifacts = new MavenArtifacts();

  private Magics(JavaKernel kernel) {
    this.kernel = kernel;
  }

  static void registerAll(MagicsRegistry registry, JavaKernel kernel) {
    Magics magics = new Magics(kernel);
    line(registry, "classpath", magics::classPath);
    line(registry, "maven", ids -> magics.addJars(magics.artifacts.resolve(ids)));
    line(registry, "mavenRepo", magics::mavenRepo);
    line(registry, "loadFromPOM", magics::loadFromPom);
    cell(registry, "loadFromPOM", pom -> magics.addJars(magics.artifacts.resolvePom(pom)));
    line(registry, "load", magics::load);
    line(registry, "time", code -> magics.time(String.join(" ", code)));
    cell(registry, "time", magics::time);
    line(
        registry,
        "magics",
        none -> {
          System.out.println(HELP);
          return null;
        });
  }

  /** What a magic makes of its arguments, or of the cell below it. */
  private interface Body<A> {
    Object apply(A given) throws Exception;
  }

  private static void line(MagicsRegistry registry, String name, Body<List<String>> body) {
    registry.registerLineMagic(
        name, (LineMagic<Object, JavaKernel>) (kernel, arguments) -> body.apply(arguments));
  }

  private static void cell(MagicsRegistry registry, String name, Body<String> body) {
    registry.registerCellMagic(
        name, (CellMagic<Object, JavaKernel>) (kernel, arguments, text) -> body.apply(text));
  }

  private Object classPath(List<String> patterns) throws IOException {
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

  private Object mavenRepo(List<String> idAndUrl) {
    if (idAndUrl.size() != 2) {
      throw new IllegalArgumentException(
          "Give a name and an address, for example: %mavenRepo company https://repo.example.org/maven");
    }
    artifacts.addRepository(idAndUrl.get(0), idAndUrl.get(1));
    return null;
  }

  private Object loadFromPom(List<String> files) throws IOException, InterruptedException {
    return addJars(artifacts.resolveProject(onlyFile(files, "%loadFromPOM pom.xml")));
  }

  private Object addJars(List<String> entries) {
    kernel.addToClasspath(entries);
    System.out.println("Added " + entries.size() + (entries.size() == 1 ? " jar." : " jars."));
    return null;
  }

  private static Path onlyFile(List<String> files, String example) throws NoSuchFileException {
    if (files.size() != 1) {
      throw new IllegalArgumentException("Name one file, for example: " + example);
    }
    Path file = Path.of(files.getFirst());
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(
          files.getFirst(), null, "no such file, seen from " + Path.of("").toAbsolutePath());
    }
    return file;
  }

  private Object load(List<String> files) throws IOException {
    Path file = onlyFile(files, "%load setup.jsh");
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

  private Object time(String code) {
    long start = System.nanoTime();
    try {
      return kernel.evalRaw(code);
    } finally {
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.println(String.format(Locale.ROOT, "%.3f s (compilation included)", seconds));
    }
  }
}
