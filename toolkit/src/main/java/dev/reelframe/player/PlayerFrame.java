package dev.reelframe.player;

import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;

/**
 * The player as a part of a notebook. Its page is a document of its own: scripts of the notebook do
 * not reach it, nor it them.
 */
final class PlayerFrame {
  private PlayerFrame() {}

  /** A page that lies in the notebook. */
  static Html inside(String sha256, String page) {
    return frame(sha256).attribute("sandbox", "allow-scripts").attribute("srcdoc", page);
  }

  /** A page that a server of this machine has. */
  static Html served(String sha256, String address) {
    return Html.of(
        frame(sha256).attribute("src", address),
        Html.tag("p")
            .addText("The clip is served by this machine to its own browsers at ")
            .add(Html.tag("a").attribute("href", address).addText(address)));
  }

  private static Tag frame(String sha256) {
    return Html.tag("iframe")
        .css("rf-player")
        .attribute("data-clip", sha256)
        .attribute("title", "Player")
        .attribute("style", "width:100%;height:780px;border:0");
  }
}
