package dev.reelframe.models.qwen;

/** One part of a message. Parts follow each other without anything between them. */
public sealed interface Content {

  /** Plain text. The names of special tokens in it are taken as those tokens: see {@link #text}. */
  record Text(String text) implements Content {}

  /** A still picture. */
  record Picture(VisionFeatures features) implements Content {}

  /** A clip of one or more slices. */
  record Clip(VisionFeatures features) implements Content {}

  /**
   * Text as it is. {@code <|im_end|>} and the like inside it end the message, as in the reference
   * implementation: pass text from elsewhere (captions, transcripts) through {@link #quoted}.
   */
  static Content text(String text) {
    return new Text(text);
  }

  /** Text from an untrusted source: the names of control tokens in it lose their meaning. */
  static Content quoted(String text) {
    return new Text(text.replace("<|", "< |").replace("|>", "| >"));
  }

  /** A still picture, shown where it stands in the message. */
  static Content picture(VisionFeatures features) {
    return new Picture(features);
  }

  /** A clip, shown where it stands in the message. */
  static Content clip(VisionFeatures features) {
    return new Clip(features);
  }
}
