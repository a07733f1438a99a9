package dev.reelframe.models.endpoint;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;

/**
 * Sends requests to one server within its rules: named hosts only, no redirects, bounded answers,
 * time-outs that hold for the last byte too, and again where the failure may pass. May be used by
 * several threads.
 */
public final class EndpointCaller implements AutoCloseable {
  /** An error's own text is not worth more. */
  private static final int ERROR_BYTES = 64 << 10;

  private static final int EXCERPT = 200;

  private final CallPolicy rules;
  private final IntPredicate again;
  private final boolean againAfterBreak;
  private final HttpClient client;

  /** Reads the body of an answer with status 200. */
  public interface Reader<T> {
    HttpResponse.BodySubscriber<T> read(HttpResponse.ResponseInfo head);
  }

  /** Either what was read, or the body of an error. */
  private record Body<T>(Optional<T> value, byte[] error) {}

  private EndpointCaller(URI base, CallPolicy rules, IntPredicate again, boolean againAfterBreak) {
    this.rules = rules;
    this.again = again;
    this.againAfterBreak = againAfterBreak;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(rules.connectTimeout());
    // what is meant for this machine must not travel through a proxy
    this.client =
        (AllowedHosts.isLoopback(base) ? builder.proxy(HttpClient.Builder.NO_PROXY) : builder)
            .build();
  }

  /**
   * @param again statuses that are asked again
   * @param againAfterBreak whether a request is repeated that broke after it was sent, though the
   *     server may have worked on it
   * @throws EndpointFailure.AddressRefused where the host is not allowed
   */
  public static EndpointCaller at(
      URI base, CallPolicy rules, IntPredicate again, boolean againAfterBreak) {
    new AllowedHosts(rules.allowedHosts()).check(base);
    return new EndpointCaller(base, rules, again, againAfterBreak);
  }

  /** A path below the version: {@code base} may end with {@code /v1} or not. */
  public static URI versioned(URI base, String path) {
    String root = base.toString().replaceAll("/+$", "");
    return URI.create((root.endsWith("/v1") ? root : root + "/v1") + path);
  }

  /** Reads the whole body into memory. */
  public Reader<byte[]> bytes() {
    return head -> new BoundedBody(rules.maxAnswerBytes());
  }

  /**
   * Posts until there is an answer or no attempt is left.
   *
   * @throws EndpointFailure where there is none
   */
  public <T> T post(URI address, String contentType, String accept, byte[] body, Reader<T> reader) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .header("Content-Type", contentType)
            .header("Accept", accept)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    rules.apiKey().ifPresent(key -> builder.header("Authorization", "Bearer " + key));
    HttpRequest request = builder.build();
    Duration wait = rules.backoff();
    for (int attempt = 1; ; attempt++) {
      EndpointFailure failure;
      Duration pause = wait;
      try {
        HttpResponse<Body<T>> answer = send(request, reader);
        if (answer.body().value().isPresent()) {
          return answer.body().value().get();
        }
        failure = failure(address, answer, attempt);
        pause = retryAfter(answer).orElse(wait);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        failure = new EndpointFailure.Unreachable(address, e);
      } catch (IOException e) {
        failure = new EndpointFailure.Unreachable(address, e);
        if (!againAfterBreak) {
          throw failure;
        }
      }
      if (attempt >= rules.attempts()) {
        throw failure;
      }
      sleep(address, pause.compareTo(rules.longestWait()) > 0 ? rules.longestWait() : pause);
      wait = wait.multipliedBy(2);
    }
  }

  /** What an answer other than 200 means; thrown where asking again is no use. */
  private EndpointFailure failure(
      URI address, HttpResponse<? extends Body<?>> answer, int attempt) {
    int status = answer.statusCode();
    String reason = excerpt(answer.body().error());
    boolean fault = status == 429 || status / 100 == 5;
    EndpointFailure failure =
        fault
            ? new EndpointFailure.Unavailable(address, status, reason, attempt)
            : new EndpointFailure.Rejected(address, status, reason);
    if (!again.test(status)) {
      throw failure;
    }
    return failure;
  }

  /** One exchange; the client's own time-out ends with the headers, this one with the body. */
  private <T> HttpResponse<Body<T>> send(HttpRequest request, Reader<T> reader) throws IOException {
    SilenceTimer<Body<T>> listened = new SilenceTimer<>();
    CompletableFuture<HttpResponse<Body<T>>> exchange =
        client.sendAsync(request, head -> listened.to(body(head, reader)));
    try {
      return await(exchange, listened, request.uri());
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new EndpointFailure.Unreachable(request.uri(), e);
    } catch (ExecutionException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof EndpointFailure failure) {
          throw failure;
        }
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
  }

  private <T> HttpResponse.BodySubscriber<Body<T>> body(
      HttpResponse.ResponseInfo head, Reader<T> reader) {
    return head.statusCode() == 200
        ? HttpResponse.BodySubscribers.mapping(
            reader.read(head), value -> new Body<>(Optional.of(value), new byte[0]))
        : HttpResponse.BodySubscribers.mapping(
            new BoundedBody(Math.min(ERROR_BYTES, rules.maxAnswerBytes())),
            error -> new Body<>(Optional.empty(), error));
  }

  private <T> T await(CompletableFuture<T> exchange, SilenceTimer<?> listened, URI address)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + rules.timeout().toNanos();
    while (true) {
      long left = deadline - System.nanoTime();
      long quiet = rules.silence().toNanos() - listened.silentNanos();
      if (left <= 0 || quiet <= 0) {
        exchange.cancel(true);
        throw left <= 0
            ? new EndpointFailure.TimedOut(address, rules.timeout())
            : EndpointFailure.TimedOut.silent(address, rules.silence());
      }
      try {
        return exchange.get(Math.min(left, quiet), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // looked at anew: the answer may have gone on meanwhile
      }
    }
  }

  /** Seconds or a date (RFC 9110, 10.2.3); anything else is ignored. */
  private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
    Optional<String> header = answer.headers().firstValue("Retry-After").map(String::strip);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    try {
      Duration wait =
          header.get().matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(header.get()))
              : Duration.between(
                  Instant.now(),
                  DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.get(), Instant::from));
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static void sleep(URI address, Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointFailure.Unreachable(address, e);
    }
  }

  /** The start of a server's text for a message, without control characters and without the key. */
  public String excerpt(byte[] body) {
    return excerpt(new String(body, 0, Math.min(ERROR_BYTES, body.length), StandardCharsets.UTF_8));
  }

  /** The same of a text. */
  public String excerpt(String text) {
    String plain =
        rules.apiKey().filter(k -> !k.isEmpty()).map(k -> text.replace(k, "***")).orElse(text);
    String line = plain.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
