package dev.reelframe.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.models.chat.ChatReply.Finish;
import dev.reelframe.models.endpoint.EndpointFailure;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Puts an answer together from the events of a stream. */
final class ChatStream {
  private static final String END = "[DONE]";

  private final UnaryOperator<String> excerpt;
  private final StringBuilder text = new StringBuilder();
  private Optional<Finish> finish = Optional.empty();
  private OptionalInt tokens = OptionalInt.empty();
  private OptionalInt promptTokens = OptionalInt.empty();
  private OptionalInt cachedTokens = OptionalInt.empty();

  ChatStream(UnaryOperator<String> excerpt) {
    this.excerpt = excerpt;
  }

  /**
   * The next event.
   *
   * @return false: it was the last one
   * @throws EndpointFailure.Malformed where it is no part of an answer
   */
  boolean take(String data) {
    if (data.strip().equals(END)) {
      return false;
    }
    JsonNode part = ChatJson.parse(data, excerpt);
    JsonNode choice = part.path("choices").path(0);
    JsonNode delta = choice.path("delta").path("content");
    if (delta.isTextual()) {
      text.append(delta.asText());
    }
    if (choice.path("finish_reason").isTextual()) {
      finish = Optional.of(ChatJson.finish(choice.path("finish_reason").asText()));
    }
    JsonNode usage = part.path("usage");
    if (usage.isObject()) {
      tokens = ChatJson.count(usage.path("completion_tokens"));
      promptTokens = ChatJson.count(usage.path("prompt_tokens"));
      cachedTokens = ChatJson.cached(usage);
    }
    return true;
  }

  /**
   * The whole answer.
   *
   * @param ended whether the server marked the end
   * @throws EndpointFailure.Malformed where the stream broke off
   */
  ChatReply reply(boolean ended) {
    if (!ended && finish.isEmpty()) {
      throw new EndpointFailure.Malformed(
          "the stream ended without an end mark (so far: "
              + excerpt.apply(text.toString())
              + "): look into the server's log",
          null);
    }
    return new ChatReply(
        text.toString(), finish.orElse(Finish.STOP), tokens, promptTokens, cachedTokens);
  }
}
