package dev.reelframe.models;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine that holds files and misbehaves on demand. */
final class ModelServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
  private volatile boolean ranges = true;
  private volatile boolean tags;
  private volatile long slowMillis;

  ModelServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  ModelServer holds(String file, byte[] content) {
    files.put("/" + file, content);
    return this;
  }

  ModelServer forgetEverything() {
    files.clear();
    redirects.clear();
    return this;
  }

  /** A page, with the status 200, in a file's place. */
  ModelServer answersWithAPage(String file) {
    pages.put("/" + file, "<html>Please log in.</html>".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Names versions with a strong ETag and keeps to If-Range. */
  ModelServer withTags() {
    tags = true;
    return this;
  }

  ModelServer redirects(String file, String target) {
    redirects.put("/" + file, target);
    return this;
  }

  /** The next answers break off in the middle. */
  ModelServer cuts(int answers) {
    cuts.set(answers);
    return this;
  }

  /** The next answers are 503. */
  ModelServer busy(int answers) {
    busy.set(answers);
    return this;
  }

  ModelServer withoutRanges() {
    ranges = false;
    return this;
  }

  /** Waits in the middle of every answer. */
  ModelServer slow(long millis) {
    slowMillis = millis;
    return this;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The same server under another name. */
  String otherAddress() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  /** Path and Range header of every request so far, for example {@code /a.onnx bytes=100-}. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(path + (range == null ? "" : " " + range));
    try (exchange) {
      if (busy.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirects.get(path));
        exchange.sendResponseHeaders(302, -1);
      } else if (pages.containsKey(path)) {
        page(exchange, 200, pages.get(path));
      } else if (files.containsKey(path)) {
        send(exchange, files.get(path), range);
      } else {
        page(exchange, 404, "<html>Entry not found</html>".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void page(HttpExchange exchange, int status, byte[] text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  private void send(HttpExchange exchange, byte[] content, String range) throws IOException {
    int start = 0;
    int status = 200;
    String etag = '"' + Integer.toHexString(java.util.Arrays.hashCode(content)) + '"';
    exchange.getResponseHeaders().set("Content-Type", "binary/octet-stream");
    if (tags) {
      exchange.getResponseHeaders().set("ETag", etag);
    }
    String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
    if (range != null && ranges && (ifRange == null || ifRange.equals(etag))) {
      start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      status = 206;
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
    }
    int length = content.length - start;
    exchange.sendResponseHeaders(status, length);
    OutputStream out = exchange.getResponseBody();
    int half = length / 2;
    out.write(content, start, half);
    out.flush();
    if (cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      throw new IOException("cut on purpose");
    }
    pause();
    out.write(content, start + half, length - half);
  }

  private void pause() {
    try {
      Thread.sleep(slowMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
