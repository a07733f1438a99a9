package dev.reelframe.models.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.models.chat.ChatReply.Finish;
import dev.reelframe.models.chat.ChatServer.Reply;
import dev.reelframe.models.endpoint.EndpointFailure;
import dev.reelframe.models.qwen.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against a real HTTP server on this machine. */
class ChatEndpointTest {
  private static final String DELTA =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
  private static final String LAST =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":5}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private ChatServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ChatServer(ChatServer.says("A dog runs.", "stop"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ChatEndpoint.Options quick() {
    return ChatEndpoint.Options.model("qwen2-vl")
        .retries(3, Duration.ofMillis(1), Duration.ofMillis(20));
  }

  private static ChatEndpoint.Options streaming() {
    return quick().streaming(true);
  }

  private static ChatRequest request(JpegPicture... pictures) {
    return new ChatRequest(
        "You describe.", "Describe.", List.of(pictures), 40, OptionalLong.empty());
  }

  private ChatReply ask(ChatEndpoint.Options options, Reply... replies) {
    server.answers(replies);
    try (ChatEndpoint endpoint = ChatEndpoint.at(server.base(), options)) {
      return endpoint.answer(List.of(request())).getFirst();
    }
  }

  private <T extends Throwable> T failure(
      Class<T> type, ChatEndpoint.Options options, Reply... replies) {
    return catchThrowableOfType(type, () -> ask(options, replies));
  }

  @Test
  void readsAWholeAnswer() {
    ChatReply reply = ask(quick(), ChatServer.says("Ein Hund läuft.", "stop"));
    assertThat(reply.text()).isEqualTo("Ein Hund läuft.");
    assertThat(reply.finish()).isEqualTo(Finish.STOP);
    assertThat(reply.tokens()).hasValue(5);
    assertThat(reply.promptTokens()).hasValue(300);
    assertThat(reply.cachedTokens()).hasValue(256);
    assertThat(ask(quick(), ChatServer.says("A dog", "length")).finish()).isEqualTo(Finish.LENGTH);
  }

  @Test
  void readsAStream() {
    ChatReply reply =
        ask(
            streaming(),
            ChatServer.events(
                ": ping\n\n",
                "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n",
                DELTA.formatted("Ein H"),
                DELTA.formatted("und läuft."),
                LAST.formatted("stop"),
                USAGE,
                DONE));
    assertThat(reply.text()).isEqualTo("Ein Hund läuft.");
    assertThat(reply.finish()).isEqualTo(Finish.STOP);
    assertThat(reply.tokens()).hasValue(5);
    JsonNode asked = server.received.getFirst().body();
    assertThat(asked.path("stream").asBoolean()).isTrue();
    assertThat(asked.path("stream_options").path("include_usage").asBoolean()).isTrue();
    assertThat(server.received.getFirst().accept()).contains("text/event-stream");
  }

  @Test
  void aServerThatKnowsNoStreamsMayAnswerAtOnce() {
    assertThat(ask(streaming(), ChatServer.says("A dog.", "stop")).text()).isEqualTo("A dog.");
    ChatReply unasked =
        ask(quick(), ChatServer.events(DELTA.formatted("A cat."), LAST.formatted("length")));
    assertThat(unasked.text()).isEqualTo("A cat.");
    assertThat(unasked.finish()).isEqualTo(Finish.LENGTH);
  }

  @Test
  void sendsTheQuestionAsTheProtocolSays() throws IOException {
    RgbImage image = new RgbImage(100, 60, new byte[3 * 100 * 60]);
    java.util.Arrays.fill(image.rgb(), (byte) 200);
    try (ChatEndpoint endpoint = ChatEndpoint.at(server.base(), quick().apiKey("secret-key"))) {
      JpegPicture picture = endpoint.picture(image);
      assertThat(List.of(picture.width(), picture.height())).containsExactly(112, 56);
      endpoint.answer(
          List.of(
              new ChatRequest(
                  "System.", "Describe.", List.of(picture, picture), 40, OptionalLong.of(7))));
    }
    ChatServer.Received asked = server.received.getFirst();
    assertThat(asked.path()).isEqualTo("/v1/chat/completions");
    assertThat(asked.authorization()).isEqualTo("Bearer secret-key");
    JsonNode body = asked.body();
    assertThat(body.path("model").asText()).isEqualTo("qwen2-vl");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(40);
    assertThat(body.path("seed").asLong()).isEqualTo(7);
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.7);
    assertThat(body.path("stream").asBoolean()).isFalse();
    assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
    assertThat(body.at("/messages/0/content").asText()).isEqualTo("System.");
    assertThat(body.at("/messages/1/content/0/text").asText()).isEqualTo("Describe.");
    assertThat(body.at("/messages/1/content")).hasSize(3);
    String url = body.at("/messages/1/content/2/image_url/url").asText();
    assertThat(url).startsWith("data:image/jpeg;base64,");
    byte[] jpeg = Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    var shown = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(List.of(shown.getWidth(), shown.getHeight())).containsExactly(112, 56);
    assertThat(shown.getRGB(50, 30) & 0xff).isBetween(196, 204);
  }

  @Test
  void withoutASeedTheLikeliestWordsAreAskedFor() {
    ask(quick(), ChatServer.says("A dog.", "stop"));
    assertThat(server.received.getFirst().body().path("temperature").asDouble()).isZero();
    assertThat(server.received.getFirst().body().has("seed")).isFalse();
  }

  @Test
  void keepsTheOrderAndTheWindow() throws Exception {
    CountDownLatch three = new CountDownLatch(3);
    server.answers(exchange -> {
      three.countDown();
      await(three); // answers only once three are there: a smaller window would hang
      String question = server.received.getLast().body().at("/messages/1/content/0/text").asText();
      ChatServer.says("to " + question.length(), "stop").to(exchange);
    });
    List<ChatRequest> requests =
        IntStream.range(0, 12)
            .mapToObj(i -> new ChatRequest("", "x", List.of(), 40 + i, OptionalLong.empty()))
            .toList();
    try (ChatEndpoint endpoint = ChatEndpoint.at(server.base(), quick().window(3))) {
      assertThat(endpoint.answer(requests)).hasSize(12);
    }
    assertThat(server.mostAtOnce.get()).isEqualTo(3);
    assertThat(server.received.stream().map(r -> r.body().path("max_tokens").asInt()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(40, 52).boxed().toList());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answersStandInTheOrderOfTheQuestions() throws IOException {
    server.close();
    try (ChatServer echo = new ChatServer(ChatServer.says("", "stop"))) {
      echo.answers(exchange -> {
        String path = exchange.getRequestURI().getPath();
        int tokens = 0;
        synchronized (echo.received) {
          tokens = echo.received.getLast().body().path("max_tokens").asInt();
        }
        ChatServer.says(path + tokens, "stop").to(exchange);
      });
      try (ChatEndpoint endpoint = ChatEndpoint.at(echo.base(), quick().window(1))) {
        List<ChatRequest> requests =
            IntStream.of(3, 1, 2)
                .mapToObj(n -> new ChatRequest("", "x", List.of(), n, OptionalLong.empty()))
                .toList();
        // with a window of one the server sees them one by one, in any order
        assertThat(endpoint.answer(requests).stream().map(ChatReply::text))
            .containsExactly(
                "/v1/chat/completions3", "/v1/chat/completions1", "/v1/chat/completions2");
      }
    }
  }

  @Test
  void waitsAndAsksAgainAfter429AndBusyGateways() {
    ask(
        quick(),
        ChatServer.body(429, "application/json", "{}", "Retry-After", "0"),
        ChatServer.body(503, "text/plain", "loading model"),
        ChatServer.says("A dog.", "stop"));
    assertThat(server.received).hasSize(3);
    EndpointFailure.Unavailable busy =
        failure(
            EndpointFailure.Unavailable.class,
            quick(),
            ChatServer.body(429, "application/json", "{}", "Retry-After", "3600"));
    assertThat(busy.status()).isEqualTo(429);
    assertThat(busy.isTransient()).isTrue();
    assertThat(busy).hasMessageContaining("in 3 attempts");
    assertThat(server.received).hasSize(3);
  }

  @Test
  void doesNotRepeatWhatFailsAlike() {
    EndpointFailure.Unavailable fault =
        failure(
            EndpointFailure.Unavailable.class,
            quick().apiKey("secret-key"),
            ChatServer.body(500, "application/json", "{\"error\":\"no mmproj; key secret-key\"}"));
    assertThat(fault)
        .hasMessageContaining("no mmproj")
        .hasMessageContaining("server's log")
        .hasMessageNotContaining("secret");
    assertThat(server.received).hasSize(1);
    EndpointFailure.Rejected refused =
        failure(
            EndpointFailure.Rejected.class,
            quick().apiKey("secret-key"),
            ChatServer.body(401, "application/json", "{\"error\":\"bad key secret-key\"}"));
    assertThat(refused)
        .hasMessageContaining("check the API key")
        .hasMessageContaining("***")
        .hasMessageNotContaining("secret");
    assertThat(server.received).hasSize(1);
    assertThatThrownBy(() -> ask(quick(), ChatServer.body(404, "text/plain", "model not found")))
        .hasMessageContaining("the model's name");
    assertThatThrownBy(() ->
            ask(quick(), ChatServer.body(307, "text/plain", "", "Location", "http://192.0.2.1/")))
        .hasMessageContaining("redirects are not followed");
  }

  @Test
  void givesUpOnAServerThatHangs() {
    ChatEndpoint.Options impatient =
        quick().timeouts(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(9));
    assertThat(failure(EndpointFailure.TimedOut.class, impatient, server.hangsAfter()))
        .hasMessageContaining("300 ms");
    assertThat(
            failure(
                EndpointFailure.TimedOut.class,
                impatient.streaming(true),
                server.hangsAfter(DELTA.formatted("A dog"))))
        .hasMessageContaining("no full answer");
    assertThat(server.received).hasSize(1);
  }

  @Test
  void noticesAServerThatFallsSilent() {
    ChatEndpoint.Options listening =
        streaming().timeouts(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMillis(300));
    assertThat(
            failure(
                EndpointFailure.TimedOut.class,
                listening,
                server.hangsAfter(DELTA.formatted("A dog"))))
        .hasMessageContaining("fell silent for 300 ms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "{\"choices\": []}",
        "{\"choices\": [{\"message\": {\"content\": null}}]}",
        "{\"error\": {\"message\": \"context too long\"}}",
        "{\"choices\": [{\"message\": {\"content\": \"A dog\"}}"
      })
  void refusesWhatIsNoAnswer(String body) {
    assertThat(failure(EndpointFailure.Malformed.class, quick(), ChatServer.json(body)))
        .as(body)
        .isNotNull()
        .hasMessageMatching(".*(OpenAI-compatible server\\?|look into its log)");
    assertThat(server.received).hasSize(1);
  }

  @Test
  void refusesAPageOfAnotherKind() {
    assertThat(
            failure(
                EndpointFailure.Malformed.class,
                quick(),
                ChatServer.body(200, "text/html", "<html>Welcome</html>")))
        .hasMessageContaining("it is text/html")
        .hasMessageContaining("<html>Welcome")
        .hasMessageContaining("OpenAI-compatible");
  }

  @Test
  void refusesAStreamOfGarbage() {
    for (String garbage :
        List.of("data: {not json}\n\n", "data: 7\n\n", "data: {\"error\":{\"code\":500}}\n\n")) {
      assertThat(
              failure(
                  EndpointFailure.Malformed.class,
                  streaming(),
                  ChatServer.events(DELTA.formatted("A"), garbage, DONE)))
          .as(garbage)
          .isNotNull();
    }
    assertThat(
            failure(
                EndpointFailure.Malformed.class,
                streaming(),
                ChatServer.events(DELTA.formatted("A dog ru"))))
        .hasMessageContaining("without an end mark")
        .hasMessageContaining("A dog ru");
    assertThat(
            failure(
                EndpointFailure.Malformed.class,
                streaming(),
                ChatServer.events("no event at all\n", "binary \u0000\u0001\n")))
        .hasMessageContaining("without an end mark");
  }

  @Test
  void hangsUpOnAHugeAnswer() {
    Reply endless =
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          while (!server.isClosing()) {
            exchange.getResponseBody().write(new byte[4096]); // fails once the client hung up
          }
        };
    assertThat(failure(EndpointFailure.TooLarge.class, quick().answerBytes(10_000), endless))
        .hasMessageContaining("10000 bytes");
    Reply endlessEvents =
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
          exchange.sendResponseHeaders(200, 0);
          while (!server.isClosing()) {
            exchange.getResponseBody().write(DELTA.formatted("again ").getBytes());
          }
        };
    assertThat(
            failure(EndpointFailure.TooLarge.class, streaming().answerBytes(10_000), endlessEvents))
        .hasMessageContaining("10000 bytes");
    assertThat(server.received).hasSize(1);
  }

  @Test
  void asksAgainWhereAConnectionBreaks() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ChatEndpoint endpoint =
            ChatEndpoint.at(URI.create("http://127.0.0.1:" + rude.getLocalPort()), quick())) {
      Thread hangingUp =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 3; i++) {
                  try (Socket socket = rude.accept()) {
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0); // RST instead of FIN
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      assertThatThrownBy(() -> endpoint.answer(List.of(request())))
          .isInstanceOf(EndpointFailure.Unreachable.class)
          .hasMessageContaining("is the server running?");
      hangingUp.join(); // three connections were made
    }
  }

  @Test
  void oneFailureGivesTheOthersUp() {
    server.answers(exchange -> {
      if (server.received.size() == 1) {
        ChatServer.body(400, "application/json", "{\"error\":\"bad\"}").to(exchange);
      } else {
        server.hangsAfter().to(exchange);
      }
    });
    try (ChatEndpoint endpoint = ChatEndpoint.at(server.base(), quick().window(1))) {
      assertThatThrownBy(() -> endpoint.answer(List.of(request(), request(), request())))
          .isInstanceOf(EndpointFailure.Rejected.class);
    }
  }

  @Test
  void callsThisMachineAndNamedHostsOnly() {
    for (String refused :
        List.of("http://example.org", "http://169.254.169.254/v1", "http://localhost/v1?key=k")) {
      assertThatThrownBy(() -> ChatEndpoint.at(URI.create(refused), quick()))
          .as(refused)
          .isInstanceOf(EndpointFailure.AddressRefused.class);
    }
    ChatEndpoint.at(URI.create("https://vlm.example.org/v1"), quick().allow("vlm.example.org"))
        .close();
  }

  @Test
  void showsTheKeyNowhere() {
    ChatEndpoint.Options options = quick().apiKey("secret-key");
    assertThat(options.toString()).contains("qwen2-vl").doesNotContain("secret");
    try (ChatEndpoint endpoint = ChatEndpoint.at(server.base(), options)) {
      assertThat(endpoint.engine()).isEqualTo("endpoint:qwen2-vl");
    }
  }
}
