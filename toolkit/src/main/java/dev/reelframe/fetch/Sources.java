package dev.reelframe.fetch;

import dev.reelframe.fetch.Download.DiskFailure;
import dev.reelframe.fetch.Download.Outcome;
import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import dev.reelframe.fetch.MediaCache.Entry;
import dev.reelframe.fetch.PartialFile.Version;
import dev.reelframe.models.PathLock;
import dev.reelframe.settings.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The door for addresses: how they are fetched, and where what they give is kept.
 *
 * @param home folder of the cache
 * @param policy which hosts may be connected to
 * @param limits what one source may cost
 * @param progress told how a fetch gets on
 * @param ytDlp the program for pages where the user named one; else it is looked for on the PATH
 * @param oldYtDlp whether a version with known holes may be used
 * @param offline whether only what is cached may be used
 */
public record Sources(
    Path home,
    AddressPolicy policy,
    FetchLimits limits,
    FetchProgress progress,
    Optional<Path> ytDlp,
    boolean oldYtDlp,
    boolean offline) {

  /** How long a page's clip and its counts are taken from the cache. */
  private static final Duration PAGE_FRESH = Duration.ofHours(24);

  /**
   * A media file on this machine.
   *
   * @param file in the cache
   * @param name of the clip, fit for a folder
   * @param info what is known about it
   */
  public record Fetched(Path file, String name, SourceInfo info) {}

  /**
   * As the environment says: {@code REELFRAME_HOME}, {@code REELFRAME_ALLOW_HOSTS} (separated by
   * commas), {@code REELFRAME_YTDLP}, {@code REELFRAME_ALLOW_OLD_YTDLP=1}, {@code
   * REELFRAME_OFFLINE=1}; a system property ({@code reelframe.home}, {@code reelframe.allow.hosts},
   * ...) goes before its variable.
   *
   * @throws IllegalArgumentException where an allowed host is none
   */
  public static Sources standard() {
    Sources sources =
        new Sources(
            Setting.home().resolve("media"),
            AddressPolicy.publicOnly(),
            FetchLimits.standard(),
            FetchProgress.SILENT,
            Setting.YTDLP.value().map(Path::of),
            Setting.ALLOW_OLD_YTDLP.isOn(),
            Setting.OFFLINE.isOn());
    return sources.allow(
        Setting.ALLOW_HOSTS.value().map(hosts -> hosts.split(",")).orElseGet(() -> new String[0]));
  }

  /**
   * Also these hosts, whatever their addresses: names or addresses without port.
   *
   * @throws IllegalArgumentException where one is neither
   */
  public Sources allow(String... hosts) {
    AddressPolicy wider = policy;
    for (String host : Arrays.stream(hosts).filter(Predicate.not(String::isBlank)).toList()) {
      wider = wider.allow(host);
    }
    return policy(wider);
  }

  Sources policy(AddressPolicy other) {
    return new Sources(home, other, limits, progress, ytDlp, oldYtDlp, offline);
  }

  /** Keeps what it fetches in another folder. */
  public Sources home(Path folder) {
    return new Sources(folder, policy, limits, progress, ytDlp, oldYtDlp, offline);
  }

  /** Lets a source cost more, or less. */
  public Sources limits(FetchLimits other) {
    return new Sources(home, policy, other, progress, ytDlp, oldYtDlp, offline);
  }

  /** Tells there how fetching goes. */
  public Sources progress(FetchProgress told) {
    return new Sources(home, policy, limits, told, ytDlp, oldYtDlp, offline);
  }

  /** The program for pages; {@code old} permits a version with known holes. */
  public Sources ytDlp(Path program, boolean old) {
    return new Sources(home, policy, limits, progress, Optional.of(program), old, offline);
  }

  /**
   * Brings what an address names to this machine, or finds it there.
   *
   * @param check judges the first bytes of a media file
   * @throws FetchFailure saying why there is none
   */
  public Fetched fetch(WebAddress url, HeadCheck check) throws FetchFailure {
    try {
      // Also before the cache is asked: a host that is no longer allowed gives nothing.
      if (!offline) {
        policy.resolve(url.host());
      }
      MediaCache cache = new MediaCache(home);
      try (PathLock hold = cache.hold(url, limits.total())) {
        Entry entry = entry(url, check, cache);
        return new Fetched(
            cache.use(entry), entry.info().clipId().orElseGet(url::name), entry.info());
      }
    } catch (FetchFailure e) {
      throw e;
    } catch (IOException e) {
      throw new Unavailable(
          "what "
              + url
              + " gives cannot be kept in "
              + home
              + " ("
              + e.getMessage()
              + "): free space there, or set REELFRAME_HOME to a folder that can be written",
          false,
          e);
    }
  }

  private Entry entry(WebAddress url, HeadCheck check, MediaCache cache) throws IOException {
    Optional<Entry> known = cache.find(url);
    if (offline) {
      return known.orElseThrow(() ->
          new Unavailable(
              url + " is not in the cache, and REELFRAME_OFFLINE forbids the network: unset it",
              false,
              null));
    }
    if (known.isPresent()
        && known.get().page()
        && known.get().fetched().plus(PAGE_FRESH).isAfter(Instant.now())) {
      return known.get();
    }
    long end = System.nanoTime() + limits.total().toNanos();
    PartialFile part = cache.partial(url);
    Outcome outcome = download(url, check, part, known.filter(e -> !e.page()).map(Entry::version));
    return switch (outcome) {
      case Download.Unchanged u -> known.orElseThrow();
      case Download.Whole whole -> {
        Entry stored =
            cache.store(
                url, part.file(), whole.version(), false, SourceInfo.of(url), limits.cacheBytes());
        part.discard();
        yield stored;
      }
      case Download.Page page -> {
        part.discard();
        yield page(url, check, cache, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    };
  }

  private Outcome download(
      WebAddress url, HeadCheck check, PartialFile part, Optional<Version> known)
      throws IOException {
    Optional<Version> condition =
        known.filter(v -> v.etag().isPresent() || v.lastModified().isPresent());
    Download download = new Download(url, limits, progress, check);
    try (WebClient client = new WebClient(policy, limits.idle())) {
      return TimeLimited.call(
          limits.total(),
          () -> download.into(part, condition, client),
          url
              + " takes longer than the limit of "
              + limits.total().toSeconds()
              + " s: run it again, what came is kept");
    } catch (DiskFailure | Refused e) {
      part.discard();
      throw e;
    }
  }

  private Entry page(WebAddress url, HeadCheck check, MediaCache cache, Duration left)
      throws IOException {
    Path folder = cache.workFolder();
    try {
      PageFetch.Clip clip =
          new PageFetch(this, YtDlp.find(ytDlp, oldYtDlp)).fetch(url, folder, left, check);
      return cache.store(url, clip.file(), Version.UNKNOWN, true, clip.info(), limits.cacheBytes());
    } finally {
      MediaCache.deleteTree(folder);
    }
  }
}
