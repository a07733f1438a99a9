package dev.reelframe.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that answers chat completions over real HTTP, as it is told. */
public final class ChatServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a client asked. */
  public record Received(String path, String authorization, String accept, JsonNode body) {}

  /** Answers one request. */
  public interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  /** Requests in the order in which they came. */
  public final List<Received> received = new CopyOnWriteArrayList<>();

  /** Most requests that were under way at the same time. */
  public final AtomicInteger mostAtOnce = new AtomicInteger();

  private final AtomicInteger atOnce = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final List<Reply> replies = new CopyOnWriteArrayList<>();

  /** The last reply is repeated. */
  public ChatServer(Reply... replies) throws IOException {
    this.replies.addAll(List.of(replies));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int number;
      synchronized (received) {
        number = received.size();
        received.add(
            new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Accept"),
                JSON.readTree(body)));
      }
      replies.get(Math.min(number, replies.size() - 1)).to(exchange);
    } finally {
      atOnce.decrementAndGet();
    }
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A body of a type with a status. */
  public static Reply body(int status, String type, String body, String... header) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      for (int i = 0; i < header.length; i += 2) {
        exchange.getResponseHeaders().set(header[i], header[i + 1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  public static Reply json(String body) {
    return body(200, "application/json", body);
  }

  /** A whole answer as vLLM writes it. */
  public static Reply says(String text, String finish) {
    return json(answer(text, finish));
  }

  /** The same as JSON. */
  public static String answer(String text, String finish) {
    var root = JSON.createObjectNode();
    root.put("id", "chatcmpl-1").put("object", "chat.completion").put("model", "qwen");
    var choice = root.putArray("choices").addObject().put("index", 0).put("finish_reason", finish);
    choice.putObject("message").put("role", "assistant").put("content", text);
    var usage = root.putObject("usage");
    usage.put("prompt_tokens", 300).put("completion_tokens", 5).put("total_tokens", 305);
    usage.putObject("prompt_tokens_details").put("cached_tokens", 256);
    return root.toString();
  }

  /** One event after the other, each flushed. */
  public static Reply events(String... parts) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      for (String part : parts) {
        exchange.getResponseBody().write(part.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
    };
  }

  /** Sends some parts of a stream, then nothing more until the test ends. */
  public Reply hangsAfter(String... parts) {
    return exchange -> {
      if (parts.length > 0) {
        events(parts).to(exchange);
      }
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Replaces the replies. */
  public void answers(Reply... others) {
    replies.clear();
    replies.addAll(List.of(others));
    received.clear();
  }

  boolean isClosing() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
