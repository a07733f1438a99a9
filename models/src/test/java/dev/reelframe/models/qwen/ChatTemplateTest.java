package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChatTemplateTest {

  private static final VisionFeatures SEEN =
      new VisionFeatures(new Grid(1, 2, 2), 2, 1, new float[] {1, 2});

  @Test
  void theDefaultSystemLineComesFirstAndPartsFollowEachOther() {
    Prompt prompt =
        Prompt.ask(
            MessageContent.text("Look: "), MessageContent.picture(SEEN), MessageContent.clip(SEEN));
    assertThat(ChatTemplate.render(prompt))
        .isEqualTo(
            "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\nLook: "
                + "<|vision_start|><|image_pad|><|vision_end|>"
                + "<|vision_start|><|video_pad|><|vision_end|><|im_end|>\n"
                + "<|im_start|>assistant\n");
  }

  @Test
  void aSystemMessageReplacesItAndTurnsAreKept() {
    Prompt prompt =
        Prompt.of(
            Message.system("Antworte kurz."),
            Message.user(MessageContent.text("Was?")),
            Message.assistant("Ein Boot."),
            Message.user(MessageContent.text("Wo?")));
    assertThat(ChatTemplate.render(prompt))
        .isEqualTo(
            "<|im_start|>system\nAntworte kurz.<|im_end|>\n<|im_start|>user\nWas?<|im_end|>\n"
                + "<|im_start|>assistant\nEin Boot.<|im_end|>\n<|im_start|>user\nWo?<|im_end|>\n"
                + "<|im_start|>assistant\n");
  }
}
