package dev.reelframe.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Adds files to a saved run, for example a report or subtitles. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface RunWriter {
  /**
   * @param folder where the run's files are gathered before they take their places; {@code tables/}
   *     is there already
   * @return the files written
   */
  List<Path> write(Analysis analysis, Path folder) throws IOException;
}
