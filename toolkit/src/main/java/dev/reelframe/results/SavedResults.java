package dev.reelframe.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder that {@code analyze} or {@code Analysis.save} wrote.
 *
 * @param manifest {@code analysis.json}, beside {@code tables/}
 * @param tables the tables that the manifest names, without their signals
 */
public record SavedResults(Manifest manifest, List<MeasuredTable> tables) {

  /**
   * Reads a folder.
   *
   * @throws IllegalArgumentException where it holds no results
   * @throws IOException where a file is missing or is not what its schema says
   */
  public static SavedResults read(Path folder) throws IOException {
    Manifest manifest = Manifest.read(folder);
    List<MeasuredTable> tables = new ArrayList<>();
    for (Manifest.Ran analyzer : manifest.analyzers()) {
      Optional<Path> table = stored(folder, analyzer.name());
      if (table.isPresent()) {
        tables.add(TableFiles.readAlone(table.get()));
      }
    }
    return new SavedResults(manifest, tables);
  }

  /** The signal of an analyzer, where one is stored. */
  public Optional<MeasuredTable> signal(String analyzer) throws IOException {
    Optional<Path> file = stored(folder(), analyzer + ".signal");
    return file.isPresent() ? Optional.of(TableFiles.readAlone(file.get())) : Optional.empty();
  }

  /** All tables, each with its signal where one is stored. */
  public List<MeasuredTable> withSignals() throws IOException {
    List<MeasuredTable> whole = new ArrayList<>();
    for (MeasuredTable table : tables) {
      whole.add(
          MeasuredTable.of(
              table,
              table.schema(),
              table.provenance(),
              table.state(),
              signal(table.schema().table())));
    }
    return whole;
  }

  private static Optional<Path> stored(Path folder, String name) {
    for (TableFormat format : TableFormat.values()) {
      Path file = folder.resolve("tables").resolve(name + "." + format.ending());
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Where they lie. */
  public Path folder() {
    return manifest.folder();
  }

  /** The table of an analyzer; empty where the run has none. */
  public Optional<MeasuredTable> table(String analyzer) {
    return tables.stream().filter(t -> t.schema().table().equals(analyzer)).findFirst();
  }

  /** Name of the clip, as the manifest has it. */
  public String clip() {
    return manifest.clip();
  }

  /** SHA-256 of the clip, hexadecimal. */
  public String mediaSha256() {
    return manifest.mediaSha256();
  }

  /** What the manifest says of the clip. */
  public JsonNode source() {
    return manifest.json().path("source");
  }

  /** Length of the clip, seconds. */
  public double durationS() {
    return source().path("duration_s").asDouble();
  }

  /** Width of the picture in display orientation, pixels; 0 where there is none. */
  public int widthPx() {
    return source().path("picture").path("width_px").asInt();
  }

  /** Height of the picture in display orientation, pixels; 0 where there is none. */
  public int heightPx() {
    return source().path("picture").path("height_px").asInt();
  }

  /** Nominal frames per second; 30 where the container states none. */
  public double frameRate() {
    double rate = source().path("picture").path("frame_rate_hz").asDouble();
    return rate > 0 ? rate : 30;
  }
}
