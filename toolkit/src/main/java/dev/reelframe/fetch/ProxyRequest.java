package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of a forward proxy (RFC 9112).
 *
 * @param method upper case
 * @param to where it goes
 * @param headers lines that are passed on
 * @param bodyBytes length of the request's body
 */
record ProxyRequest(String method, WebAddress to, List<String> headers, long bodyBytes) {
  private static final int MAX_HEAD = 64 * 1024;
  private static final long MAX_BODY = 4 << 20;

  /** Between two neighbours only; each connection carries one request. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "proxy-connection",
          "proxy-authorization",
          "proxy-authenticate",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "host",
          "expect");

  boolean tunnel() {
    return method.equals("CONNECT");
  }

  /** Reads a request's head; empty where the client hangs up without one. */
  static Optional<ProxyRequest> read(InputStream in) throws IOException {
    List<String> lines = head(in);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String[] words = lines.getFirst().split(" ");
    if (words.length != 3 || !words[0].matches("[A-Z]{3,10}")) {
      throw new IOException("no request line");
    }
    WebAddress to = words[0].equals("CONNECT") ? tunnelTo(words[1]) : WebAddress.parse(words[1]);
    List<String> kept = new ArrayList<>();
    long body = 0;
    for (String line : lines.subList(1, lines.size())) {
      String name = name(line);
      if (name.equals("transfer-encoding")) {
        throw new IOException("a chunked request");
      }
      if (name.equals("content-length")) {
        body = number(line);
      }
      if (!HOP_BY_HOP.contains(name)) {
        kept.add(line);
      }
    }
    if (body < 0 || body > MAX_BODY) {
      throw new IOException("a request with a large body");
    }
    return Optional.of(new ProxyRequest(words[0], to, kept, body));
  }

  private static WebAddress tunnelTo(String authority) throws Refused {
    return WebAddress.parse("https://" + authority + "/");
  }

  /** Sends the request on, in origin form. */
  void forward(InputStream body, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(to.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(to.uri().getRawAuthority()).append("\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.write(body.readNBytes((int) bodyBytes));
    out.flush();
  }

  /**
   * Passes an answer's head on, marked as the last on its connection.
   *
   * @return length of the body, {@link Long#MAX_VALUE} where only the end of the connection tells
   */
  static long answerHead(InputStream in, OutputStream out, String method) throws IOException {
    List<String> lines = head(in);
    while (!lines.isEmpty() && lines.getFirst().matches("HTTP/1\\.[01] 1\\d\\d.*")) {
      lines = head(in);
    }
    if (lines.isEmpty() || !lines.getFirst().matches("HTTP/1\\.[01] [2-5]\\d\\d.*")) {
      throw new IOException("no answer that a proxy could pass on");
    }
    StringBuilder head = new StringBuilder(lines.getFirst()).append("\r\n");
    long length = Long.MAX_VALUE;
    boolean chunked = false;
    for (String line : lines.subList(1, lines.size())) {
      String name = name(line);
      if (name.equals("content-length")) {
        length = number(line);
      }
      chunked |= name.equals("transfer-encoding");
      if (!name.equals("connection") && !name.equals("keep-alive") && !name.startsWith("proxy-")) {
        head.append(line).append("\r\n");
      }
    }
    head.append("Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    boolean bodiless = method.equals("HEAD") || lines.getFirst().matches("\\S+ (204|304).*");
    return bodiless ? 0 : chunked ? Long.MAX_VALUE : Math.max(0, length);
  }

  private static String name(String line) throws IOException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new IOException("a header line without a name");
    }
    return line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }

  private static long number(String line) throws IOException {
    try {
      return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
    } catch (NumberFormatException e) {
      throw new IOException("no length in " + line, e);
    }
  }

  /** The lines up to the empty one, without their ends. */
  private static List<String> head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int last = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      bytes.write(b);
      if (bytes.size() > MAX_HEAD) {
        throw new IOException("a head of more than " + MAX_HEAD + " bytes");
      }
      if (b == '\n' && last == '\n') {
        return bytes.toString(StandardCharsets.ISO_8859_1).strip().lines().toList();
      }
      last = b == '\r' ? last : b;
    }
    return List.of();
  }
}
