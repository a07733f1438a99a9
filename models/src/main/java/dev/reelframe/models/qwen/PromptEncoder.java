package dev.reelframe.models.qwen;

import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a conversation to token ids with their positions. */
final class PromptEncoder {

  private static final Pattern PLACEHOLDER =
      Pattern.compile(Pattern.quote("<|image_pad|>") + "|" + Pattern.quote("<|video_pad|>"));

  private final QwenTokenizer tokenizer;
  private final MRope mrope;

  PromptEncoder(QwenTokenizer tokenizer, MRope mrope) {
    this.tokenizer = tokenizer;
    this.mrope = mrope;
  }

  EncodedPrompt encode(Prompt prompt) {
    List<VisionFeatures> pictures = prompt.pictures();
    List<VisionFeatures> clips = prompt.clips();
    long[] ids = tokenizer.encode(expand(ChatTemplate.render(prompt), pictures, clips));
    MRope.Positions positions =
        mrope.of(
            ids,
            pictures.stream().map(VisionFeatures::grid).toList(),
            clips.stream().map(VisionFeatures::grid).toList());
    return new EncodedPrompt(ids, positions, pictures, clips);
  }

  /** Repeats every placeholder once per vision token. */
  static String expand(String text, List<VisionFeatures> pictures, List<VisionFeatures> clips) {
    Iterator<VisionFeatures> picture = pictures.iterator();
    Iterator<VisionFeatures> clip = clips.iterator();
    Matcher placeholders = PLACEHOLDER.matcher(text);
    return placeholders.replaceAll(match -> {
      Iterator<VisionFeatures> next = match.group().contains("image") ? picture : clip;
      // More placeholders than pictures: the text itself named one. MRope reports it.
      String token = Matcher.quoteReplacement(match.group());
      return next.hasNext() ? token.repeat(next.next().tokens()) : token;
    });
  }
}
