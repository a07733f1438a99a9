package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelframe.models.endpoint.EndpointFailure;
import dev.reelframe.models.whisper.Transcription.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint client against a real HTTP server on this machine. */
class TranscriptionEndpointTest {
  private static final float[] TWO_SECONDS = new float[32_000];
  private static final String ANSWER =
      """
      {"task": "transcribe", "language": "german", "duration": 2.0, "text": " Guten Tag. Ja.",
       "segments": [
         {"id": 0, "start": 0.25, "end": 1.0, "text": " Guten Tag.", "tokens": [50364, 2902],
          "avg_logprob": -0.25, "no_speech_prob": 0.125, "temperature": 0.0},
         {"id": 1, "start": 1.5, "end": 9.0, "text": " Ja."}],
       "words": [{"word": "Guten", "start": 0.25, "end": 0.5},
                 {"word": " Tag.", "start": 0.5, "end": 1.0, "probability": 0.5},
                 {"word": "Ja.", "start": 1.5, "end": 1.75}]}
      """;

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch testEnds = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private List<Reply> replies = List.of();

  private record Received(String path, String authorization, String body) {}

  /** Answers one request. */
  private interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int number = received.size();
          received.add(
              new Received(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  new String(body, StandardCharsets.ISO_8859_1)));
          try (exchange) {
            replies.get(Math.min(number, replies.size() - 1)).to(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    testEnds.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Reply status(int status, String body, String... header) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      if (header.length == 2) {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static TranscriptionEndpoint.Options quick() {
    return TranscriptionEndpoint.Options.model("whisper-1")
        .retries(3, Duration.ofMillis(1), Duration.ofMillis(20));
  }

  private Transcription ask(
      TranscriptionEndpoint.Options options, TranscriptionRequest request, Reply... answers) {
    replies = List.of(answers);
    try (TranscriptionEndpoint endpoint = TranscriptionEndpoint.at(base(), options)) {
      return endpoint.transcribe(TWO_SECONDS, request);
    }
  }

  @Test
  void readsSegmentsAndWordsAndKeepsThemInsideTheClip() {
    Transcription said =
        ask(
            quick(),
            TranscriptionRequest.standard().language("de").words(true),
            status(200, ANSWER));
    assertThat(said.language()).isEqualTo("de");
    assertThat(said.text()).isEqualTo(" Guten Tag. Ja.");
    assertThat(said.segments()).hasSize(2);
    assertThat(said.segments().get(0).tokens()).containsExactly(50364, 2902);
    assertThat(said.segments().get(0).avgLogprob()).hasValue(-0.25);
    assertThat(said.segments().get(1).endS()).isEqualTo(2.0);
    assertThat(said.segments().get(1).noSpeechProb()).isEmpty();
    assertThat(said.words())
        .extracting(Transcription.Word::text)
        .containsExactly("Guten", "Tag.", "Ja.");
    assertThat(said.words().get(1).probability()).hasValue(0.5);
    assertThat(said.words()).allMatch(word -> word.timing() == Timing.REPORTED);
  }

  @Test
  void sendsTheClipAsWaveWithModelLanguageAndKey() {
    ask(
        quick().apiKey("secret-key"),
        TranscriptionRequest.standard().language("de").words(true),
        status(200, ANSWER));
    Received request = received.getFirst();
    assertThat(request.path()).isEqualTo("/v1/audio/transcriptions");
    assertThat(request.authorization()).isEqualTo("Bearer secret-key");
    assertThat(request.body())
        .contains("name=\"model\"\r\n\r\nwhisper-1\r\n")
        .contains("name=\"language\"\r\n\r\nde\r\n")
        .contains("name=\"response_format\"\r\n\r\nverbose_json\r\n")
        .contains("name=\"timestamp_granularities[]\"\r\n\r\nword\r\n")
        .contains("Content-Type: audio/wav\r\n\r\nRIFF");
    assertThat(request.body().length()).isGreaterThan(2 * TWO_SECONDS.length);
  }

  @Test
  void translatesThroughTheOtherDoor() {
    ask(
        quick(),
        TranscriptionRequest.standard().language("de").task(TranscriptionRequest.Task.TRANSLATE),
        status(200, ANSWER));
    assertThat(received.getFirst().path()).isEqualTo("/v1/audio/translations");
    assertThat(received.getFirst().body()).doesNotContain("name=\"language\"");
  }

  @Test
  void sharesOutWordTimesWhereTheServerGivesNone() {
    Transcription said =
        ask(
            quick(),
            TranscriptionRequest.standard().words(true),
            status(200, "{\"segments\": [{\"start\": 0, \"end\": 1.5, \"text\": \" ab cdef\"}]}"));
    assertThat(said.words()).extracting(Transcription.Word::startS).containsExactly(0.0, 0.5);
    assertThat(said.words()).allMatch(word -> word.timing() == Timing.PROPORTIONAL);
  }

  @Test
  void readsWordsInsideSegmentsAndTextWithoutSegments() {
    String inside =
        "{\"text\": \"a\", \"segments\": [{\"start\": 0, \"end\": 1, \"text\": \"a\","
            + " \"words\": [{\"word\": \"a\", \"start\": 0.5, \"end\": 1}]}]}";
    assertThat(
            ask(quick(), TranscriptionRequest.standard().words(true), status(200, inside)).words())
        .extracting(Transcription.Word::startS)
        .containsExactly(0.5);
    Transcription whole =
        ask(quick(), TranscriptionRequest.standard(), status(200, "{\"text\": \"all of it\"}"));
    assertThat(whole.segments()).extracting(Transcription.Segment::endS).containsExactly(2.0);
  }

  @Test
  void waitsAndAsksAgainAfter429() {
    Transcription said =
        ask(
            quick(),
            TranscriptionRequest.standard(),
            status(429, "", "Retry-After", "0"),
            status(429, "", "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"),
            status(200, ANSWER));
    assertThat(said.segments()).hasSize(2);
    assertThat(received).hasSize(3);
  }

  @Test
  void neverWaitsLongerThanAllowed() {
    // an hour is asked for; the longest wait allowed is 20 ms
    Transcription said =
        ask(
            quick(),
            TranscriptionRequest.standard(),
            status(429, "", "Retry-After", "3600"),
            status(200, ANSWER));
    assertThat(said.segments()).hasSize(2);
  }

  @Test
  void asksAgainAfterServerErrorsAndGivesUpInTheEnd() {
    ask(
        quick(),
        TranscriptionRequest.standard(),
        status(500, "oops"),
        status(503, ""),
        status(200, ANSWER));
    assertThat(received).hasSize(3);
    received.clear();
    EndpointFailure.Unavailable failure =
        catchThrowableOfType(
            EndpointFailure.Unavailable.class,
            () -> ask(quick(), TranscriptionRequest.standard(), status(500, "oops")));
    assertThat(failure.status()).isEqualTo(500);
    assertThat(failure.isTransient()).isTrue();
    assertThat(received).hasSize(3);
  }

  @Test
  void asksARefusedRequestOnce() {
    EndpointFailure.Rejected failure =
        catchThrowableOfType(
            EndpointFailure.Rejected.class,
            () ->
                ask(
                    quick().apiKey("secret-key"),
                    TranscriptionRequest.standard(),
                    status(401, "{\"error\": \"bad key\"}")));
    assertThat(failure.status()).isEqualTo(401);
    assertThat(failure).hasMessageContaining("check the API key").hasMessageNotContaining("secret");
    assertThat(failure.isTransient()).isFalse();
    assertThat(received).hasSize(1);
  }

  @Test
  void followsNoRedirect() {
    assertThatThrownBy(() ->
            ask(
                quick(),
                TranscriptionRequest.standard(),
                status(307, "", "Location", "http://192.0.2.1/v1/audio/transcriptions")))
        .isInstanceOf(EndpointFailure.Rejected.class)
        .hasMessageContaining("redirects are not followed");
    assertThat(received).hasSize(1);
  }

  @Test
  void givesUpOnAServerThatHangsBeforeOrInsideItsAnswer() {
    TranscriptionEndpoint.Options impatient =
        quick().timeouts(Duration.ofSeconds(2), Duration.ofMillis(300));
    assertThatThrownBy(
            () -> ask(impatient, TranscriptionRequest.standard(), exchange -> untilTheTestEnds()))
        .isInstanceOf(EndpointFailure.TimedOut.class)
        .hasMessageContaining("300 ms");
    assertThatThrownBy(() ->
            ask(
                impatient,
                TranscriptionRequest.standard(),
                exchange -> {
                  exchange.sendResponseHeaders(200, 1000);
                  exchange.getResponseBody().write("{\"text\"".getBytes());
                  exchange.getResponseBody().flush();
                  untilTheTestEnds();
                }))
        .isInstanceOf(EndpointFailure.TimedOut.class);
    assertThat(received).hasSize(2);
  }

  private void untilTheTestEnds() {
    try {
      testEnds.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refusesWhatIsNoTranscription() {
    List<String> wrong =
        List.of(
            "<html>hello</html>",
            "",
            "[]",
            "{\"error\": \"none\"}",
            "{\"text\": 7}",
            "{\"segments\": [{\"text\": \"no times\"}]}",
            "{\"segments\": [{\"start\": \"0\", \"end\": null, \"text\": \"a\"}]}",
            "{\"segments\": [{\"start\": 0, \"end\": 1e999, \"text\": \"a\"}]}");
    for (String body : wrong) {
      assertThatThrownBy(() -> ask(quick(), TranscriptionRequest.standard(), status(200, body)))
          .as(body)
          .isInstanceOf(EndpointFailure.Malformed.class);
    }
    assertThat(received).hasSize(wrong.size());
  }

  @Test
  void hangsUpOnAHugeAnswer() {
    assertThatThrownBy(() ->
            ask(
                quick().limits(1 << 20, 10_000),
                TranscriptionRequest.standard(),
                exchange -> {
                  exchange.sendResponseHeaders(200, 0);
                  byte[] block = "x".repeat(4096).getBytes();
                  while (testEnds.getCount() > 0) {
                    exchange.getResponseBody().write(block); // fails once the client hung up
                  }
                }))
        .isInstanceOf(EndpointFailure.TooLarge.class)
        .hasMessageContaining("10000 bytes");
  }

  @Test
  void sendsNoClipAboveTheUploadLimit() {
    assertThatThrownBy(() ->
            ask(quick().limits(1000, 1000), TranscriptionRequest.standard(), status(200, ANSWER)))
        .isInstanceOf(EndpointFailure.TooLarge.class)
        .hasMessageContaining("cut it at pauses");
    assertThat(received).isEmpty();
  }

  @Test
  void saysWhereNobodyAnswers() throws IOException {
    URI closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://localhost:" + free.getLocalPort());
    }
    try (TranscriptionEndpoint endpoint = TranscriptionEndpoint.at(closed, quick())) {
      assertThatThrownBy(() -> endpoint.transcribe(TWO_SECONDS, TranscriptionRequest.standard()))
          .isInstanceOf(EndpointFailure.Unreachable.class)
          .hasMessageContaining("is the server running?");
    }
  }

  @Test
  void asksNothingForAnEmptyClip() {
    try (TranscriptionEndpoint endpoint = TranscriptionEndpoint.at(base(), quick())) {
      assertThat(endpoint.transcribe(new float[0], TranscriptionRequest.standard()).segments())
          .isEmpty();
    }
    assertThat(received).isEmpty();
  }

  @Test
  void callsThisMachineAndNamedHostsOnly() {
    for (String allowed :
        List.of(
            "http://localhost:1", "http://127.0.0.2:1", "http://[::1]:1/v1", "https://localhost")) {
      TranscriptionEndpoint.at(URI.create(allowed), quick()).close();
    }
    for (String refused :
        List.of(
            "http://example.org",
            "http://192.168.0.1",
            "http://169.254.169.254",
            "http://0.0.0.0",
            "http://localhost.example.org",
            "http://user:password@localhost",
            "http://localhost/?key=secret",
            "file:///etc/passwd",
            "ftp://localhost",
            "http:/nohost",
            "localhost:8080")) {
      assertThatThrownBy(() -> TranscriptionEndpoint.at(URI.create(refused), quick()))
          .as(refused)
          .isInstanceOf(EndpointFailure.AddressRefused.class);
    }
    TranscriptionEndpoint.at(
            URI.create("https://Speech.example.org/v1"), quick().allow("speech.EXAMPLE.org"))
        .close();
  }

  @Test
  void showsTheKeyNowhere() {
    TranscriptionEndpoint.Options options = quick().apiKey("secret-key");
    assertThat(options.toString()).doesNotContain("secret");
    try (TranscriptionEndpoint endpoint = TranscriptionEndpoint.at(base(), options)) {
      assertThat(endpoint.engine()).isEqualTo("endpoint:127.0.0.1:whisper-1");
    }
  }
}
