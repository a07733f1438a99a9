package dev.reelframe.gpu.binding;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The three libraries that the bindings call. A generated header class throws in its static
 * initialiser, and from then on, when its library is missing; so each library is asked for here
 * first, through the same {@code dlopen} name.
 */
public enum NativeLibrary {
  CUDA("libcuda.so.1"),
  NVML("libnvidia-ml.so.1"),
  CUPTI("libcupti.so.13");

  private final String fileName;
  private final Map<String, Optional<MemorySegment>> addresses = new ConcurrentHashMap<>();
  private volatile SymbolLookup symbols;

  NativeLibrary(String fileName) {
    this.fileName = fileName;
  }

  /** The name given to {@code dlopen}. */
  public String fileName() {
    return fileName;
  }

  /**
   * Whether the library can be loaded. A library that has been found stays loaded; one that has not
   * is looked for again at the next call.
   */
  public boolean isPresent() {
    return symbols().isPresent();
  }

  /** The address of a function, empty when the library or the function is missing. */
  public Optional<MemorySegment> find(String function) {
    return symbols().flatMap(s -> addresses.computeIfAbsent(function, s::find));
  }

  /** Whether the library is there and has a function. */
  public boolean has(String function) {
    return find(function).isPresent();
  }

  /** Those of the given functions that the library lacks. */
  public List<String> missing(List<String> functions) {
    return functions.stream().filter(f -> !has(f)).toList();
  }

  private Optional<SymbolLookup> symbols() {
    if (symbols == null) {
      try {
        symbols = SymbolLookup.libraryLookup(fileName, Arena.global());
      } catch (IllegalArgumentException absent) {
        return Optional.empty();
      }
    }
    return Optional.of(symbols);
  }
}
