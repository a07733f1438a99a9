package dev.reelframe.player;

import dev.reelframe.models.Sha256;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page: one file that holds all it shows but the video. Its content security policy names its
 * own script and style by their digests, so nothing else runs, and lets it load the video and
 * nothing more. What stands in a clip's captions reaches the page as JSON and is shown as text.
 */
final class PlayerPage {
  private static final List<String> SCRIPTS =
      List.of("model.js", "overlay.js", "timeline.js", "rows.js", "player.js");

  private PlayerPage() {}

  /** The page over the data of {@link PlayerData}. */
  static String html(ObjectNode data) {
    String script =
        SCRIPTS.stream()
            .map(PlayerPage::resource)
            .collect(Collectors.joining("\n", "\n'use strict';\n", ""));
    String style = resource("player.css");
    String policy =
        "default-src 'none'; media-src 'self' blob: data:; connect-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; script-src '"
            + digest(script)
            + "'; style-src '"
            + digest(style)
            + "' 'unsafe-hashes'; style-src-attr 'unsafe-inline'";
    // "<" can stand in strings only, where this escape means the same.
    String json = data.toString().replace("<", "\\u003c");
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\""
        + policy
        + "\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        + "<title>Reelframe</title><style>"
        + style
        + "</style></head><body>\n"
        + resource("page.html")
        + "<script type=\"application/json\" id=\"data-json\">"
        + json
        + "</script><script>"
        + script
        + "</script></body></html>\n";
  }

  private static String digest(String text) {
    return "sha256-" + Base64.getEncoder().encodeToString(Sha256.bytesOf(text));
  }

  private static String resource(String name) {
    try (InputStream in = PlayerPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
