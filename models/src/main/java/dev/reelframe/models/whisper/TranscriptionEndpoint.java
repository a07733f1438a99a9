package dev.reelframe.models.whisper;

import dev.reelframe.models.whisper.Transcription.Timing;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Any server with OpenAI's {@code /v1/audio/transcriptions}: whisper.cpp, faster-whisper, vLLM, or
 * OpenAI itself. Audio leaves this machine only for hosts that the user named.
 *
 * <p>Asked again: 429 (after the server's Retry-After), 5xx, and connections that could not be
 * made. Not asked again: a hang, a refusal, a wrong or huge answer. Redirects are not followed.
 */
public final class TranscriptionEndpoint implements SpeechRecognizer {
  private final Options options;
  private final URI base;
  private final HttpClient client;

  /**
   * How a server is called.
   *
   * @param model name that the server knows it by
   * @param apiKey sent as a bearer token; never logged
   * @param allowedHosts besides this machine
   * @param connectTimeout for one connection
   * @param timeout for one whole answer, the last byte included
   * @param attempts in all, the first included
   * @param backoff before the second attempt; doubles with each further one
   * @param longestWait no wait between attempts is longer, whatever the server asks for
   * @param maxUploadBytes of one clip as a WAVE file
   * @param maxAnswerBytes of one answer
   */
  public record Options(
      String model,
      Optional<String> apiKey,
      Set<String> allowedHosts,
      Duration connectTimeout,
      Duration timeout,
      int attempts,
      Duration backoff,
      Duration longestWait,
      long maxUploadBytes,
      int maxAnswerBytes) {

    public Options {
      allowedHosts = Set.copyOf(allowedHosts);
      if (attempts < 1 || maxAnswerBytes < 1 || timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("attempts, limits and time-outs must be positive");
      }
    }

    /** This machine only, 5 s to connect, 5 min to answer, 3 attempts, 25 MB up, 8 MiB down. */
    public static Options model(String name) {
      return new Options(
          name,
          Optional.empty(),
          Set.of(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          25_000_000,
          8 << 20);
    }

    public Options apiKey(String key) {
      return new Options(
          model,
          Optional.of(key),
          allowedHosts,
          connectTimeout,
          timeout,
          attempts,
          backoff,
          longestWait,
          maxUploadBytes,
          maxAnswerBytes);
    }

    /** Hosts that audio may be sent to besides this machine, by name as in the address. */
    public Options allow(String... hosts) {
      return new Options(
          model,
          apiKey,
          Set.of(hosts),
          connectTimeout,
          timeout,
          attempts,
          backoff,
          longestWait,
          maxUploadBytes,
          maxAnswerBytes);
    }

    public Options timeouts(Duration connect, Duration answer) {
      return new Options(
          model,
          apiKey,
          allowedHosts,
          connect,
          answer,
          attempts,
          backoff,
          longestWait,
          maxUploadBytes,
          maxAnswerBytes);
    }

    public Options retries(int inAll, Duration firstWait, Duration longest) {
      return new Options(
          model,
          apiKey,
          allowedHosts,
          connectTimeout,
          timeout,
          inAll,
          firstWait,
          longest,
          maxUploadBytes,
          maxAnswerBytes);
    }

    public Options limits(long uploadBytes, int answerBytes) {
      return new Options(
          model,
          apiKey,
          allowedHosts,
          connectTimeout,
          timeout,
          attempts,
          backoff,
          longestWait,
          uploadBytes,
          answerBytes);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Options[model=" + model + ", allowedHosts=" + allowedHosts + "]";
    }
  }

  private TranscriptionEndpoint(URI base, Options options) {
    this.base = base;
    this.options = options;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(options.connectTimeout());
    // what is meant for this machine must not travel through a proxy
    this.client =
        (AllowedHosts.isLoopback(base) ? builder.proxy(HttpClient.Builder.NO_PROXY) : builder)
            .build();
  }

  /**
   * @param base such as {@code http://localhost:8080}, with or without {@code /v1}
   * @throws EndpointFailure.AddressRefused where the host is not allowed
   */
  public static TranscriptionEndpoint at(URI base, Options options) {
    new AllowedHosts(options.allowedHosts()).check(base);
    return new TranscriptionEndpoint(base, options);
  }

  /**
   * @throws EndpointFailure where no transcription could be had
   */
  @Override
  public Transcription transcribe(float[] mono16k, Request request) {
    if (mono16k.length == 0) {
      return new Transcription(
          request.language().orElse(""), java.util.OptionalDouble.empty(), List.of(), List.of());
    }
    if (AudioForm.waveBytes(mono16k.length) > options.maxUploadBytes()) {
      throw new EndpointFailure.TooLarge(
          "a clip of "
              + mono16k.length / SAMPLE_RATE_HZ
              + " s is more than the "
              + options.maxUploadBytes()
              + " bytes allowed: cut it at pauses");
    }
    byte[] answer = ask(address(request), new AudioForm(fields(request), mono16k));
    Transcription read = VerboseJson.read(answer, (double) mono16k.length / SAMPLE_RATE_HZ);
    return request.words() ? withWords(read) : withoutWords(read);
  }

  private static Transcription withoutWords(Transcription read) {
    return new Transcription(
        read.language(), read.languageProbability(), read.segments(), List.of());
  }

  /** Where the server gave no words, the segments' times are shared out. */
  private static Transcription withWords(Transcription read) {
    if (!read.words().isEmpty()) {
      return read;
    }
    List<Transcription.Word> words = new ArrayList<>();
    for (Transcription.Segment segment : read.segments()) {
      String[] parts = segment.text().strip().split("\\s+");
      double total = 0;
      for (String part : parts) {
        total += part.length();
      }
      double before = 0;
      double span = segment.endS() - segment.startS();
      for (String part : parts) {
        double after = before + part.length();
        words.add(
            new Transcription.Word(
                segment.startS() + span * before / total,
                segment.startS() + span * after / total,
                part,
                java.util.OptionalDouble.empty(),
                Timing.PROPORTIONAL));
        before = after;
      }
    }
    return new Transcription(read.language(), read.languageProbability(), read.segments(), words);
  }

  private URI address(Request request) {
    String root = base.toString().replaceAll("/+$", "");
    String task =
        request.task() == Request.Task.TRANSLATE ? "/audio/translations" : "/audio/transcriptions";
    return URI.create((root.endsWith("/v1") ? root : root + "/v1") + task);
  }

  private List<AudioForm.Field> fields(Request request) {
    List<AudioForm.Field> fields = new ArrayList<>();
    fields.add(new AudioForm.Field("model", options.model()));
    fields.add(new AudioForm.Field("response_format", "verbose_json"));
    fields.add(new AudioForm.Field("temperature", "0"));
    if (request.task() == Request.Task.TRANSLATE) {
      return fields; // the translation door takes neither a language nor granularities
    }
    request.language().ifPresent(code -> fields.add(new AudioForm.Field("language", code)));
    fields.add(new AudioForm.Field("timestamp_granularities[]", "segment"));
    if (request.words()) {
      fields.add(new AudioForm.Field("timestamp_granularities[]", "word"));
    }
    return fields;
  }

  /** Sends the form until there is an answer or no attempt is left. */
  private byte[] ask(URI address, AudioForm form) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(address)
            .header("Content-Type", form.contentType())
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()));
    options.apiKey().ifPresent(key -> builder.header("Authorization", "Bearer " + key));
    HttpRequest request = builder.build();
    Duration wait = options.backoff();
    for (int attempt = 1; ; attempt++) {
      EndpointFailure failure;
      Duration pause = wait;
      try {
        HttpResponse<byte[]> answer = send(request);
        int status = answer.statusCode();
        if (status == 200) {
          return answer.body();
        }
        if (status != 429 && status / 100 != 5) {
          throw new EndpointFailure.Rejected(address, status, excerpt(answer.body()));
        }
        failure = new EndpointFailure.Unavailable(address, status, attempt);
        pause = retryAfter(answer).orElse(wait);
      } catch (ConnectException | HttpConnectTimeoutException e) {
        failure = new EndpointFailure.Unreachable(address, e);
      } catch (IOException e) {
        // the request may have been worked on already: not repeated
        throw new EndpointFailure.Unreachable(address, e);
      }
      if (attempt >= options.attempts()) {
        throw failure;
      }
      sleep(address, pause.compareTo(options.longestWait()) > 0 ? options.longestWait() : pause);
      wait = wait.multipliedBy(2);
    }
  }

  /** One exchange; the client's own time-out ends with the headers, this one with the body. */
  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, info -> new BoundedBody(options.maxAnswerBytes()));
    try {
      return exchange.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new EndpointFailure.TimedOut(request.uri(), options.timeout());
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

  private static String excerpt(byte[] body) {
    return new String(body, 0, Math.min(200, body.length), StandardCharsets.UTF_8)
        .replaceAll("\\p{Cntrl}+", " ")
        .strip();
  }

  @Override
  public String engine() {
    return "endpoint:" + base.getHost() + ":" + options.model();
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
