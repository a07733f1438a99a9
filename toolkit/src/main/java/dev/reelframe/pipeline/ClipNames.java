package dev.reelframe.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of clips that are fit for a folder, each given once: no two clips share a folder, also
 * where a file system takes {@code A} and {@code a} for the same.
 */
public final class ClipNames {
  /** Longest name, bytes of UTF-8: leaves room for a number within the 255 of most systems. */
  private static final int MAX_BYTES = 200;

  /** What stands beside the folders of the clips. */
  private static final Set<String> RESERVED =
      Set.of("dataset", "corpus.csv", "corpus.parquet", "corpus.schema.json");

  private final Set<String> taken = new HashSet<>(RESERVED);

  /**
   * The folder for the next clip of that name: the name itself, made safe, or with the first number
   * from 2 on that is free.
   */
  public String next(String name) {
    String safe = safe(name);
    String next = safe;
    for (int number = 2; !taken.add(next.toLowerCase(Locale.ROOT)); number++) {
      next = safe + "-" + number;
    }
    return next;
  }

  /** One path element that is neither hidden nor a way up. */
  private static String safe(String name) {
    String safe = name.replaceAll("[\\p{Cntrl}/\\\\]", "_").strip();
    safe = safe.replaceAll("^[. ]+", "");
    while (safe.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
    }
    safe = safe.replaceAll("[. ]+$", "");
    return safe.isEmpty() ? "clip" : safe;
  }

  /** What a clip is called that could not be opened: the last part of its source. */
  public static String of(String source) {
    String name = source.substring(source.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
