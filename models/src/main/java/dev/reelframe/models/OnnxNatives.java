package dev.reelframe.models;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks the libraries of ONNX Runtime once per user, to {@code native/} in the home folder. Left
 * to itself the runtime unpacks them anew in every process, tens of megabytes or, with CUDA,
 * hundreds, and leaves a temporary folder behind.
 */
final class OnnxNatives {
  /** Where ONNX Runtime looks for its libraries instead of unpacking them. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final Logger LOG = LoggerFactory.getLogger(OnnxNatives.class);

  private static final List<String> NEEDED = List.of("onnxruntime", "onnxruntime4j_jni");

  /** Only some builds have these; they must lie beside the others. */
  private static final List<String> PROVIDERS =
      List.of(
          "onnxruntime_providers_shared",
          "onnxruntime_providers_cuda",
          "onnxruntime_providers_tensorrt");

  private OnnxNatives() {}

  /**
   * Points ONNX Runtime to unpacked libraries. A place that the user has named stands; where the
   * home folder cannot be written, the runtime unpacks for itself.
   */
  static void prepare(Path home) {
    if (System.getProperty(PROPERTY) == null) {
      unpacked(home, platform())
          .ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
    }
  }

  /** The folder that holds the libraries; empty where there are none or they cannot be unpacked. */
  static Optional<Path> unpacked(Path home, String platform) {
    try {
      Optional<Library> core = Library.find(platform, NEEDED.getFirst());
      if (core.isEmpty()) {
        return Optional.empty();
      }
      Path folder =
          home.resolve("native")
              .resolve("onnxruntime-%s-%08x".formatted(platform, core.get().entry().getCrc()))
              .toAbsolutePath();
      Files.createDirectories(folder);
      for (String name : NEEDED) {
        Optional<Library> library = Library.find(platform, name);
        if (library.isEmpty()) {
          return Optional.empty();
        }
        library.get().unpack(folder);
      }
      for (String name : PROVIDERS) {
        Optional<Library> library = Library.find(platform, name);
        if (library.isPresent()) {
          library.get().unpack(folder);
        }
      }
      return Optional.of(folder);
    } catch (IOException e) {
      LOG.debug("ONNX Runtime unpacks its own libraries", e);
      return Optional.empty();
    }
  }

  /** This machine as the jar's folders name it. */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String os = system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux";
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return os + "-" + (processor.equals("amd64") || processor.equals("x86_64") ? "x64" : processor);
  }

  private record Library(String file, URL resource, JarEntry entry) {

    static Optional<Library> find(String platform, String name) throws IOException {
      String file = System.mapLibraryName(name);
      URL resource =
          OnnxNatives.class.getResource("/ai/onnxruntime/native/" + platform + "/" + file);
      if (resource == null) {
        return Optional.empty();
      }
      URLConnection connection = resource.openConnection();
      return connection instanceof JarURLConnection jar
          ? Optional.of(new Library(file, resource, jar.getJarEntry()))
          : Optional.empty();
    }

    /** Writes beside and moves, so that no process ever sees half a library. */
    void unpack(Path folder) throws IOException {
      Path target = folder.resolve(file);
      if (Files.isRegularFile(target) && Files.size(target) == entry.getSize()) {
        return;
      }
      Path part = Files.createTempFile(folder, file, ".part");
      try (InputStream in = resource.openStream()) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}
