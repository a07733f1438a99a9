package dev.reelframe.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tables as files. Beside {@code <name>.<format>} stands {@code <name>.schema.json} with types,
 * units, provenance and state, and {@code <name>.signal.<format>} with the signal table where there
 * is one. What is read back equals what was written.
 */
public final class TableFiles {
  private TableFiles() {}

  /**
   * Writes a table and its signal.
   *
   * @param folder made where it is not there
   * @return the files
   */
  public static List<Path> write(MeasuredTable table, Path folder, Collection<TableFormat> formats)
      throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    writeOne(table, folder, table.schema().table(), formats, files);
    if (table.signal().isPresent()) {
      writeOne(table.signal().get(), folder, table.schema().table() + ".signal", formats, files);
    }
    return files;
  }

  private static void writeOne(
      MeasuredTable table,
      Path folder,
      String name,
      Collection<TableFormat> formats,
      List<Path> files)
      throws IOException {
    Path schema = folder.resolve(name + ".schema.json");
    Files.writeString(schema, SchemaJson.write(table), StandardCharsets.UTF_8);
    files.add(schema);
    for (TableFormat format : formats) {
      Path file = folder.resolve(name + "." + format.ending());
      files.add(file);
      switch (format) {
        case CSV -> CsvFile.PLAIN.write(table, file);
        case SAFE_CSV -> CsvFile.SAFE.write(table, file);
        case JSON -> JsonFile.write(table, file);
        case PARQUET -> ParquetFile.write(table, file);
        case ARROW -> ArrowFile.write(table, file);
      }
    }
  }

  /**
   * Reads a table that {@link #write} wrote, with its signal where that stands beside it.
   *
   * @param file the table in any format; its {@code .schema.json} must stand beside it
   * @throws IOException where a file is missing or is not what its schema says
   */
  public static MeasuredTable read(Path file) throws IOException {
    Named named = Named.of(file);
    Path signal = file.resolveSibling(named.table + ".signal." + named.format.ending());
    Optional<MeasuredTable> measured =
        Files.exists(signal)
            ? Optional.of(readOne(signal, named.table + ".signal", named.format, Optional.empty()))
            : Optional.empty();
    return readOne(file, named.table, named.format, measured);
  }

  /**
   * The columns of a stored table or signal, from the schema beside it.
   *
   * @param file the table in any format
   */
  public static Schema schema(Path file) throws IOException {
    Path beside = file.resolveSibling(Named.of(file).table + ".schema.json");
    return SchemaJson.read(Files.readString(beside, StandardCharsets.UTF_8)).schema();
  }

  /**
   * Reads one table or signal ({@code <name>.signal.<format>}) as {@link #read} does, without the
   * signal beside it.
   */
  public static MeasuredTable readAlone(Path file) throws IOException {
    Named named = Named.of(file);
    return readOne(file, named.table, named.format, Optional.empty());
  }

  /** A file's name, taken apart. */
  private record Named(String table, TableFormat format) {
    static Named of(Path file) throws IOException {
      String name = file.getFileName().toString();
      TableFormat format =
          TableFormat.of(name)
              .orElseThrow(() ->
                  new IOException(
                      file + " has another ending: give a .csv, .json, .parquet or .arrow file"));
      return new Named(name.substring(0, name.length() - format.ending().length() - 1), format);
    }
  }

  private static MeasuredTable readOne(
      Path file, String name, TableFormat format, Optional<MeasuredTable> signal)
      throws IOException {
    Path beside = file.resolveSibling(name + ".schema.json");
    if (!Files.exists(beside)) {
      throw new IOException(beside + " is missing: it holds the types of " + file.getFileName());
    }
    SchemaJson.Beside known = SchemaJson.read(Files.readString(beside, StandardCharsets.UTF_8));
    try {
      var content =
          switch (format) {
            case CSV -> CsvFile.PLAIN.read(file, known.schema());
            case SAFE_CSV -> CsvFile.SAFE.read(file, known.schema());
            case JSON -> JsonFile.read(file, known.schema());
            case PARQUET -> ParquetFile.read(file, known.schema());
            case ARROW -> ArrowFile.read(file, known.schema());
          };
      return MeasuredTable.of(content, known.schema(), known.provenance(), known.state(), signal);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not what its schema says: " + e.getMessage(), e);
    }
  }
}
