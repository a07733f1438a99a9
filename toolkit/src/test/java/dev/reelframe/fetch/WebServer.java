package dev.reelframe.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback that does as it is told, also what no server should. */
public final class WebServer implements AutoCloseable {
  /** A request's path with query, and its headers, names in lower case. */
  public record Request(String method, String path, Map<String, String> headers) {}

  /** Writes a whole answer, status line and all. */
  @FunctionalInterface
  public interface Handler {
    void answer(Request request, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WebServer(ServerSocket server) {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  public static WebServer start() throws IOException {
    return start("127.0.0.1");
  }

  /** On another address of loopback, so that one can be allowed and the other not. */
  public static WebServer start(String address) throws IOException {
    return new WebServer(new ServerSocket(0, 50, InetAddress.ofLiteral(address)));
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url(String path) {
    return "http://" + server.getInetAddress().getHostAddress() + ":" + port() + path;
  }

  public WebServer on(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  /** A file as a decent server gives it: length, entity tag, ranges, conditions. */
  public WebServer file(String path, byte[] content, String type) {
    return on(
        path,
        (request, out) -> {
          String tag = "\"" + Integer.toHexString(java.util.Arrays.hashCode(content)) + "\"";
          if (tag.equals(request.headers().get("if-none-match"))) {
            send(out, 304, "ETag: " + tag, "");
            return;
          }
          String range = request.headers().getOrDefault("range", "");
          boolean same = request.headers().getOrDefault("if-range", tag).equals(tag);
          int from =
              same && range.matches("bytes=\\d+-")
                  ? Integer.parseInt(range.substring(6, range.length() - 1))
                  : 0;
          String more =
              "Content-Type: "
                  + type
                  + "\r\nETag: "
                  + tag
                  + "\r\nAccept-Ranges: bytes\r\nContent-Length: "
                  + (content.length - from)
                  + (from > 0
                      ? "\r\nContent-Range: bytes "
                          + from
                          + "-"
                          + (content.length - 1)
                          + "/"
                          + content.length
                      : "");
          send(out, from > 0 ? 206 : 200, more, "");
          if (!request.method().equals("HEAD")) {
            out.write(content, from, content.length - from);
          }
        });
  }

  public WebServer page(String path, String html) {
    return on(
        path,
        (request, out) ->
            send(
                out,
                200,
                "Content-Type: text/html; charset=utf-8\r\nContent-Length: "
                    + html.getBytes(StandardCharsets.UTF_8).length,
                html));
  }

  public WebServer redirect(String path, String to) {
    return on(
        path, (request, out) -> send(out, 302, "Location: " + to + "\r\nContent-Length: 0", ""));
  }

  /** A status line, header lines and a body. */
  public static void send(OutputStream out, int status, String headers, String body)
      throws IOException {
    String text =
        "HTTP/1.1 "
            + status
            + " X\r\n"
            + (headers.isEmpty() ? "" : headers + "\r\n")
            + "Connection: close\r\n\r\n"
            + body;
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What was asked for, in order. */
  public List<Request> requests() {
    return requests;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = in.readLine();
      if (first == null) {
        return;
      }
      Map<String, String> headers = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      String[] words = first.split(" ");
      Request request = new Request(words[0], words[1], headers);
      requests.add(request);
      handlers
          .getOrDefault(words[1], (r, out) -> send(out, 404, "Content-Length: 0", ""))
          .answer(request, client.getOutputStream());
    } catch (IOException e) {
      // The client has gone.
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : open) {
      client.close();
    }
  }
}
