package dev.reelframe.models;

import dev.reelframe.transfer.Attempts;
import dev.reelframe.transfer.Attempts.Broken;
import dev.reelframe.transfer.Ranges;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Brings one http(s) file to a partial file beside its target. A broken transfer is taken up where
 * it broke (RFC 9110, range requests), in this process or the next. The caller verifies the
 * checksum and moves the file into place.
 */
final class Download {
  private static final int REDIRECTS = 5;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int STALL_MILLIS = 30_000;
  private static final Set<Integer> MOVED = Set.of(301, 302, 303, 307, 308);

  /** Nobody answers at that address: no network, no server. */
  static final class Unreachable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The server answers that it has no such file. */
  static final class NotThere extends IOException {
    private static final long serialVersionUID = 1L;

    NotThere(String message) {
      super(message);
    }
  }

  private final URI uri;
  private final String file;
  private final OptionalLong bytes;
  private final boolean tagged;
  private final Progress progress;

  /**
   * @param tagged whether parts of one version are told from another's by the server's ETag, kept
   *     beside the partial file: where no checksum would tell
   */
  Download(URI uri, String file, OptionalLong bytes, boolean tagged, Progress progress) {
    this.uri = uri;
    this.file = file;
    this.bytes = bytes;
    this.tagged = tagged;
    this.progress = progress;
  }

  /**
   * Fills the partial file.
   *
   * @return whether bytes of an earlier attempt are part of it
   * @throws Unreachable when nobody answers
   * @throws NotThere when the server has no such file
   * @throws ModelUnavailable when the server refuses or keeps breaking
   * @throws UncheckedIOException when the disk does
   * @throws ModelMismatch when the server sends more than the catalogue names
   */
  boolean into(Path partial) throws Unreachable, NotThere {
    boolean[] resumed = {false};
    try {
      return Attempts.of(() -> {
        long start = startOf(partial);
        resumed[0] |= start > 0;
        if (bytes.isEmpty() || start != bytes.getAsLong()) {
          transfer(partial, start);
          discard(tag(partial));
        }
        return resumed[0];
      });
    } catch (Unreachable | NotThere e) {
      throw e;
    } catch (IOException e) {
      throw new ModelUnavailable(
          printable(uri)
              + " "
              + e.getMessage()
              + ". Run the command again: what is there already is kept.",
          true,
          e);
    }
  }

  private static Path tag(Path partial) {
    return partial.resolveSibling(partial.getFileName() + ".etag");
  }

  /**
   * Bytes to go on from; a partial file longer than the whole, or of a version that nobody can
   * name, cannot be its beginning.
   */
  private long startOf(Path partial) {
    try {
      long size = Files.exists(partial) ? Files.size(partial) : 0;
      boolean unnamed = tagged && size > 0 && !Files.exists(tag(partial));
      if (unnamed || bytes.isPresent() && size > bytes.getAsLong()) {
        Files.delete(partial);
        return 0;
      }
      return size;
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private void transfer(Path partial, long start) throws Unreachable, NotThere, Broken {
    HttpURLConnection connection = follow(start, version(partial, start));
    try {
      int status = status(connection);
      requireNoPage(connection);
      if (status == 416) {
        discard(partial);
        throw new Broken("the server cannot continue at byte " + start, null);
      }
      boolean continues =
          status == 206
              && Ranges.continuesAt(
                  Optional.ofNullable(connection.getHeaderField("Content-Range")), start);
      if (status == 206 && !continues) {
        discard(partial);
        throw new Broken("the server continued at another byte than asked", null);
      }
      if (!continues) {
        keepTag(connection, partial);
      }
      receive(connection, partial, continues ? start : 0);
    } finally {
      connection.disconnect();
    }
  }

  private Optional<String> version(Path partial, long start) {
    if (!tagged || start == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(tag(partial)));
    } catch (IOException e) {
      throw unwritable(tag(partial), e);
    }
  }

  /** Keeps the name of these bytes. */
  private void keepTag(HttpURLConnection connection, Path partial) {
    Optional<String> etag = Ranges.strong(Optional.ofNullable(connection.getHeaderField("ETag")));
    discard(tag(partial));
    if (tagged && etag.isPresent()) {
      try {
        discard(partial);
        Files.writeString(tag(partial), etag.get());
      } catch (IOException e) {
        throw unwritable(tag(partial), e);
      }
    }
  }

  /** A page in the file's place, as portals and some hosts send it with the status 200. */
  private void requireNoPage(HttpURLConnection connection) throws NotThere {
    String type = Optional.ofNullable(connection.getContentType()).orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw new NotThere(printable(uri) + " answers with a page, not with the file");
    }
  }

  /** Opens the address, following a few redirects between web addresses only. */
  private HttpURLConnection follow(long start, Optional<String> version)
      throws Unreachable, NotThere, Broken {
    URI next = uri;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpURLConnection connection = open(next, start, version);
      int status = status(connection);
      if (status == 200 || status == 206 || status == 416) {
        return connection;
      }
      String location = connection.getHeaderField("Location");
      connection.disconnect();
      if (!MOVED.contains(status)) {
        refuse(next, status);
      }
      next = target(next, location);
    }
    throw new ModelUnavailable(
        printable(uri)
            + " redirects more than "
            + REDIRECTS
            + " times: refused. Check the address or the mirror.",
        false,
        null);
  }

  private static URI target(URI from, String location) {
    URI to;
    try {
      to = from.resolve(Optional.ofNullable(location).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new ModelUnavailable(printable(from) + " redirects to no address: refused.", false, e);
    }
    String scheme = Optional.ofNullable(to.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    boolean weaker = from.getScheme().equalsIgnoreCase("https") && scheme.equals("http");
    if (!(scheme.equals("http") || scheme.equals("https")) || weaker || to.getHost() == null) {
      throw new ModelUnavailable(
          printable(from)
              + " redirects to "
              + printable(to)
              + ": only web addresses are followed, and never from https to http.",
          false,
          null);
    }
    return to;
  }

  /** Always throws. */
  private static void refuse(URI uri, int status) throws NotThere, Broken {
    if (status == 404 || status == 410) {
      throw new NotThere(printable(uri) + " is not there (" + status + ")");
    }
    if (status == 429 || status >= 500) {
      throw new Broken("the server answered " + status, null);
    }
    throw new ModelUnavailable(
        printable(uri)
            + " was refused by the server ("
            + status
            + "): check the mirror's address and rights.",
        false,
        null);
  }

  private HttpURLConnection open(URI address, long start, Optional<String> version)
      throws Unreachable, Broken {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(STALL_MILLIS);
      connection.setRequestProperty("User-Agent", "reelframe");
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (start > 0) {
        connection.setRequestProperty("Range", Ranges.from(start));
        version.ifPresent(etag -> connection.setRequestProperty("If-Range", etag));
      }
      connection.connect();
      return connection;
    } catch (ConnectException
        | UnknownHostException
        | NoRouteToHostException
        | SocketTimeoutException e) {
      throw new Unreachable(address.getHost() + " does not answer (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private static int status(HttpURLConnection connection) throws Broken {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new Broken("no answer: " + e.getMessage(), e);
    }
  }

  private void receive(HttpURLConnection connection, Path partial, long start) throws Broken {
    long announced = connection.getContentLengthLong();
    if (announced >= 0) {
      requireFits(start + announced);
    }
    long total = bytes.orElse(announced < 0 ? -1 : start + announced);
    long done = start;
    try (FileChannel out = appendTo(partial, start);
        InputStream in = body(connection)) {
      byte[] buffer = new byte[1 << 16];
      progress.update(file, done, total);
      for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
        requireFits(done + n);
        write(out, ByteBuffer.wrap(buffer, 0, n), partial);
        done += n;
        progress.update(file, done, total);
      }
      force(out, partial);
    } catch (Broken e) {
      throw e;
    } catch (IOException e) {
      throw new Broken(e);
    }
    boolean cut = announced >= 0 && done < start + announced;
    if (cut || (bytes.isPresent() && done < bytes.getAsLong())) {
      throw new Broken("the transfer ended after " + done + " bytes", null);
    }
  }

  private void requireFits(long total) {
    if (bytes.isPresent() && total > bytes.getAsLong()) {
      throw new ModelMismatch(
          printable(uri)
              + " sends more than the "
              + bytes.getAsLong()
              + " bytes the catalogue names: refused, nothing of it is kept.");
    }
  }

  private static InputStream body(HttpURLConnection connection) throws Broken {
    try {
      return connection.getInputStream();
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws Broken {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new Broken(e);
    }
  }

  private static FileChannel appendTo(Path partial, long start) {
    try {
      FileChannel out =
          FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // A pipe or device, as a test may put here, cannot be cut.
      if (out.size() > start) {
        out.truncate(start);
      }
      return out.position(start);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private static void write(FileChannel out, ByteBuffer data, Path partial) {
    try {
      while (data.hasRemaining()) {
        out.write(data);
      }
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private static void force(FileChannel out, Path partial) {
    try {
      out.force(true);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  private static void discard(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  /** The disk is full or the folder closed: no other source can help. */
  private static UncheckedIOException unwritable(Path path, IOException cause) {
    return new UncheckedIOException(path + ": " + cause.getMessage(), cause);
  }

  /** An address without user name and password. */
  static String printable(URI uri) {
    return uri.getHost() == null
        ? uri.getScheme() + ":.."
        : uri.getScheme()
            + "://"
            + uri.getHost()
            + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
            + uri.getPath();
  }
}
