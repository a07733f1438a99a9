package dev.reelframe.gpu.simulated;

import dev.reelframe.gpu.Gpu;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * A JVM of its own, on the class path: for what can happen once in a process, such as a library
 * that is missing.
 */
public final class ChildJvm {
  /** What a child left behind. */
  public record Outcome(int exit, String out, String err) {}

  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Optional<String> classPath = Optional.empty();

  /** Options of the JVM. */
  public ChildJvm with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** A variable of its environment. */
  public ChildJvm env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The class path of the child; by default this module with its tests. */
  public ChildJvm classPath(String path) {
    classPath = Optional.of(path);
    return this;
  }

  /** Finds a variant of the simulated driver, and starts it with commands. */
  public ChildJvm driver(String variant, String commands) {
    return env("LD_LIBRARY_PATH", SimulatedDriver.build(variant).toString())
        .env("REELFRAME_SIM", commands);
  }

  /** Runs a main class. */
  public Outcome run(Class<?> main, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", classPath.isPresent() ? classPath.get() : ownClassPath(), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("CUDA_VISIBLE_DEVICES");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String[] err = new String[1];
    Thread errors =
        Thread.ofPlatform()
            .start(() -> {
              try {
                err[0] = new String(process.getErrorStream().readAllBytes());
              } catch (IOException e) {
                err[0] = e.toString();
              }
            });
    String out = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the child did not end");
    }
    errors.join();
    return new Outcome(process.exitValue(), out.strip(), err[0].strip());
  }

  private static String ownClassPath() throws ClassNotFoundException {
    return Stream.of(
            Gpu.class,
            ChildJvm.class,
            LoggerFactory.class,
            Class.forName("org.slf4j.simple.SimpleServiceProvider"))
        .map(ChildJvm::origin)
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
