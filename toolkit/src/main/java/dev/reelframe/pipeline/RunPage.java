package dev.reelframe.pipeline;

import dev.reelframe.markup.Html;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A run as a page that plays its clip: at the end of a notebook's cell it shows itself there.
 *
 * <p>Inside a notebook a short clip lies in the output itself, so that it plays wherever the
 * notebook is opened; a long one is served by this machine to itself.
 */
public interface RunPage {
  /** As a part of a notebook. */
  Html html();

  /** Serves the page to this machine until nobody looks at it any more; gives its address. */
  URI open() throws IOException;

  /**
   * Writes page and clip into a ZIP file: unpacked anywhere it plays without a server or a network.
   *
   * @return the file
   */
  Path save(Path zip) throws IOException;
}
