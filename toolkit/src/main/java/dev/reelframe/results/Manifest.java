package dev.reelframe.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.models.Sha256;
import dev.reelframe.table.Provenance.ModelUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code analysis.json} says of a run.
 *
 * @param folder it stands in
 * @param json its content
 */
public record Manifest(Path folder, JsonNode json) {
  /** Its name. */
  public static final String FILE = "analysis.json";

  /** Folders above the results in which a clip is looked for. */
  private static final int FOLDERS_UP = 4;

  /**
   * An analyzer as it ran.
   *
   * @param state word of {@link dev.reelframe.table.State}
   * @param parameters all that decided its table, by name
   * @param models that took part
   */
  public record Ran(
      String name,
      String version,
      String state,
      SortedMap<String, String> parameters,
      List<ModelUse> models) {}

  /**
   * Reads a manifest.
   *
   * @param place the file, or the folder it stands in
   * @throws IllegalArgumentException where there is none, or it cannot be read
   */
  public static Manifest read(Path place) {
    Path file = Files.isDirectory(place) ? place.resolve(FILE) : place;
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          place
              + " holds no analysis.json: give the folder of one clip, for example results/clip, or"
              + " make it with `reelframe analyze`");
    }
    try {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      return new Manifest(file.toAbsolutePath().normalize().getParent(), json);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " is no analysis.json: give the folder of one clip, for example results/clip", e);
    }
  }

  /** Name of the clip: of its file, or its address. */
  public String clip() {
    return source().path("file").asText(source().path("url").asText("clip"));
  }

  /** The address that the clip came from. */
  public Optional<String> url() {
    return Optional.ofNullable(source().path("url").textValue());
  }

  /** SHA-256 of the clip, hexadecimal. */
  public String mediaSha256() {
    return source().path("sha256").asText();
  }

  /** What it says of the clip. */
  public JsonNode source() {
    return json.path("source");
  }

  /** The analyzers, in the order of the run. */
  public List<Ran> analyzers() {
    return json.path("analyzers").valueStream().map(Manifest::ran).toList();
  }

  /** An entry of {@code analyzers}. */
  public static Ran ran(JsonNode entry) {
    JsonNode provenance = entry.path("provenance");
    SortedMap<String, String> parameters = new TreeMap<>();
    provenance
        .path("parameters")
        .properties()
        .forEach(e -> parameters.put(e.getKey(), e.getValue().asText()));
    List<ModelUse> models =
        provenance
            .path("models")
            .valueStream()
            .map(m -> new ModelUse(m.path("name").asText(), m.path("sha256").asText()))
            .toList();
    return new Ran(
        entry.path("name").asText(),
        provenance.path("version").asText(),
        entry.path("state").asText(),
        parameters,
        models);
  }

  /** SHA-256 of each file that the run wrote, by its path below the folder. */
  public Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    json.path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().path("sha256").asText()));
    return files;
  }

  /**
   * The clip: where the manifest says, or by its name in or above the folder of results; taken only
   * where its checksum is right.
   */
  public Optional<Path> findMedia() throws IOException {
    Path name = Path.of(clip()).getFileName();
    Set<Path> places = new LinkedHashSet<>();
    Optional.ofNullable(source().path("path").textValue())
        .ifPresent(path -> places.add(folder.resolve(path).normalize()));
    Path place = folder;
    for (int up = 0; place != null && up <= FOLDERS_UP; up++) {
      places.add(place.resolve(name));
      place = place.getParent();
    }
    places.add(Path.of("").toAbsolutePath().resolve(name));
    for (Path file : new ArrayList<>(places)) {
      if (Files.isRegularFile(file) && Sha256.of(file).equals(mediaSha256())) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /**
   * Makes sure that a file is the clip.
   *
   * @throws IllegalArgumentException where it is another one
   */
  public Path requireMedia(Path file) throws IOException {
    if (!Sha256.of(file).equals(mediaSha256())) {
      throw new IllegalArgumentException(
          file + " is another clip than the one that these results were made from");
    }
    return file;
  }
}
