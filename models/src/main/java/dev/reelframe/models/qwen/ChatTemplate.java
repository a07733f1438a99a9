package dev.reelframe.models.qwen;

/**
 * The chat template that Qwen2-VL was released with ({@code chat_template} in its
 * tokenizer_config.json), with one placeholder per picture or clip.
 */
public final class ChatTemplate {

  static final String PICTURE = "<|vision_start|><|image_pad|><|vision_end|>";
  static final String CLIP = "<|vision_start|><|video_pad|><|vision_end|>";
  static final String DEFAULT_SYSTEM = "You are a helpful assistant.";

  private ChatTemplate() {}

  /** The text of the whole conversation, ending where the assistant is to speak. */
  public static String render(Prompt prompt) {
    StringBuilder text = new StringBuilder();
    if (!prompt.messages().getFirst().role().equals("system")) {
      open(text, "system").append(DEFAULT_SYSTEM).append("<|im_end|>\n");
    }
    for (Message message : prompt.messages()) {
      open(text, message.role());
      for (MessageContent part : message.content()) {
        text.append(
            switch (part) {
              case MessageContent.Text(String words) -> words;
              case MessageContent.Picture picture -> PICTURE;
              case MessageContent.Clip clip -> CLIP;
            });
      }
      text.append("<|im_end|>\n");
    }
    return open(text, "assistant").toString();
  }

  private static StringBuilder open(StringBuilder text, String role) {
    return text.append("<|im_start|>").append(role).append('\n');
  }
}
