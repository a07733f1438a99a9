package dev.reelframe.models.qwen;

/** One part of a message. Parts follow each other without anything between them. */
public sealed interface MessageContent {

  /** Plain text. The names of special tokens in it are taken as those tokens: see {@link #text}. */
  record Text(String text) implements MessageContent {}

  /** A still picture. */
  record Picture(VisionFeatures features) implements MessageContent {}

  /** A clip of one or more slices. */
  record Clip(VisionFeatures features) implements MessageContent {}

  /**
   * Text as it is. {@code <|im_end|>} and the like inside it end the message, as in the reference
   * implementation: pass text from elsewhere (captions, transcripts) through {@link #quoted}.
   */
  static MessageContent text(String text) {
    return new Text(text);
  }

  /** Text from an untrusted source: the names of control tokens in it lose their meaning. */
  static MessageContent quoted(String text) {
    return new Text(text.replace("<|", "< |").replace("|>", "| >"));
  }

  /** A still picture, shown where it stands in the message. */
  static MessageContent picture(VisionFeatures features) {
    return new Picture(features);
  }

  /** A clip, shown where it stands in the message. */
  static MessageContent clip(VisionFeatures features) {
    return new Clip(features);
  }
}
