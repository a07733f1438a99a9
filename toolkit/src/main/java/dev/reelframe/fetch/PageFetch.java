package dev.reelframe.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.fetch.FetchFailure.PageFailed;
import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import dev.reelframe.process.CapturedStream;
import dev.reelframe.process.Child;
import dev.reelframe.process.ProcessLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets yt-dlp, in a child process, bring the clip of a page. The child sees the network through a
 * {@link FilteringProxy} only, has no configuration, plug-ins, cookies or helper programs, writes
 * into a folder of its own, and is killed with all its children at a limit.
 *
 * @param sources limits and policy
 * @param ytDlp the program
 */
record PageFetch(Sources sources, YtDlp ytDlp) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_JSON = 32 << 20;
  private static final int MAX_COMPLAINT = 64 << 10;
  private static final long LOOK_MILLIS = 200;

  /** A clip in the work folder. */
  record Clip(Path file, SourceInfo info) {}

  /**
   * Fetches the clip of a page.
   *
   * @param folder empty, of this fetch alone
   * @throws Refused where the page leads to a forbidden address, or the clip is too large or long
   * @throws PageFailed where yt-dlp says why not
   */
  Clip fetch(WebAddress url, Path folder, Duration left, HeadCheck check) throws IOException {
    try (FilteringProxy proxy = new FilteringProxy(sources.policy(), sources.limits())) {
      Said said = run(command(url, folder, proxy), proxy, folder, url, left);
      if (said.status() != 0 || !Files.isRegularFile(media(folder), LinkOption.NOFOLLOW_LINKS)) {
        throw proxy
            .refusal()
            .<FetchFailure>map(refused -> new Refused(url + ": " + refused.getMessage()))
            .orElseGet(() -> failure(url, said));
      }
      try (InputStream in = Files.newInputStream(media(folder))) {
        check.accept(in.readNBytes(Download.HEAD_BYTES), url.toString());
      }
      return new Clip(media(folder), SourceInfo.of(url, said.metadata()));
    }
  }

  private static Path media(Path folder) {
    return folder.resolve("media");
  }

  /** Fixed words; the address comes last, behind the end of options. */
  private List<String> command(WebAddress url, Path folder, FilteringProxy proxy)
      throws IOException {
    FetchLimits limits = sources.limits();
    List<String> words = new ArrayList<>();
    Path none = Files.createDirectories(folder.resolve("none"));
    words.addAll(
        List.of(ytDlp.program().toString(), "--ignore-config", "--no-exec", "--no-playlist"));
    words.addAll(
        List.of("--no-cookies", "--no-cookies-from-browser", "--no-cache-dir", "--no-update"));
    words.addAll(List.of("--proxy", proxy.address()));
    words.addAll(List.of("--playlist-items", "1"));
    words.addAll(List.of("--match-filter", "!is_live & duration <=? " + (long) limits.clipS()));
    words.addAll(List.of("--max-filesize", Long.toString(limits.bytes())));
    words.addAll(
        List.of("--socket-timeout", Long.toString(Math.max(1, limits.idle().toSeconds()))));
    words.addAll(List.of("--retries", "2", "--fragment-retries", "2", "--extractor-retries", "1"));
    words.addAll(List.of("--abort-on-unavailable-fragments", "--concurrent-fragments", "1"));
    // No ffmpeg: it would open whatever a playlist names. One file, or HLS by yt-dlp itself.
    words.addAll(List.of("--ffmpeg-location", none.toString(), "--fixup", "never"));
    words.addAll(List.of("--downloader", "native", "--hls-prefer-native", "--no-post-overwrites"));
    words.addAll(
        List.of("--format", "b[protocol^=http]/b[protocol^=m3u8]", "--format-sort", "res:1080"));
    words.addAll(List.of("--no-part", "--no-mtime", "--no-continue", "--force-overwrites"));
    words.addAll(List.of("--paths", folder.toString(), "--output", "media"));
    words.addAll(
        List.of(
            "--no-simulate", "--dump-json", "--no-progress", "--no-warnings", "--color", "never"));
    words.addAll(List.of("--", url.toString()));
    return words;
  }

  /** What the child said. */
  private record Said(int status, JsonNode metadata, String complaint) {}

  private Said run(
      List<String> words, FilteringProxy proxy, Path folder, WebAddress url, Duration left)
      throws IOException {
    FetchLimits limits = sources.limits();
    ProcessLimits kept =
        new ProcessLimits(limits.bytes() + (1 << 20), 0, Math.max(60, limits.total().toSeconds()));
    ProcessBuilder builder =
        new ProcessBuilder(kept.around(supported(words))).directory(folder.toFile());
    cleanEnvironment(builder.environment(), folder);
    for (String name : List.of("http_proxy", "https_proxy", "all_proxy")) {
      builder.environment().put(name, proxy.address());
    }
    try (Child child = Child.of(builder.start())) {
      Process process = child.process();
      process.getOutputStream().close();
      CapturedStream out = new CapturedStream(process.getInputStream(), MAX_JSON);
      CapturedStream err = new CapturedStream(process.getErrorStream(), MAX_COMPLAINT);
      watch(process, folder, url, left);
      return new Said(process.exitValue(), json(out.text()), err.text());
    }
  }

  /** {@code --color} came with 2023.06.21; before that there is another word for it. */
  private List<String> supported(List<String> words) {
    if (ytDlp.version().compareTo("2023.06.21") >= 0) {
      return words;
    }
    List<String> older = new ArrayList<>(words);
    int at = older.indexOf("--color");
    older.remove(at + 1);
    older.set(at, "--no-colors");
    return older;
  }

  private void watch(Process child, Path folder, WebAddress url, Duration left) throws IOException {
    long end = System.nanoTime() + left.toNanos();
    try {
      while (!child.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        long size = size(folder);
        sources.progress().received(url.toString(), size, OptionalLong.empty());
        if (size > sources.limits().bytes()) {
          throw new Refused(
              url
                  + " is larger than the limit of "
                  + (sources.limits().bytes() >> 20)
                  + " MiB: refused");
        }
        if (System.nanoTime() > end) {
          throw new Unavailable(
              url
                  + " takes longer than the limit of "
                  + sources.limits().total().toSeconds()
                  + " s: try again",
              true,
              null);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("the fetch was interrupted: run it again", true, e);
    }
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static JsonNode json(String text) {
    try {
      JsonNode said = JSON.readTree(text.lines().findFirst().orElse("{}"));
      return said == null ? JSON.createObjectNode() : said;
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private FetchFailure failure(WebAddress url, Said said) {
    String complaint = said.complaint();
    Optional<String> error =
        complaint.lines().filter(line -> line.contains("ERROR:")).reduce((first, last) -> last);
    if (error.isEmpty() && said.status() == 0) {
      // Filters and size limits end without an error and without a file.
      return new Refused(
          String.format(
              java.util.Locale.ROOT,
              "%s: the clip is live, longer than %.0f s or larger than %d MiB: refused",
              url,
              sources.limits().clipS(),
              sources.limits().bytes() >> 20));
    }
    String line =
        error.orElseGet(() ->
            complaint.lines().reduce((first, last) -> last).orElse("it ended without a word"));
    PageFailure kind = PageFailure.of(line);
    String text = line.replaceFirst(".*ERROR:\\s*", "").replaceAll("\\p{Cntrl}", " ");
    return new PageFailed(
        kind,
        "yt-dlp "
            + ytDlp.version()
            + " on "
            + url
            + ": "
            + (text.length() > 300 ? text.substring(0, 299) + "…" : text)
            + "; "
            + kind.advice());
  }

  /** Nothing of the user's: no home folder, no proxy, no Python path, no plug-ins. */
  static void cleanEnvironment(Map<String, String> environment, Path home) {
    String path = environment.get("PATH");
    String root = environment.get("SystemRoot");
    environment.clear();
    Optional.ofNullable(path).ifPresent(p -> environment.put("PATH", p));
    Optional.ofNullable(root).ifPresent(r -> environment.put("SystemRoot", r));
    for (String folder :
        List.of("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "TMPDIR", "TEMP", "TMP")) {
      environment.put(folder, home.toString());
    }
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PYTHONNOUSERSITE", "1");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("YTDLP_NO_PLUGINS", "1");
  }
}
