package dev.reelframe.table;

import java.util.Locale;

/** Files a table can be written to and read from. */
public enum TableFormat {
  /** RFC 4180, UTF-8, header first, a missing cell is empty. */
  CSV,
  /** An array of records, a missing cell is null. */
  JSON,
  /** Columns of their own types, ZSTD, schema and provenance in the file's metadata. */
  PARQUET;

  /** The ending of file names, without the dot. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming the formats there are
   */
  public static TableFormat named(String name) {
    for (TableFormat format : values()) {
      if (format.ending().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "no table format '" + name + "': choose csv, json or parquet");
  }
}
