package dev.reelframe.player;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.markup.Html;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunPage;
import dev.reelframe.results.Manifest;
import dev.reelframe.results.RunDifferences;
import dev.reelframe.results.RunDifferences.Difference;
import dev.reelframe.results.SavedResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A run, or two saved ones over one clip, with the video: the page, a server for it, or a package
 * to send.
 */
public final class Player implements RunPage {
  /** A clip up to this size lies in a notebook's output; its base64 is a third larger. */
  private static final long INSIDE_BYTES = 6L << 20;

  /** Name of the page in a file to send. */
  static final String PAGE = "player.html";

  private final List<PlayedRun> runs;
  private final List<Difference> differences;
  private final Optional<Path> media;

  private Player(List<PlayedRun> runs, List<Difference> differences, Optional<Path> media) {
    this.runs = runs;
    this.differences = differences;
    this.media = media;
  }

  /**
   * Opens results.
   *
   * @param folders one that {@code analyze} wrote, or two of the same clip
   * @param media the clip, where it does not lie in or beside the first folder
   * @throws IllegalArgumentException where a folder holds no results, the two are of different
   *     clips or of different analyzers, or the file is another clip than the one that was analysed
   */
  public static Player open(List<Path> folders, Optional<Path> media) throws IOException {
    if (folders.isEmpty() || folders.size() > 2) {
      throw new IllegalArgumentException("give one folder of results, or two to compare");
    }
    List<PlayedRun> runs = new ArrayList<>();
    for (Path folder : folders) {
      runs.add(PlayedRun.of(SavedResults.read(folder)));
    }
    Manifest first = Manifest.read(folders.getFirst());
    List<Difference> differences =
        folders.size() > 1
            ? RunDifferences.between(first, Manifest.read(folders.getLast()))
            : List.of();
    return new Player(
        runs,
        differences,
        media.isPresent() ? Optional.of(first.requireMedia(media.get())) : first.findMedia());
  }

  /** Opens a run that is in memory. */
  public static Player of(Analysis run) {
    return new Player(List.of(PlayedRun.of(run)), List.of(), Optional.of(run.video().file()));
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
  public String page(Optional<String> address) {
    return PlayerPage.html(data(address));
  }

  ObjectNode data(Optional<String> address) {
    return PlayerData.of(runs, differences, address);
  }

  /**
   * Serves the page to this machine until nobody looks at it any more.
   *
   * @param port 0 for any free one
   */
  public PlayerServer serve(int port) throws IOException {
    ObjectNode data = PlayerData.of(runs, differences, media.map(file -> "media"));
    data.put("heartbeat", "alive");
    Site site = Site.of(PlayerPage.html(data), media);
    return PlayerServer.start(PlayerServer.newToken(), site, port);
  }

  /**
   * Writes a ZIP file with the page, {@code player.html}, and the clip beside it: unpacked anywhere
   * it plays without a server or a network.
   */
  @Override
  public Path save(Path zip) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      add(out, "", Optional.empty());
    }
    return zip;
  }

  /**
   * Adds page and clip to a file.
   *
   * @param below a folder in it, ending in a slash, or empty for the top
   * @param back address of the page of all clips, as seen from this one
   */
  void add(ZipOutputStream out, String below, Optional<String> back) throws IOException {
    Optional<String> name = media.map(file -> "clip" + ending(file));
    ObjectNode data = data(name);
    back.ifPresent(address -> data.put("back", address));
    out.setLevel(Deflater.DEFAULT_COMPRESSION);
    out.putNextEntry(new ZipEntry(below + PAGE));
    out.write(PlayerPage.html(data).getBytes(StandardCharsets.UTF_8));
    if (media.isPresent()) {
      out.setLevel(Deflater.NO_COMPRESSION);
      out.putNextEntry(new ZipEntry(below + name.get()));
      Files.copy(media.get(), out);
    }
    out.closeEntry();
  }

  @Override
  public Html html() {
    String sha256 = runs.getFirst().mediaSha256();
    try {
      if (media.isPresent() && Files.size(media.get()) > INSIDE_BYTES) {
        return PlayerFrame.served(sha256, open().toString());
      }
      ObjectNode data = PlayerData.of(runs, differences, Optional.empty());
      if (media.isPresent()) {
        data.putObject("clip")
            .put("type", PlayerServer.type(media.get()))
            .put("base64", Files.readAllBytes(media.get()));
      }
      return PlayerFrame.inside(sha256, PlayerPage.html(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI open() throws IOException {
    PlayerServer server = serve(0);
    server.closeWhenIdle();
    return server.address();
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String ending = dot < 0 ? "" : name.substring(dot);
    return ending.matches("\\.[A-Za-z0-9]{1,5}") ? ending : "";
  }

  @Override
  public String toString() {
    return "player of "
        + runs.getFirst().clip()
        + "; save(Path.of(\"player.zip\")) writes it, open() serves it to this machine";
  }
}
