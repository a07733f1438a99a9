package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import dev.reelframe.fetch.PartialFile.Version;
import dev.reelframe.fetch.WebClient.Answer;
import dev.reelframe.transfer.Attempts;
import dev.reelframe.transfer.Attempts.Broken;
import dev.reelframe.transfer.Attempts.GaveUp;
import dev.reelframe.transfer.Ranges;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings one media file to a partial file. A transfer that breaks is taken up where it broke, three
 * times in one call; RFC 9110, range and conditional requests.
 */
final class Download {
  /** What came of it. */
  sealed interface Outcome {}

  /** The partial file is whole. */
  record Whole(Version version) implements Outcome {}

  /** The version that is known already is still the server's. */
  record Unchanged() implements Outcome {}

  /** A page for people: its clip is for an extractor to find. */
  record Page() implements Outcome {}

  /** Enough to recognise every container by. */
  static final int HEAD_BYTES = 1024;

  private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429, 500, 502, 503, 504);

  /** Sites that show people a page where programs get a refusal. */
  private static final Set<Integer> MAYBE_PAGE = Set.of(401, 403, 429, 503);

  private static final Pattern MEDIA_NAME =
      Pattern.compile(
          ".*\\.(mp4|m4v|mov|mkv|webm|avi|ts|flv|wav|flac|ogg|mp3|aac|m4a|gif|m3u8|mpd)(\\?.*)?",
          Pattern.CASE_INSENSITIVE);

  private final WebAddress url;
  private final FetchLimits limits;
  private final FetchProgress progress;
  private final HeadCheck check;

  Download(WebAddress url, FetchLimits limits, FetchProgress progress, HeadCheck check) {
    this.url = url;
    this.limits = limits;
    this.progress = progress;
    this.check = check;
  }

  /**
   * Fills the partial file.
   *
   * @param known version of a whole file that is here already
   * @throws Refused where it is too large, no media, or leads to a forbidden place; nothing is kept
   * @throws Unavailable where the server says no, or keeps breaking; what came is kept
   */
  Outcome into(PartialFile part, Optional<Version> known, WebClient client) throws IOException {
    try {
      return Attempts.of(() -> transfer(part, known, client));
    } catch (Refused e) {
      part.discard();
      throw e;
    } catch (GaveUp e) {
      throw new Unavailable(
          url + " " + e.getMessage() + ": run it again, what came is kept", true, e);
    }
  }

  private Outcome transfer(PartialFile part, Optional<Version> known, WebClient client)
      throws IOException {
    long start = known.isPresent() ? 0 : part.usable();
    Map<String, String> headers = new HashMap<>();
    known.ifPresent(v -> {
      v.etag().ifPresent(tag -> headers.put("If-None-Match", tag));
      v.lastModified().ifPresent(date -> headers.put("If-Modified-Since", date));
    });
    if (start > 0) {
      headers.put("Range", Ranges.from(start));
      headers.put("If-Range", part.version().strong().orElseThrow());
    }
    try (Answer answer = ask(client, headers)) {
      return switch (answer.status()) {
        case 200 -> receive(answer, part, 0);
        case 206 -> receive(answer, part, continued(answer, part, start));
        case 304 -> known.isPresent() ? new Unchanged() : refuse(answer);
        case 416 -> {
          part.discard();
          throw new Broken("the server cannot continue at byte " + start, null);
        }
        default -> refuse(answer);
      };
    }
  }

  private Answer ask(WebClient client, Map<String, String> headers) throws IOException {
    try {
      return client.get(url, headers);
    } catch (FetchFailure e) {
      throw e;
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private static long continued(Answer answer, PartialFile part, long start) throws IOException {
    if (Ranges.continuesAt(answer.header("Content-Range"), start)) {
      return start;
    }
    part.discard();
    throw new Broken("the server continued at another byte than asked", null);
  }

  /** Always throws, except for a page that programs do not get to see. */
  private Outcome refuse(Answer answer) throws IOException {
    int status = answer.status();
    boolean html = answer.header("Content-Type").orElse("").startsWith("text/html");
    if (MAYBE_PAGE.contains(status) && html && !MEDIA_NAME.matcher(url.target()).matches()) {
      return new Page();
    }
    if (TRY_AGAIN.contains(status)) {
      throw new Broken("the server answered " + status, null);
    }
    throw new Unavailable(
        switch (status) {
          case 404, 410 -> url + " is not there (" + status + "): check the address";
          case 401, 403, 407 ->
              url + " is not open to everybody (" + status + "): give a public address or a file";
          default -> url + " was answered with " + status + ": check the address";
        },
        false,
        null);
  }

  private Outcome receive(Answer answer, PartialFile part, long start) throws IOException {
    OptionalLong announced = announced(answer, start);
    if (announced.isPresent() && announced.getAsLong() > limits.bytes()) {
      throw tooLarge();
    }
    if (answer
        .header("Content-Encoding")
        .filter(e -> !e.equalsIgnoreCase("identity"))
        .isPresent()) {
      throw new Refused(url + " comes compressed, though that was not asked for: refused");
    }
    Version version = new Version(answer.header("ETag"), answer.header("Last-Modified"));
    if (answer.response().getEntity() == null) {
      throw new Broken("the server sent nothing", null);
    }
    try (InputStream body = answer.response().getEntity().getContent()) {
      byte[] head = start > 0 ? new byte[0] : head(body);
      if (start == 0) {
        if (Html.is(head)) {
          return new Page();
        }
        check.accept(head, url.toString());
      }
      long done = copy(body, head, part, start, version, announced);
      if (announced.isPresent() && done != announced.getAsLong()) {
        throw new Broken(
            "it ended after " + done + " of " + announced.getAsLong() + " bytes", null);
      }
      return new Whole(version);
    } catch (FetchFailure | Broken | DiskFailure e) {
      throw e;
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private static OptionalLong announced(Answer answer, long start) {
    long length =
        answer.response().getEntity() == null
            ? -1
            : answer.response().getEntity().getContentLength();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(start + length);
  }

  private static byte[] head(InputStream body) throws IOException {
    return body.readNBytes(HEAD_BYTES);
  }

  private long copy(
      InputStream body,
      byte[] head,
      PartialFile part,
      long start,
      Version version,
      OptionalLong announced)
      throws IOException {
    try (FileChannel out = openPart(part, start, version)) {
      write(out, head, head.length);
      long done = start + head.length;
      long told = done;
      progress.received(url.toString(), done, announced);
      byte[] buffer = new byte[1 << 16];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        done += n;
        if (done > limits.bytes()) {
          throw tooLarge();
        }
        write(out, buffer, n);
        if (done - told >= 1 << 20) {
          told = done;
          progress.received(url.toString(), done, announced);
        }
      }
      progress.received(url.toString(), done, announced);
      return done;
    }
  }

  private Refused tooLarge() {
    return new Refused(
        url
            + " is larger than the limit of "
            + (limits.bytes() >> 20)
            + " MiB: refused; cut it, or give a file");
  }

  private static FileChannel openPart(PartialFile part, long start, Version version)
      throws DiskFailure {
    try {
      return part.open(start, version);
    } catch (IOException e) {
      throw new DiskFailure(e);
    }
  }

  private static void write(FileChannel out, byte[] bytes, int length) throws DiskFailure {
    try {
      ByteBuffer data = ByteBuffer.wrap(bytes, 0, length);
      while (data.hasRemaining()) {
        out.write(data);
      }
    } catch (IOException e) {
      throw new DiskFailure(e);
    }
  }

  /** The disk is full or the folder closed: asking the server again cannot help. */
  static final class DiskFailure extends IOException {
    private static final long serialVersionUID = 1;

    DiskFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
