package dev.reelframe.models;

/** Told about bytes while a file is fetched, from the fetching thread. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (file, done, total) -> {};

  /**
   * @param file the catalogue's relative path
   * @param done bytes there so far, those of an earlier broken fetch included
   * @param total bytes wanted, -1 when unknown
   */
  void update(String file, long done, long total);
}
