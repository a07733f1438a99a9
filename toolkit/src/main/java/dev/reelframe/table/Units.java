package dev.reelframe.table;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * The units that names of columns end in. A name goes through Tablesaw's steps where other facts
 * are lost, so units are read off it: off {@code loudness_lufs}, {@code audio_loudness_lufs} or
 * {@code Mean [loudness_lufs]}.
 */
public final class Units {
  private record Unit(String ending, String symbol, String words) {}

  /** The longest ending first, so that the first that fits counts. */
  private static final List<Unit> KNOWN =
      Stream.of(
              new Unit("_s", "s", "seconds"),
              new Unit("_px", "px", "pixels"),
              new Unit("_hz", "Hz", "hertz"),
              new Unit("_db", "dB", "decibels"),
              new Unit("_dbtp", "dBTP", "decibels true peak"),
              new Unit("_dbfs", "dBFS", "decibels relative to full scale"),
              new Unit("_lufs", "LUFS", "loudness units relative to full scale"),
              new Unit("_lu", "LU", "loudness units"),
              new Unit("_bpm", "BPM", "beats per minute"),
              new Unit("_k", "K", "kelvin"),
              new Unit("_deg", "°", "degrees"),
              new Unit("_ratio", "", "ratio"),
              new Unit("_per_s", "per s", "per second"),
              new Unit("_widths_per_s", "widths per s", "frame widths per second"),
              new Unit("_per_min", "per min", "per minute"),
              new Unit("_years", "years", "years"))
          .sorted(Comparator.comparingInt((Unit u) -> u.ending.length()).reversed())
          .toList();

  /** Names of Tablesaw's summaries whose unit is that of the values. */
  private static final Set<String> SUMMARIES =
      Set.of(
          "Mean",
          "Median",
          "Geometric Mean",
          "Quadratic Mean",
          "Min",
          "Max",
          "First",
          "Last",
          "Sum",
          "Range",
          "Change",
          "Std. Deviation",
          "First Quartile",
          "Third Quartile",
          "90th Percentile",
          "95th Percentile",
          "99th Percentile");

  private static final Pattern SUM = Pattern.compile("(.+) [+-] (.+)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");
  private static final Pattern SUMMARY = Pattern.compile("([^\\[]+) \\[(.+)]");
  private static final Pattern ROLLING = Pattern.compile("(.+) \\d+-period (.+)");
  private static final Pattern SAME =
      Pattern.compile(
          "(.+?)(?:\\[(?:abs|neg|rounded|cumSum|cumMax|cumMin)]| (?:lag|lead)\\(-?\\d+\\)| Unique"
              + " values)");

  /** Products, quotients, remainders: of another unit, or of none. */
  private static final Pattern PRODUCT = Pattern.compile(".+ [*/%] .+");

  private Units() {}

  /**
   * The units of a table's numbers, also after its columns were selected, joined, summarised, added
   * or smoothed by Tablesaw. A column whose unit a step has changed (a product, a variance, a
   * count) or that was given another name has none.
   *
   * @return symbols by the names of the columns, in their order
   */
  public static Map<String, String> of(Table table) {
    Map<String, String> units = new LinkedHashMap<>();
    table.columns().stream()
        .filter(NumericColumn.class::isInstance)
        .filter(column -> !symbol(column.name()).isEmpty())
        .forEach(column -> units.put(column.name(), symbol(column.name())));
    return units;
  }

  /** The unit that the ending of a name speaks of; empty where it speaks of none. */
  public static String symbol(String column) {
    return unit(column).map(Unit::symbol).orElse("");
  }

  /** The same in words. */
  public static String words(String column) {
    return unit(column).map(Unit::words).orElse("");
  }

  private static Optional<Unit> unit(String column) {
    if (PRODUCT.matcher(column).matches()) {
      return Optional.empty();
    }
    Matcher summary = SUMMARY.matcher(column);
    if (summary.matches()) {
      return summarised(summary.group(1), summary.group(2));
    }
    Matcher sum = SUM.matcher(column);
    if (sum.matches()) {
      Optional<Unit> left = unit(sum.group(1));
      boolean same = NUMBER.matcher(sum.group(2)).matches() || left.equals(unit(sum.group(2)));
      return left.filter(u -> same);
    }
    Matcher rolling = ROLLING.matcher(column);
    if (rolling.matches()) {
      return summarised(rolling.group(2), rolling.group(1));
    }
    Matcher same = SAME.matcher(column);
    return same.matches() ? unit(same.group(1)) : ending(column);
  }

  private static Optional<Unit> summarised(String function, String column) {
    return SUMMARIES.contains(function) ? unit(column) : Optional.empty();
  }

  private static Optional<Unit> ending(String column) {
    return KNOWN.stream().filter(unit -> column.endsWith(unit.ending)).findFirst();
  }
}
