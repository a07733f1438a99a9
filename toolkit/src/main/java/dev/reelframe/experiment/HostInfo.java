package dev.reelframe.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What figures depend on beside the plan. */
final class HostInfo {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

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

  static String java() {
    return Runtime.version().toString();
  }

  static String reelframe() {
    String version = HostInfo.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** CPU seconds of this process so far. */
  static double cpuS() {
    return SYSTEM.getProcessCpuTime() / 1e9;
  }
}
