package dev.reelframe.models.qwen;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content parts in the order in which the model reads them
 */
public record Message(String role, List<MessageContent> content) {

  public Message {
    content = List.copyOf(content);
  }

  public static Message system(String text) {
    return new Message("system", List.of(MessageContent.text(text)));
  }

  public static Message user(MessageContent... content) {
    return new Message("user", List.of(content));
  }

  public static Message assistant(String text) {
    return new Message("assistant", List.of(MessageContent.text(text)));
  }
}
