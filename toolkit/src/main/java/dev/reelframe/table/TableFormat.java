package dev.reelframe.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Files a table can be written to and read from. */
public enum TableFormat {
  /** RFC 4180, UTF-8, header first, a missing cell is empty. */
  CSV("csv", "csv"),
  /**
   * The same for spreadsheets, which calculate what a cell begins with {@code =}: text that would
   * be a formula has an apostrophe before it. Read back, it has none.
   */
  SAFE_CSV("csv-safe", "safe.csv"),
  /** An array of records, a missing cell is null. */
  JSON("json", "json"),
  /** Columns of their own types, ZSTD, schema and provenance in the file's metadata. */
  PARQUET("parquet", "parquet"),
  /**
   * Arrow's file format, which is Feather version 2, with the same types and metadata. Needs {@code
   * --add-opens=java.base/java.nio=ALL-UNNAMED} of java, which the command line gives.
   */
  ARROW("arrow", "arrow");

  private final String word;
  private final String ending;

  TableFormat(String word, String ending) {
    this.word = word;
    this.ending = ending;
  }

  /** The ending of file names, without the dot. */
  public String ending() {
    return ending;
  }

  /** The format of a file, by its name. */
  static Optional<TableFormat> of(String fileName) {
    return Arrays.stream(values())
        .filter(format -> fileName.endsWith("." + format.ending))
        .max(Comparator.comparing(format -> format.ending.length()));
  }

  /**
   * @throws IllegalArgumentException naming the formats there are
   */
  public static TableFormat named(String name) {
    for (TableFormat format : values()) {
      if (format.word.equals(name.strip().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "no table format '" + name + "': choose csv, csv-safe, json, parquet or arrow");
  }
}
