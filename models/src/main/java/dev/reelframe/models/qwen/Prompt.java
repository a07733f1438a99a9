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
  public static Prompt ask(Content... content) {
    return of(Message.user(content));
  }

  List<VisionFeatures> pictures() {
    return content()
        .filter(Content.Picture.class::isInstance)
        .map(part -> ((Content.Picture) part).features())
        .toList();
  }

  List<VisionFeatures> clips() {
    return content()
        .filter(Content.Clip.class::isInstance)
        .map(part -> ((Content.Clip) part).features())
        .toList();
  }

  private Stream<Content> content() {
    return messages.stream().flatMap(message -> message.content().stream());
  }
}
