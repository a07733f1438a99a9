package dev.reelframe.gpu.simulated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The simulated driver of {@code src/test/c}, compiled with gcc when a test first asks for it.
 * Loaded by path before anything asks for {@code libcuda.so.1} by name: the loader then takes the
 * library that is there under that name already.
 */
public final class SimulatedDriver {
  private static final Path MODULE = module();
  private static final Path SOURCES = MODULE.resolve("src/test/c");
  private static final Path KERNELS = MODULE.resolve("src/main/resources/dev/reelframe/gpu/kernel");
  private static final Path TARGET = Path.of("target/simulated-driver").toAbsolutePath();
  private static final Path CUDA =
      Path.of(System.getenv().getOrDefault("CUDA_HOME", "/usr/local/cuda"), "include");
  private static final Map<String, Path> BUILT = new ConcurrentHashMap<>();
  private static SymbolLookup state;

  private SimulatedDriver() {}

  /** This module's folder, also while another module's tests run. */
  private static Path module() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("src/test/c/sim.c"))
        ? here
        : here.resolveSibling("native-bindings");
  }

  /**
   * Loads it into this JVM, at its starting state; the test is skipped where it cannot be built.
   */
  public static synchronized void load() {
    if (state == null) {
      Path folder = build("SIM_DRIVER_13");
      Assumptions.assumeFalse(
          Files.exists(Path.of("/proc/driver/nvidia")), "a real driver would be in the way");
      state = lookup(folder, "libreelframe-sim.so");
      lookup(folder, "libcuda.so.1");
      lookup(folder, "libnvidia-ml.so.1");
      lookup(folder, "libcupti.so.13");
    }
    command("reset");
  }

  private static SymbolLookup lookup(Path folder, String library) {
    return SymbolLookup.libraryLookup(folder.resolve(library), Arena.global());
  }

  /**
   * Compiles a variant and returns its folder, for {@code LD_LIBRARY_PATH} of a child.
   *
   * @param variant {@code SIM_DRIVER_13}, the newest, or {@code SIM_DRIVER_12_0} or {@code
   *     SIM_DRIVER_11}, which lack newer functions
   */
  public static Path build(String variant) {
    Assumptions.assumeTrue(
        Files.exists(CUDA.resolve("cuda.h")) && Files.exists(CUDA.resolve("cupti.h")),
        "the simulated driver needs cuda.h and cupti.h in " + CUDA);
    Assumptions.assumeTrue(run(List.of("gcc", "--version")), "the simulated driver needs gcc");
    return BUILT.computeIfAbsent(variant, SimulatedDriver::compile);
  }

  private static Path compile(String variant) {
    try {
      Path folder = Files.createDirectories(TARGET.resolve(variant));
      compile(folder, variant, "libreelframe-sim.so", "sim.c", "kernels.c");
      compile(folder, variant, "libcuda.so.1", "cuda.c");
      compile(folder, variant, "libnvidia-ml.so.1", "nvml.c");
      compile(folder, variant, "libcupti.so.13", "cupti.c");
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path folder, String variant, String library, String... sources) {
    List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu11", "-O2", "-fPIC", "-shared"));
    command.addAll(List.of("-ffp-contract=off", "-D" + variant, "-I" + CUDA, "-I" + KERNELS));
    command.addAll(List.of("-Wl,-soname," + library, "-Wl,-rpath,$ORIGIN"));
    command.addAll(List.of("-o", folder.resolve(library).toString()));
    for (String source : sources) {
      command.add(SOURCES.resolve(source).toString());
    }
    if (!library.equals("libreelframe-sim.so")) {
      command.addAll(List.of("-L" + folder, "-l:libreelframe-sim.so"));
    }
    command.addAll(List.of("-lm", "-lpthread"));
    if (!run(command)) {
      throw new IllegalStateException("gcc refuses the simulated driver: " + command);
    }
  }

  /** Compiles a program of the test sources and returns what it prints. */
  public static String outputOf(String source) {
    build("SIM_DRIVER_13");
    Path program = TARGET.resolve(source + ".out");
    try {
      if (!run(
          List.of(
              "gcc", "-I" + CUDA, SOURCES.resolve(source).toString(), "-o", program.toString()))) {
        throw new IllegalStateException("gcc refuses " + source);
      }
      Process process = new ProcessBuilder(program.toString()).start();
      return new String(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      Process process = builder.start();
      return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs commands of {@code sim.h}. */
  public static void command(String commands) {
    try (Arena arena = Arena.ofConfined()) {
      Linker.nativeLinker()
          .downcallHandle(
              state.findOrThrow("sim_command"), FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
          .invokeExact(arena.allocateFrom(commands));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** How often a function was called since the last reset. */
  public static long calls(String function) {
    try (Arena arena = Arena.ofConfined()) {
      return (long)
          Linker.nativeLinker()
              .downcallHandle(
                  state.findOrThrow("sim_calls"),
                  FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS))
              .invokeExact(arena.allocateFrom(function));
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Contexts, streams, events, allocations, modules and graphs that the driver still holds. */
  public static long live() {
    try {
      return (long)
          Linker.nativeLinker()
              .downcallHandle(
                  state.findOrThrow("sim_live"), FunctionDescriptor.of(ValueLayout.JAVA_LONG))
              .invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
