package dev.reelframe.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import tech.tablesaw.api.Table;

/**
 * Makes the first table of the process. Tablesaw then looks through the whole class path for
 * readers of tables, which takes a third of a second of CPU; all that the command line uses are in
 * its own jar, so here it is shown no other.
 */
final class FirstTable {
  private static final String CLASS_PATH = "java.class.path";

  private FirstTable() {}

  /** To be called before other threads start. */
  static void make() {
    String all = System.getProperty(CLASS_PATH);
    try {
      var own = Table.class.getProtectionDomain().getCodeSource().getLocation();
      System.setProperty(CLASS_PATH, Path.of(own.toURI()).toString());
      Table.create();
    } catch (URISyntaxException | NullPointerException e) {
      LoggerFactory.getLogger(FirstTable.class).debug("Tablesaw looks everywhere", e);
    } finally {
      System.setProperty(CLASS_PATH, all);
    }
  }
}
