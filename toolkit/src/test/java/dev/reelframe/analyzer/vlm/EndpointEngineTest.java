package dev.reelframe.analyzer.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.models.Device;
import dev.reelframe.models.chat.ChatEndpoint;
import dev.reelframe.models.endpoint.EndpointFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door to a server, over real HTTP. */
class EndpointEngineTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile String text = "A dog runs.";
  private volatile String finish = "stop";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          try (exchange) {
            asked.add(JSON.readTree(exchange.getRequestBody()));
            var root = JSON.createObjectNode();
            var choice = root.putArray("choices").addObject().put("finish_reason", finish);
            choice.putObject("message").put("content", text);
            root.putObject("usage").put("completion_tokens", 4).put("prompt_tokens", 90);
            byte[] body = root.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private VlmSource describer() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    return VlmSource.endpoint(base, ChatEndpoint.Options.model("vlm").apiKey("secret").window(1));
  }

  private static Frame frame(int index) {
    byte[] blue = new byte[56 * 56 * 3];
    for (int i = 0; i < blue.length; i += 3) {
      blue[i] = (byte) 250;
    }
    return new Frame(index, index / 4.0, 56, 56, PixelFormat.BGR, blue);
  }

  private static VlmRequest ask(int... frames) {
    List<Frame> shown = Arrays.stream(frames).mapToObj(EndpointEngineTest::frame).toList();
    return new VlmRequest("You describe.", "Describe.", shown, 8, OptionalLong.empty());
  }

  @Test
  void framesOfSeveralAsksAreMadeOnce() {
    try (VisionLanguageModel model = describer().open().apply(RunContext.on(Device.cpu(), 1))) {
      List<VlmResponse> replies = model.answer(List.of(ask(0, 1), ask(1, 2)));
      assertThat(replies)
          .extracting(VlmResponse::text)
          .containsExactly("A dog runs.", "A dog runs.");
      assertThat(replies.getFirst().tokens()).isEqualTo(4);
      assertThat(replies.getFirst().promptTokens()).hasValue(90);
      assertThat(model.framesPrepared()).hasValue(3);
      model.retain(List.of(frame(2)));
      model.answer(List.of(ask(2, 0)));
      assertThat(model.framesPrepared()).hasValue(4);
    }
    assertThat(asked.getFirst().at("/messages/1/content")).hasSize(3);
    assertThat(asked.getFirst().path("max_tokens").asInt()).isEqualTo(8);
  }

  @Test
  void anAnswerThatTheBudgetEndsIsWholeOnlyAfterASentence() {
    finish = "length";
    try (VisionLanguageModel model = describer().open().apply(RunContext.on(Device.cpu(), 1))) {
      assertThat(model.answer(List.of(ask(0))).getFirst().end())
          .isEqualTo(VlmResponse.End.SENTENCE);
      text = "A dog runs. It is";
      assertThat(model.answer(List.of(ask(0))).getFirst().end()).isEqualTo(VlmResponse.End.LENGTH);
      finish = "stop";
      assertThat(model.answer(List.of(ask(0))).getFirst().end()).isEqualTo(VlmResponse.End.STOP);
    }
  }

  @Test
  void theNameStandsInTheProvenanceWithoutSecrets() {
    VlmSource describer = describer();
    assertThat(describer.missing().get()).isEmpty();
    assertThat(describer.name()).isEqualTo("endpoint:vlm");
    assertThat(describer.models().get().toString()).doesNotContain("secret");
    try (VisionLanguageModel model = describer.open().apply(RunContext.on(Device.cpu(), 1))) {
      assertThat(model.name()).isEqualTo("endpoint:vlm");
    }
  }

  @Test
  void aHostThatNobodyNamedIsRefusedBeforeAnythingIsSent() {
    VlmSource far =
        VlmSource.endpoint(
            URI.create("https://vlm.example.org"), ChatEndpoint.Options.model("vlm"));
    assertThatThrownBy(() -> far.open().apply(RunContext.on(Device.cpu(), 1)))
        .isInstanceOf(EndpointFailure.AddressRefused.class)
        .hasMessageContaining("allow it by name");
  }

  @Test
  void whatTheMachineIsSetUpForIsLookedAtAnew() {
    VlmSource standard = VlmSource.standard();
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    System.setProperty("reelframe.description.url", base);
    System.setProperty("reelframe.description.model", "other");
    try (VisionLanguageModel model = standard.open().apply(RunContext.on(Device.cpu(), 1))) {
      assertThat(standard.missing().get()).isEmpty();
      assertThat(model.answer(List.of(ask(0)))).hasSize(1);
      assertThat(asked.getFirst().path("model").asText()).isEqualTo("other");
    } finally {
      System.clearProperty("reelframe.description.url");
      System.clearProperty("reelframe.description.model");
    }
  }
}
