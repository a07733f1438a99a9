package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.Refused;
import dev.reelframe.fetch.FetchFailure.Unavailable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A forward proxy on loopback for one child process: HTTP with absolute addresses, and CONNECT.
 * Every host is checked by the policy and connected to at the checked address, so a page's
 * redirects and embedded addresses lead nowhere that the user did not allow. One request per
 * connection; the sum of all bytes is bounded.
 */
final class FilteringProxy implements AutoCloseable {
  private static final int CONNECT_MILLIS = 10_000;

  private final AddressPolicy policy;
  private final long byteLimit;
  private final int idleMillis;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Refused> refusal = new AtomicReference<>();
  private final AtomicLong bytes = new AtomicLong();

  FilteringProxy(AddressPolicy policy, FetchLimits limits) throws IOException {
    this.policy = policy;
    // Pages, players and failed attempts come on top of the clip.
    this.byteLimit = limits.bytes() + limits.bytes() / 4 + (64L << 20);
    this.idleMillis = Math.toIntExact(limits.idle().toMillis());
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("reelframe-proxy").start(this::accept);
  }

  /** For a program's proxy option. */
  String address() {
    String host = server.getInetAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getLocalPort();
  }

  /** The first thing that was refused. */
  Optional<Refused> refusal() {
    return Optional.ofNullable(refusal.get());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.ofVirtual().name("reelframe-proxy").start(() -> serve(client));
      } catch (IOException e) {
        // Closed, or a client that was gone at once.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.setSoTimeout(idleMillis);
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      try {
        Optional<ProxyRequest> asked = ProxyRequest.read(in);
        if (asked.isPresent()) {
          answer(asked.get(), client, in, out);
        }
      } catch (Refused e) {
        refusal.compareAndSet(null, e);
        send(out, "HTTP/1.1 403 Refused by Reelframe\r\nContent-Length: 0\r\n\r\n");
      }
    } catch (IOException e) {
      // The child sees a broken connection; what matters is in refusal().
    } finally {
      open.remove(client);
    }
  }

  private void answer(ProxyRequest request, Socket client, InputStream in, OutputStream out)
      throws IOException {
    try (Socket remote = connect(request.to())) {
      if (request.tunnel()) {
        send(out, "HTTP/1.1 200 Connection established\r\n\r\n");
        Thread up = Thread.ofVirtual().start(() -> pump(in, remote));
        pump(remote.getInputStream(), client);
        remote.close();
        client.close();
        up.interrupt();
      } else {
        request.forward(in, remote.getOutputStream());
        InputStream answer = new BufferedInputStream(remote.getInputStream());
        long length = ProxyRequest.answerHead(answer, out, request.method());
        copy(answer, out, length);
      }
    } catch (Unavailable e) {
      send(out, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private Socket connect(WebAddress to) throws IOException {
    List<InetAddress> addresses = policy.resolve(to.host());
    IOException last = null;
    for (InetAddress address : addresses) {
      Socket remote = new Socket();
      try {
        remote.connect(new InetSocketAddress(address, to.port()), CONNECT_MILLIS);
        remote.setSoTimeout(idleMillis);
        open.add(remote);
        return remote;
      } catch (IOException e) {
        remote.close();
        last = e;
      }
    }
    throw new Unavailable(to.host().text() + " does not answer: try again later", true, last);
  }

  private void pump(InputStream from, Socket to) {
    try {
      copy(from, to.getOutputStream(), Long.MAX_VALUE);
      to.shutdownOutput();
    } catch (IOException e) {
      // Either side is gone; the other is closed with the exchange.
    } finally {
      open.remove(to);
    }
  }

  private void copy(InputStream from, OutputStream to, long length) throws IOException {
    byte[] buffer = new byte[1 << 14];
    long left = length;
    while (left > 0) {
      int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return;
      }
      if (bytes.addAndGet(n) > byteLimit) {
        Refused much =
            new Refused(
                String.format(
                    Locale.ROOT, "the page sends more than %d MiB: refused", byteLimit >> 20));
        refusal.compareAndSet(null, much);
        throw much;
      }
      to.write(buffer, 0, n);
      to.flush();
      left -= n;
    }
  }

  @Override
  public void close() {
    closeQuietly(server);
    open.forEach(FilteringProxy::closeQuietly);
  }

  private static void closeQuietly(java.io.Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
