package dev.reelframe.player;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.markup.BuildFile;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.models.Sha256;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The page: one file that holds all it shows but the video. Its content security policy names its
 * own script and style by their digests, so nothing else runs, and lets it load the video and
 * nothing more. What stands in a clip's captions reaches the page as JSON and is shown as text.
 */
final class PlayerPage {
  private static final BuildFile SCRIPT =
      BuildFile.scripts(
          Stream.of(
                  "theme.js",
                  "model.js",
                  "marks.js",
                  "overlay.js",
                  "timeline.js",
                  "rows.js",
                  "player.js")
              .map(PlayerPage::file)
              .toList());

  private static final BuildFile STYLE = file("player.css");

  private static final String POLICY =
      "default-src 'none'; media-src 'self' blob: data:; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; script-src '"
          + digest(SCRIPT)
          + "'; style-src '"
          + digest(STYLE)
          + "' 'unsafe-hashes'; style-src-attr 'unsafe-inline'";

  private PlayerPage() {}

  /** The page over the data of {@link PlayerData}. */
  static String html(ObjectNode data) {
    Tag body =
        Html.tag("body")
            .addText("\n")
            .add(Html.file(file("page.html")), Html.data("data-json", data), Html.script(SCRIPT));
    return Html.page("Reelframe", POLICY, Html.style(STYLE), body);
  }

  static String digest(BuildFile file) {
    return "sha256-" + Base64.getEncoder().encodeToString(Sha256.bytesOf(file.text()));
  }

  private static BuildFile file(String name) {
    return BuildFile.of(PlayerPage.class, name);
  }
}
