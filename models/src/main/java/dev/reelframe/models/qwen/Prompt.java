package dev.reelframe.models.qwen;

import java.util.List;
import java.util.stream.Stream;

/** A conversation that the model is to continue as the assistant. */
public record Prompt(List<Message> messages) {

  public Prompt {
    messages = List.copyOf(messages);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("a prompt needs at least one message");
    }
  }

  public static Prompt of(Message... messages) {
    return new Prompt(List.of(messages));
  }

  /** A single question, with the template's default system line in front. */
  public static Prompt ask(MessageContent... content) {
    return of(Message.user(content));
  }

  List<VisionFeatures> pictures() {
    return content()
        .filter(MessageContent.Picture.class::isInstance)
        .map(part -> ((MessageContent.Picture) part).features())
        .toList();
  }

  List<VisionFeatures> clips() {
    return content()
        .filter(MessageContent.Clip.class::isInstance)
        .map(part -> ((MessageContent.Clip) part).features())
        .toList();
  }

  private Stream<MessageContent> content() {
    return messages.stream().flatMap(message -> message.content().stream());
  }
}
