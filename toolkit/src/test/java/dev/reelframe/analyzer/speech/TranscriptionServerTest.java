package dev.reelframe.analyzer.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.whisper.TranscriptionEndpoint;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose text comes from a server, over HTTP: one analyzer's trouble costs its own table. */
class TranscriptionServerTest {
  private static final String ANSWER =
      """
      {"language": "german", "segments": [{"start": 0.2, "end": 0.9, "text": " Ja."}]}
      """;

  @TempDir Path dir;
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private ExecutorService threads;
  private String behaviour = "success";

  @BeforeEach
  void start() throws IOException {
    threads = Executors.newVirtualThreadPerTaskExecutor();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    switch (behaviour) {
      case "429" -> send(exchange, 429, "{}");
      case "429 once" -> send(exchange, asked.get() == 1 ? 429 : 200, ANSWER);
      case "500" -> send(exchange, 500, "no");
      case "wrong JSON" -> send(exchange, 200, "[1, 2");
      case "another JSON" -> send(exchange, 200, "{\"segments\": 7}");
      case "huge" -> send(exchange, 200, "{\"text\": \"" + "x".repeat(200_000) + "\"}");
      case "hang" -> hang();
      default -> send(exchange, 200, ANSWER);
    }
    exchange.close();
  }

  private void hang() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private SpeechTranscription transcription() {
    TranscriptionEndpoint.Options options =
        TranscriptionEndpoint.Options.model("w")
            .timeouts(Duration.ofSeconds(2), Duration.ofMillis(600))
            .retries(2, Duration.ofMillis(5), Duration.ofMillis(50))
            .limits(1_000_000, 100_000);
    Analyzer speech =
        Analyzer.named("speech_activity")
            .returns(SpeechActivity.SpeechRow.SCHEMA.schema())
            .fromTables(inputs ->
                SpeechActivity.SpeechRow.SCHEMA.schema().rows().add(1.0, 2.0, 0.9).table());
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return SpeechTranscription.standard().by(Recognition.endpoint(base, options)).speech(speech);
  }

  private Video clip() {
    return Video.open(
        SyntheticClip.soundOnly().sound(16_000, 3, t -> 0.1).write(dir.resolve("clip.mkv")));
  }

  @ParameterizedTest
  @CsvSource({"success, 1", "429 once, 2"})
  void itsAnswerBecomesTheTable(String how, int requests) {
    behaviour = how;
    MeasuredTable table = transcription().apply(clip());
    assertThat(table.stringColumn("text").asList()).containsExactly("Ja.");
    assertThat(table.doubleColumn("start_s").get(0)).isCloseTo(1.0, within(1e-6));
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.7, within(1e-6));
    assertThat(table.doubleColumn("confidence").isMissing(0)).isTrue();
    assertThat(table.provenance().models().getFirst().name()).isEqualTo("endpoint:w");
    assertThat(asked).hasValue(requests);
  }

  @ParameterizedTest
  @CsvSource({
    "429, 2, Unavailable, try later",
    "500, 2, Unavailable, server's log",
    "hang, 1, TimedOut, allow more time",
    "wrong JSON, 1, Malformed, JSON",
    "another JSON, 1, Malformed, segments",
    "huge, 1, TooLarge, 100000"
  })
  void itsTroubleIsATypedErrorOfThisTableOnly(String how, int requests, String error, String says) {
    behaviour = how;
    Analysis run = Pipeline.of(transcription(), AudioAnalysis.standard()).run(clip());
    assertThat(run.state("speech_transcription"))
        .isInstanceOfSatisfying(
            State.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(error);
              assertThat(failed.message()).containsIgnoringCase(says);
            });
    assertThat(run.state("audio_analysis").word()).isEqualTo("ok");
    assertThat(asked).hasValue(requests);
  }

  @Test
  void nobodyThere() {
    SpeechTranscription analyzer = transcription();
    server.stop(0);
    Analysis run = Pipeline.of(analyzer).run(clip());
    assertThat(run.state("speech_transcription"))
        .isInstanceOfSatisfying(
            State.Failed.class, f -> assertThat(f.error()).isEqualTo("Unreachable"));
  }
}
