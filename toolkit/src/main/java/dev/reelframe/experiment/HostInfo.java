package dev.reelframe.experiment;

import com.sun.management.OperatingSystemMXBean;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.process.Child;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What figures depend on beside the plan. */
final class HostInfo {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /** {@code tablesaw-core-0.44.4.jar}, {@code ffmpeg-8.1.2-1.5.14-linux-x86_64.jar}. */
  private static final Pattern JAR =
      Pattern.compile("(?<name>.+?)-(?<version>\\d.*?)(-(linux|macosx|windows)-.+)?\\.jar");

  private HostInfo() {}

  /** Processor, cores, memory and system in one line. */
  static String words() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GiB, %s %s",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        SYSTEM.getTotalMemorySize() / (double) (1L << 30),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor unknown");
    } catch (IOException | UncheckedIOException e) {
      return "processor unknown";
    }
  }

  /** Version and name of the virtual machine. */
  static String java() {
    return Runtime.version() + ", " + System.getProperty("java.vm.name");
  }

  /** Options that the virtual machine was started with, in their order. */
  static List<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  /** The GPUs and their driver, or why there is none. */
  static String gpu() {
    return Gpu.probe().line();
  }

  /** Versions of the jars on the class path, by name; classes in folders have none. */
  static SortedMap<String, String> libraries() {
    SortedMap<String, String> versions = new TreeMap<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
      if (jar.matches()) {
        versions.put(jar.group("name"), jar.group("version"));
      }
    }
    return versions;
  }

  static String reelframe() {
    String version = HostInfo.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The commit that this library was built from, where it lies in a checkout of it and git is here;
   * with {@code +} where files differ from it.
   */
  static Optional<String> commit() {
    try {
      Path code =
          Path.of(HostInfo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Optional<String> commit = git(code.getParent(), "rev-parse", "HEAD");
      Optional<String> changed = git(code.getParent(), "status", "--porcelain", "-uno");
      return commit.map(hash -> hash + (changed.orElse("").isEmpty() ? "" : "+"));
    } catch (IOException | URISyntaxException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try (Child git = Child.of(new ProcessBuilder(command).start())) {
      Child.Said said = git.said(Duration.ofSeconds(5), 1 << 16);
      return said.status() == 0 ? Optional.of(said.output().strip()) : Optional.empty();
    }
  }

  /** CPU seconds of this process so far. */
  static double cpuS() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }
}
