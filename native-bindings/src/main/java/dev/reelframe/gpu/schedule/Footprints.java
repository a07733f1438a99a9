package dev.reelframe.gpu.schedule;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What has been found out about models on a kind of card: the memory that they really took, and the
 * largest batch after one that did not fit. Kept in a file between runs where one is given.
 */
public final class Footprints {
  private record Known(Optional<Footprint> measured, Optional<Integer> mostItems) {}

  private static final Known NOTHING = new Known(Optional.empty(), Optional.empty());

  private final Optional<Path> file;
  private final TreeMap<String, Known> known = new TreeMap<>();

  private Footprints(Optional<Path> file) {
    this.file = file;
  }

  /** Forgotten with this object. */
  public static Footprints forgotten() {
    return new Footprints(Optional.empty());
  }

  /** Kept in a file, which need not exist; one that cannot be read is as good as none. */
  public static Footprints in(Path file) {
    Footprints all = new Footprints(Optional.of(file));
    Properties lines = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      lines.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return all;
    }
    for (String key : lines.stringPropertyNames()) {
      parsed(lines.getProperty(key)).ifPresent(known -> all.known.put(key, known));
    }
    return all;
  }

  /** {@code loaded bytes, bytes per item, most items}, each empty where it is not known. */
  private static Optional<Known> parsed(String line) {
    String[] parts = line.split(",", -1);
    try {
      Optional<Footprint> measured =
          parts[0].isEmpty()
              ? Optional.empty()
              : Optional.of(new Footprint(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
      Optional<Integer> most =
          parts[2].isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(parts[2]));
      return most.filter(items -> items < 1).isPresent()
          ? Optional.empty()
          : Optional.of(new Known(measured, most));
    } catch (RuntimeException damaged) {
      return Optional.empty();
    }
  }

  private static String key(String card, String model) {
    return card + " / " + model;
  }

  private Known known(String card, Demand demand) {
    return known.getOrDefault(key(card, demand.model()), NOTHING);
  }

  /** What a model takes there: measured, or as it is declared. */
  public synchronized Footprint of(String card, Demand demand) {
    return known(card, demand).measured().orElse(demand.expected());
  }

  /** The largest batch that may be tried there. */
  public synchronized int mostItems(String card, Demand demand) {
    return Math.min(demand.mostItems(), known(card, demand).mostItems().orElse(demand.mostItems()));
  }

  synchronized void measured(String card, Demand demand, Footprint footprint) {
    put(card, demand, new Known(Optional.of(footprint), known(card, demand).mostItems()));
  }

  synchronized void mostItems(String card, Demand demand, int items) {
    put(card, demand, new Known(known(card, demand).measured(), Optional.of(items)));
  }

  private void put(String card, Demand demand, Known now) {
    Known before = known.put(key(card, demand.model()), now);
    if (!now.equals(before)) {
      file.ifPresent(this::save);
    }
  }

  /** Where it cannot be written, the next run measures again. */
  private void save(Path target) {
    Properties lines = new Properties();
    known.forEach((key, k) ->
        lines.setProperty(
            key,
            k.measured().map(m -> m.loadedBytes() + "," + m.bytesPerItem()).orElse(",")
                + ","
                + k.mostItems().map(String::valueOf).orElse("")));
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Path part = Files.createTempFile(target.toAbsolutePath().getParent(), "footprints", ".part");
      try (Writer out = Files.newBufferedWriter(part)) {
        lines.store(out, "memory of models: loaded bytes, bytes per item, most items");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // Nothing is lost but the memory of it.
    }
  }
}
