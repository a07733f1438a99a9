package dev.reelframe.table;

import java.util.Comparator;
import java.util.Map;

/** The units that names of columns end in. */
public final class Units {
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("_s", "s"),
          Map.entry("_px", "px"),
          Map.entry("_hz", "Hz"),
          Map.entry("_db", "dB"),
          Map.entry("_dbtp", "dBTP"),
          Map.entry("_dbfs", "dBFS"),
          Map.entry("_lufs", "LUFS"),
          Map.entry("_lu", "LU"),
          Map.entry("_bpm", "BPM"),
          Map.entry("_k", "K"),
          Map.entry("_deg", "°"),
          Map.entry("_per_s", "per s"),
          Map.entry("_widths_per_s", "widths per s"),
          Map.entry("_per_min", "per min"),
          Map.entry("_years", "years"));

  private Units() {}

  /** The unit that the ending of a name speaks of; empty where it speaks of none. */
  public static String symbol(String column) {
    return SYMBOLS.entrySet().stream()
        .filter(e -> column.endsWith(e.getKey()))
        .max(Comparator.comparingInt(e -> e.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse("");
  }
}
