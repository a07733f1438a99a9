package dev.reelframe.player;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves pages and clips to this machine alone: on the loopback address, under a path that cannot
 * be guessed, to requests that name the loopback address as their host (so that no page of another
 * site reaches it by a name of its own). Knows byte ranges. Stops by itself when no page has asked
 * for anything for a while.
 */
public final class PlayerServer implements AutoCloseable {
  /** Without a request for this long the server stops, seconds. */
  public static final long IDLE_S = 120;

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
  private static final int CHUNK_BYTES = 1 << 16;

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final String token;
  private final Site site;
  private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());
  private final CountDownLatch stopped = new CountDownLatch(1);

  private PlayerServer(HttpServer server, String token, Site site) {
    this.server = server;
    this.token = token;
    this.site = site;
  }

  /**
   * Starts serving.
   *
   * @param port 0 for any free one
   */
  static PlayerServer start(String token, Site site, int port) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    PlayerServer serving = new PlayerServer(http, token, site);
    http.setExecutor(serving.workers);
    http.createContext("/", serving::answer);
    http.start();
    return serving;
  }

  /** A path that cannot be guessed. */
  static String newToken() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Where the page is. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + token + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers answer = exchange.getResponseHeaders();
      answer.set("X-Content-Type-Options", "nosniff");
      answer.set("Referrer-Policy", "no-referrer");
      answer.set("Cache-Control", "no-store");
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      if (!host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?")) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      String root = "/" + token + "/";
      if (!path.startsWith(root)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      lastNanos.set(System.nanoTime());
      if (path.equals(root + "alive")) {
        exchange.sendResponseHeaders(204, -1);
        return;
      }
      String method = exchange.getRequestMethod();
      boolean reads = method.equals("GET") || method.equals("HEAD");
      send(exchange, reads ? site.at(path.substring(root.length())) : Optional.empty());
    }
  }

  private static void send(HttpExchange exchange, Optional<Site.Answer> found) throws IOException {
    Headers answer = exchange.getResponseHeaders();
    switch (found.orElse(null)) {
      case Site.Answer.Page page -> {
        answer.set("Content-Type", "text/html; charset=utf-8");
        send(exchange, page.html().getBytes(StandardCharsets.UTF_8));
      }
      case Site.Answer.Picture picture -> {
        answer.set("Content-Type", "image/jpeg");
        send(exchange, picture.jpeg());
      }
      case Site.Answer.Clip clip -> sendMedia(exchange, clip.file());
      case null -> exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void send(HttpExchange exchange, byte[] body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void sendMedia(HttpExchange exchange, Path file) throws IOException {
    long size = Files.size(file);
    Headers answer = exchange.getResponseHeaders();
    answer.set("Content-Type", type(file));
    answer.set("Accept-Ranges", "bytes");
    String wanted = exchange.getRequestHeaders().getFirst("Range");
    long first = 0;
    long last = size - 1;
    int status = 200;
    if (wanted != null) {
      Matcher range = RANGE.matcher(wanted.strip());
      boolean known = range.matches() && !(range.group(1).isEmpty() && range.group(2).isEmpty());
      if (known) {
        first =
            range.group(1).isEmpty()
                ? Math.max(0, size - number(range.group(2)))
                : number(range.group(1));
        if (!range.group(1).isEmpty() && !range.group(2).isEmpty()) {
          last = Math.min(last, number(range.group(2)));
        }
        status = 206;
      }
      if (known && (first > last || first >= size)) {
        answer.set("Content-Range", "bytes */" + size);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
    }
    if (status == 206) {
      answer.set("Content-Range", "bytes " + first + "-" + last + "/" + size);
    }
    if (exchange.getRequestMethod().equals("HEAD") || size == 0) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, last - first + 1);
    copy(file, first, last + 1, exchange.getResponseBody());
  }

  /** The media type of a clip, by its name. */
  static String type(Path file) throws IOException {
    String type = Files.probeContentType(file);
    return type == null ? "video/mp4" : type;
  }

  private static long number(String digits) {
    return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static void copy(Path file, long from, long to, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    try (FileChannel in = FileChannel.open(file)) {
      long at = from;
      while (at < to) {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, to - at));
        int got = in.read(chunk, at);
        if (got < 0) {
          return;
        }
        out.write(chunk.array(), 0, got);
        at += got;
      }
    }
  }

  /** Waits until the server was closed or nobody has asked for anything for {@link #IDLE_S}. */
  public void awaitIdle() throws InterruptedException {
    while (!stopped.await(1, TimeUnit.SECONDS)) {
      if (System.nanoTime() - lastNanos.get() > TimeUnit.SECONDS.toNanos(IDLE_S)) {
        close();
      }
    }
  }

  /**
   * Closes the server by itself once nobody asks for anything; a kernel that ends does not wait.
   */
  void closeWhenIdle() {
    Thread.ofVirtual()
        .name("player-server")
        .start(() -> {
          try {
            awaitIdle();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
    stopped.countDown();
  }
}
