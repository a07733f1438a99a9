package dev.reelframe.analyzer;

import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.MeasuredTable;
import java.util.Map;
import java.util.Optional;

/**
 * What an analyzer may read when it decides: the media's headers, where decoding ended, and the
 * tables it requires.
 *
 * @param media headers of the file
 * @param end where decoding ended
 * @param tables by name; a required analyzer that failed or was skipped has none
 */
public record Inputs(MediaInfo media, StreamEnd end, Map<String, MeasuredTable> tables) {

  public Inputs {
    tables = Map.copyOf(tables);
  }

  /** A required analyzer's table; empty where it was skipped or failed. */
  public Optional<MeasuredTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }
}
