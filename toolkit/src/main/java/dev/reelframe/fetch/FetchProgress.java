package dev.reelframe.fetch;

import java.util.OptionalLong;

/** Told how a fetch gets on, at least every mebibyte, on the fetching thread. */
@FunctionalInterface
public interface FetchProgress {
  /** Tells nobody. */
  FetchProgress SILENT = (url, bytes, total) -> {};

  /**
   * @param url as it was asked for
   * @param bytes received so far, earlier attempts included
   * @param total size of the whole where the server has said it
   */
  void received(String url, long bytes, OptionalLong total);
}
