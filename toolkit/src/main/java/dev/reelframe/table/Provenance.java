package dev.reelframe.table;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a table comes from: all that decides its content, and nothing that differs from run to run.
 *
 * @param analyzer name
 * @param version version of the analyzer
 * @param parameters by name
 * @param models those that were used
 * @param inputs provenance of the tables that were read, by name
 * @param mediaSha256 of the file; empty where the input was no file
 */
public record Provenance(
    String analyzer,
    String version,
    SortedMap<String, String> parameters,
    List<ModelUse> models,
    SortedMap<String, Provenance> inputs,
    String mediaSha256) {

  /** A model that took part: a file, or one that a server holds. */
  public record ModelUse(String name, String sha256) {
    /** What the name of a server's model begins with. */
    public static final String ENDPOINT = "endpoint:";

    /** Whether a server holds it. */
    public boolean isEndpoint() {
      return name.startsWith(ENDPOINT);
    }
  }

  public Provenance {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    models = List.copyOf(models);
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /** Of a table that read nothing but media or tables without provenance. */
  public static Provenance of(String analyzer, String version, Map<String, String> parameters) {
    return new Provenance(
        analyzer, version, new TreeMap<>(parameters), List.of(), new TreeMap<>(), "");
  }
}
