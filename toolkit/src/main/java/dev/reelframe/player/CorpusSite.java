package dev.reelframe.player;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.chart.Stills;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.Video;
import dev.reelframe.results.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Results of many clips: a page of all, and below {@code clip/N/} the player of each. Pictures are
 * taken from a clip when somebody sees its place on the page.
 */
public final class CorpusSite implements Site {
  private static final Pattern BELOW = Pattern.compile("clip/(\\d{1,7})/(media|poster)?");
  private static final int POSTER_PX = 240;

  /** Name of a picture in a file to send. */
  private static final String POSTER = "poster.jpg";

  private static final String PAGE = "clips.html";

  /** Decoders at work for posters at the same time. */
  private static final int DECODERS = 2;

  private final List<Path> folders;
  private final String page;
  private final Map<Integer, Optional<Path>> media = new ConcurrentHashMap<>();
  private final Semaphore decoders = new Semaphore(DECODERS);

  private CorpusSite(List<Path> folders, String page) {
    this.folders = folders;
    this.page = page;
  }

  /**
   * Opens a folder of results.
   *
   * @param folder whose folders each hold the results of a clip
   * @throws IllegalArgumentException where none does
   */
  public static CorpusSite open(Path folder) throws IOException {
    List<Path> folders = clips(folder);
    if (folders.isEmpty()) {
      throw new IllegalArgumentException(
          folder
              + " holds no results: give the folder of one clip, or one that holds such folders");
    }
    ObjectNode data = CorpusPage.data(folders, "", "poster");
    data.put("heartbeat", "alive");
    return new CorpusSite(folders, CorpusPage.html(data));
  }

  /** Whether a folder holds results of clips rather than of one. */
  public static boolean isCorpus(Path folder) throws IOException {
    return !Files.exists(folder.resolve(Manifest.FILE)) && !clips(folder).isEmpty();
  }

  private static List<Path> clips(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(f -> Files.isRegularFile(f.resolve(Manifest.FILE))).sorted().toList();
    }
  }

  /** Serves the pages to this machine until nobody looks at them any more. */
  public PlayerServer serve(int port) throws IOException {
    return PlayerServer.start(PlayerServer.newToken(), this, port);
  }

  /**
   * Writes a ZIP file with the page of all, {@code clips.html}, and below it the player of each
   * with its clip: unpacked anywhere they work without a server or a network.
   */
  public Path save(Path zip) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      ObjectNode data = CorpusPage.data(folders, Player.PAGE, POSTER);
      ArrayNode bare = data.putArray("bare");
      for (int clip = 0; clip < folders.size(); clip++) {
        String below = "clip/" + clip + "/";
        Player.open(List.of(folders.get(clip)), media(clip))
            .add(out, below, Optional.of("../../" + PAGE));
        Optional<byte[]> poster = media(clip).flatMap(this::poster);
        if (poster.isPresent()) {
          out.putNextEntry(new ZipEntry(below + POSTER));
          out.write(poster.get());
        } else {
          bare.add(clip);
        }
      }
      out.setLevel(Deflater.DEFAULT_COMPRESSION); // clips go in as they are
      out.putNextEntry(new ZipEntry(PAGE));
      out.write(CorpusPage.html(data).getBytes(StandardCharsets.UTF_8));
    }
    return zip;
  }

  @Override
  public Optional<Answer> at(String path) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(new Answer.Page(page));
    }
    Matcher below = BELOW.matcher(path);
    if (!below.matches() || Integer.parseInt(below.group(1)) >= folders.size()) {
      return Optional.empty();
    }
    int clip = Integer.parseInt(below.group(1));
    return switch (String.valueOf(below.group(2))) {
      case "media" -> media(clip).map(Answer.Clip::new);
      case "poster" -> media(clip).flatMap(this::poster).map(Answer.Picture::new);
      default -> Optional.of(new Answer.Page(player(clip)));
    };
  }

  private Optional<Path> media(int clip) {
    return media.computeIfAbsent(
        clip,
        n -> {
          try {
            return Manifest.read(folders.get(n)).findMedia();
          } catch (IOException e) {
            return Optional.empty();
          }
        });
  }

  private String player(int clip) throws IOException {
    Player player = Player.open(List.of(folders.get(clip)), media(clip));
    ObjectNode data = player.data(player.media().map(file -> "media"));
    data.put("heartbeat", "../../alive");
    data.put("back", "../../");
    return PlayerPage.html(data);
  }

  private Optional<byte[]> poster(Path file) {
    decoders.acquireUninterruptibly();
    try {
      List<Frame> frames = Video.open(file).glance(1, POSTER_PX);
      return frames.stream().findFirst().map(frame -> Stills.jpeg(frame, POSTER_PX, 2 * POSTER_PX));
    } catch (MediaException e) {
      return Optional.empty();
    } finally {
      decoders.release();
    }
  }
}
