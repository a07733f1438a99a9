package dev.reelframe.player;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.results.Manifest;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A saved run, or two over one clip, with the video: the page, a server for it, or a package to
 * send.
 */
public final class Player {
  private final List<SavedResults> runs;
  private final Optional<Path> media;

  private Player(List<SavedResults> runs, Optional<Path> media) {
    this.runs = runs;
    this.media = media;
  }

  /**
   * Opens results.
   *
   * @param folders one that {@code analyze} wrote, or two of the same clip
   * @param media the clip, where it does not lie in or beside the first folder
   * @throws IllegalArgumentException where a folder holds no results, the two are of different
   *     clips, or the file is another clip than the one that was analysed
   */
  public static Player open(List<Path> folders, Optional<Path> media) throws IOException {
    if (folders.isEmpty() || folders.size() > 2) {
      throw new IllegalArgumentException("give one folder of results, or two to compare");
    }
    List<SavedResults> runs = new ArrayList<>();
    for (Path folder : folders) {
      runs.add(SavedResults.read(folder));
    }
    String sha256 = runs.getFirst().mediaSha256();
    if (runs.stream().anyMatch(run -> !run.mediaSha256().equals(sha256))) {
      throw new IllegalArgumentException(
          folders + " are of different clips: two runs of one clip can be compared");
    }
    Manifest first = runs.getFirst().manifest();
    return new Player(
        runs, media.isPresent() ? Optional.of(first.requireMedia(media.get())) : first.findMedia());
  }

  /** The clip, where it was found. */
  public Optional<Path> media() {
    return media;
  }

  /**
   * The page as HTML.
   *
   * @param address of the video, as the page shall ask for it
   */
  public String html(Optional<String> address) throws IOException {
    return PlayerPage.html(PlayerData.of(runs, address));
  }

  /**
   * Serves the page to this machine until nobody looks at it any more.
   *
   * @param port 0 for any free one
   */
  public PlayerServer serve(int port) throws IOException {
    ObjectNode data = PlayerData.of(runs, media.map(file -> "media"));
    data.put("heartbeat", "alive");
    return PlayerServer.start(PlayerServer.newToken(), PlayerPage.html(data), media, port);
  }

  /**
   * Writes a ZIP file with the page, {@code player.html}, and the clip beside it: unpacked anywhere
   * it plays without a server or a network.
   */
  public void pack(Path zip) throws IOException {
    String name = media.map(file -> "clip" + ending(file)).orElse("");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("player.html"));
      out.write(html(media.map(file -> name)).getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
      if (media.isPresent()) {
        out.setLevel(0);
        out.putNextEntry(new ZipEntry(name));
        Files.copy(media.get(), out);
        out.closeEntry();
      }
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot);
    return ending.matches("\\.[A-Za-z0-9]{1,5}") ? ending : "";
  }
}
