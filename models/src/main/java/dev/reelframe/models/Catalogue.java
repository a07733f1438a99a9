package dev.reelframe.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All models that have a name here. Immutable: {@link #with} gives another one.
 *
 * <p>The standard catalogue is one JSON file in this package; {@link #read} reads further files of
 * the same form.
 */
public final class Catalogue {
  private static final String STANDARD = "catalogue.json";
  private final Map<String, ModelEntry> entries;

  private Catalogue(Map<String, ModelEntry> entries) {
    this.entries = entries;
  }

  /** The models that Reelframe ships knowledge of. */
  public static Catalogue standard() {
    return Standard.INSTANCE;
  }

  private static final class Standard {
    static final Catalogue INSTANCE = load();

    private static Catalogue load() {
      try (InputStream json = Catalogue.class.getResourceAsStream(STANDARD)) {
        return of(CatalogueJson.read(json.readAllBytes(), STANDARD));
      } catch (IOException e) {
        throw new UncheckedIOException("The catalogue cannot be read from the jar.", e);
      }
    }
  }

  /**
   * A catalogue from a JSON file of the user's own.
   *
   * @throws ModelMismatch when the file is not of the catalogue's form
   */
  public static Catalogue read(Path json) {
    try {
      return of(CatalogueJson.read(Files.readAllBytes(json), json.toString()));
    } catch (IOException e) {
      throw new ModelUnavailable(
          "The catalogue " + json + " cannot be read: " + e.getMessage(), false, e);
    }
  }

  /** A catalogue of those entries only; the last of one name counts. */
  public static Catalogue of(Collection<ModelEntry> entries) {
    Map<String, ModelEntry> byName = new LinkedHashMap<>();
    entries.forEach(entry -> byName.put(entry.name(), entry));
    return new Catalogue(byName);
  }

  /**
   * This catalogue and one model more; an entry of the same name is replaced and keeps its place.
   */
  public Catalogue with(ModelEntry entry) {
    Map<String, ModelEntry> more = new LinkedHashMap<>(entries);
    more.put(entry.name(), entry);
    return new Catalogue(more);
  }

  /** This catalogue and all entries of another, which win. */
  public Catalogue with(Catalogue other) {
    Map<String, ModelEntry> more = new LinkedHashMap<>(entries);
    more.putAll(other.entries);
    return new Catalogue(more);
  }

  public List<ModelEntry> entries() {
    return List.copyOf(entries.values());
  }

  public Optional<ModelEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * The entry of that name.
   *
   * @throws ModelMissing naming the known ones
   */
  public ModelEntry entry(String name) {
    return find(name)
        .orElseThrow(() ->
            new ModelMissing(
                name,
                "No model is called '"
                    + name
                    + "'. Known: "
                    + String.join(", ", entries.keySet())
                    + ". Register your own with Catalogue.with(ModelEntry.local(name, path)).",
                null));
  }
}
