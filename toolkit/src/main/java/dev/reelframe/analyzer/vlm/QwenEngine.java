package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.models.Attention;
import dev.reelframe.models.qwen.Answer;
import dev.reelframe.models.qwen.DecodingOptions;
import dev.reelframe.models.qwen.LogitsRule;
import dev.reelframe.models.qwen.Message;
import dev.reelframe.models.qwen.MessageContent;
import dev.reelframe.models.qwen.Prefix;
import dev.reelframe.models.qwen.Prompt;
import dev.reelframe.models.qwen.Qwen2Vl;
import dev.reelframe.models.qwen.RgbImage;
import dev.reelframe.models.qwen.VisionFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * Qwen2-VL on this machine. Frames are read in pairs; the features of a pair are computed once and
 * joined anew for every ask that shows it. What an instruction says in front of the frames is
 * computed once as well. The model itself is resident and not closed with this.
 */
final class QwenEngine implements VisionLanguageModel {
  /** Instructions whose keys and values are kept: the question, and its two ways to ask again. */
  private static final int PREFIXES = 3;

  /** Share of the places that decide how alike frames are: those that differ most. */
  private static final double DIFFERING = 0.1;

  /** Colder than this the model hardly varies, hotter it rambles; for asks with a seed only. */
  private static final double TEMPERATURE = 0.7;

  /** Two frames, by number, that the vision encoder reads at once; equal for a single one. */
  private record Pair(long first, long second) {}

  /** Asks that can share a batch: what stands before their frames, and how they are answered. */
  private record Manner(String system, String instruction, int maxTokens, OptionalLong seed) {}

  private final Qwen2Vl model;
  private final String name;
  private final LogitsRule rule;
  private final Map<Pair, VisionFeatures> features = new HashMap<>();
  private final LinkedHashMap<String, Prefix> prefixes = new LinkedHashMap<>(8, 0.75f, true);
  private long framesEncoded;

  QwenEngine(Qwen2Vl model, String name) {
    this(model, name, LogitsRule.NONE);
  }

  /**
   * @param rule sees the logits first, row numbers are those of the batch
   */
  QwenEngine(Qwen2Vl model, String name, LogitsRule rule) {
    this.model = model;
    this.name = name;
    this.rule = rule;
  }

  @Override
  public List<VlmResponse> answer(List<VlmRequest> asks) {
    Map<Manner, List<Integer>> batches = new LinkedHashMap<>();
    for (int i = 0; i < asks.size(); i++) {
      VlmRequest ask = asks.get(i);
      Manner manner = new Manner(ask.system(), ask.instruction(), ask.maxTokens(), ask.seed());
      batches.computeIfAbsent(manner, m -> new ArrayList<>()).add(i);
    }
    VlmResponse[] replies = new VlmResponse[asks.size()];
    batches.forEach((manner, places) -> {
      List<VlmResponse> batch = batch(manner, places.stream().map(asks::get).toList());
      for (int i = 0; i < places.size(); i++) {
        replies[places.get(i)] = batch.get(i);
      }
    });
    return List.of(replies);
  }

  private List<VlmResponse> batch(Manner manner, List<VlmRequest> asks) {
    List<Prompt> prompts = asks.stream().map(this::prompt).toList();
    boolean known = prefixes.containsKey(key(manner));
    Prefix prefix = prefix(manner, prompts.getFirst());
    List<Answer> answers =
        model.generate(prompts, decoding(manner), Optional.of(prefix), this::choose);
    List<VlmResponse> replies = new ArrayList<>();
    for (Answer answer : answers) {
      // The first ask of its kind paid for the prefix.
      int reused = known || !replies.isEmpty() ? prefix.tokens() : 0;
      replies.add(reply(answer, reused));
    }
    return replies;
  }

  private void choose(int row, List<Integer> generated, float[] logits) {
    stopIfInterrupted();
    rule.apply(row, generated, logits);
  }

  private static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the description was cancelled");
    }
  }

  /** Names of control tokens lose their meaning: whoever wrote the texts, they end no message. */
  private Prompt prompt(VlmRequest ask) {
    return Prompt.of(
        new Message("system", List.of(MessageContent.quoted(ask.system()))),
        Message.user(
            MessageContent.quoted(ask.instruction()), MessageContent.clip(clip(ask.frames()))));
  }

  private static DecodingOptions decoding(Manner manner) {
    DecodingOptions decoding =
        manner.seed.isPresent()
            ? DecodingOptions.sampling(manner.maxTokens, TEMPERATURE, manner.seed.getAsLong())
            : DecodingOptions.greedy(manner.maxTokens);
    return decoding.wholeSentences(Math.max(8, manner.maxTokens / 4));
  }

  private static VlmResponse reply(Answer answer, int reused) {
    VlmResponse.End end =
        switch (answer.finish()) {
          case ENDED -> VlmResponse.End.STOP;
          case SENTENCE -> VlmResponse.End.SENTENCE;
          case BUDGET, CUT_BACK -> VlmResponse.End.LENGTH;
        };
    return new VlmResponse(
        answer.text(),
        end,
        answer.tokenIds().size(),
        OptionalInt.of(answer.promptTokens()),
        OptionalInt.of(reused));
  }

  private static String key(Manner manner) {
    return manner.system + '\0' + manner.instruction;
  }

  private Prefix prefix(Manner manner, Prompt example) {
    Prefix prefix = prefixes.get(key(manner));
    if (prefix == null) {
      if (prefixes.size() == PREFIXES) {
        prefixes.pollFirstEntry().getValue().close();
      }
      prefix = model.prefix(example);
      prefixes.put(key(manner), prefix);
    }
    return prefix;
  }

  private VisionFeatures clip(List<Frame> frames) {
    List<VisionFeatures> pairs = new ArrayList<>();
    for (int i = 0; i < frames.size(); i += 2) {
      pairs.add(pair(frames.get(i), frames.get(Math.min(i + 1, frames.size() - 1))));
    }
    return VisionFeatures.join(pairs);
  }

  private VisionFeatures pair(Frame first, Frame second) {
    return features.computeIfAbsent(
        new Pair(first.index(), second.index()), pair -> encode(first, second));
  }

  private VisionFeatures encode(Frame first, Frame second) {
    stopIfInterrupted();
    boolean single = first.index() == second.index();
    framesEncoded += single ? 1 : 2;
    return model.watch(single ? List.of(rgb(first)) : List.of(rgb(first), rgb(second)));
  }

  static RgbImage rgb(Frame frame) {
    byte[] data = frame.data();
    int bytes = frame.format().bytesPerPixel();
    byte[] rgb = new byte[3 * frame.width() * frame.height()];
    boolean bgr = frame.format() == PixelFormat.BGR;
    for (int from = 0, to = 0; to < rgb.length; from += bytes, to += 3) {
      rgb[to] = data[bgr ? from + 2 : from];
      rgb[to + 1] = data[bgr ? from + 1 : from];
      rgb[to + 2] = data[from];
    }
    return new RgbImage(frame.width(), frame.height(), rgb);
  }

  @Override
  public OptionalDouble similarity(List<Frame> one, List<Frame> other) {
    VisionFeatures a = clip(one);
    VisionFeatures b = clip(other);
    return a.grid().equals(b.grid())
        ? OptionalDouble.of(a.similarity(b, DIFFERING))
        : OptionalDouble.empty();
  }

  @Override
  public void retain(List<Frame> frames) {
    Set<Long> kept = frames.stream().map(Frame::index).collect(Collectors.toSet());
    features.keySet().removeIf(pair -> !kept.contains(pair.first) || !kept.contains(pair.second));
  }

  /** Pairs whose features are held. */
  int pairsHeld() {
    return features.size();
  }

  @Override
  public OptionalLong framesPrepared() {
    return OptionalLong.of(framesEncoded);
  }

  @Override
  public Optional<String> attention() {
    return Optional.of(Attention.on(model.device().used(), Optional.empty()).toString());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    prefixes.values().forEach(Prefix::close);
    prefixes.clear();
    features.clear();
  }
}
