package dev.reelframe.models.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.models.chat.ChatReply.Finish;
import dev.reelframe.models.endpoint.EndpointFailure;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The JSON of {@code /v1/chat/completions}, as vLLM, llama.cpp, Ollama and OpenAI read and write
 * it.
 */
final class ChatJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChatJson() {}

  static byte[] request(ChatRequest request, ChatEndpoint.Options options) {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", options.model());
    ArrayNode messages = root.putArray("messages");
    if (!request.system().isEmpty()) {
      messages.addObject().put("role", "system").put("content", request.system());
    }
    ArrayNode content = messages.addObject().put("role", "user").putArray("content");
    content.addObject().put("type", "text").put("text", request.instruction());
    for (JpegPicture picture : request.pictures()) {
      content
          .addObject()
          .put("type", "image_url")
          .putObject("image_url")
          .put("url", picture.dataUrl());
    }
    root.put("max_tokens", request.maxTokens());
    root.put("temperature", request.seed().isPresent() ? options.temperature() : 0);
    request.seed().ifPresent(seed -> root.put("seed", seed));
    root.put("stream", options.streaming());
    if (options.streaming()) {
      root.putObject("stream_options").put("include_usage", true);
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param body of a whole answer
   * @param excerpt makes a server's text fit for a message
   * @throws EndpointFailure.Malformed where it is none
   */
  static ChatReply reply(String body, UnaryOperator<String> excerpt) {
    JsonNode root = parse(body, excerpt);
    JsonNode choice = root.path("choices").path(0);
    JsonNode text = choice.path("message").path("content");
    if (!text.isTextual()) {
      throw malformed("no message in it", body, excerpt);
    }
    JsonNode usage = root.path("usage");
    return new ChatReply(
        text.asText(),
        finish(choice.path("finish_reason").asText("")),
        count(usage.path("completion_tokens")),
        count(usage.path("prompt_tokens")),
        cached(usage));
  }

  /**
   * An object of a server.
   *
   * @throws EndpointFailure.Malformed where it is none, or says that the server failed
   */
  static JsonNode parse(String body, UnaryOperator<String> excerpt) {
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // without the parser's words, which repeat the server's unredacted
      throw malformed("not JSON", body, excerpt);
    }
    if (!root.isObject()) {
      throw malformed("no object", body, excerpt);
    }
    if (root.hasNonNull("error")) {
      throw new EndpointFailure.Malformed(
          "the server reports an error instead of an answer ("
              + excerpt.apply(root.get("error").toString())
              + "): look into its log",
          null);
    }
    return root;
  }

  static Finish finish(String reason) {
    return reason.equals("length") ? Finish.LENGTH : Finish.STOP;
  }

  static OptionalInt count(JsonNode number) {
    return number.canConvertToInt() && number.isIntegralNumber()
        ? OptionalInt.of(number.asInt())
        : OptionalInt.empty();
  }

  static OptionalInt cached(JsonNode usage) {
    return count(usage.path("prompt_tokens_details").path("cached_tokens"));
  }

  static EndpointFailure.Malformed malformed(
      String why, String body, UnaryOperator<String> excerpt) {
    return new EndpointFailure.Malformed(
        "the answer is not a chat completion, "
            + why
            + " (it starts with: "
            + excerpt.apply(body)
            + "): does the address lead to an OpenAI-compatible server?",
        null);
  }
}
