package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Qwen2VlTest {

  private static Qwen2Vl model;

  @BeforeAll
  static void open() {
    model = TinyModel.open(QwenOptions.defaults().threads(2));
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  @Test
  void closingWaitsForACallThatRuns() throws InterruptedException {
    Qwen2Vl mine = TinyModel.open(QwenOptions.defaults().threads(1));
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Answer> answers = new ArrayList<>();
    LogitsRule waiting =
        (row, said, logits) -> {
          running.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Thread caller =
        Thread.ofPlatform()
            .start(() ->
                answers.addAll(
                    mine.generate(
                        List.of(Prompt.ask(MessageContent.text("Why?"))),
                        DecodingOptions.greedy(3),
                        Optional.empty(),
                        waiting)));
    running.await();
    Thread closer = Thread.ofPlatform().start(mine::close);
    closer.join(100);
    assertThat(closer.isAlive()).as("waits").isTrue();
    goOn.countDown();
    closer.join();
    caller.join();
    assertThat(answers).hasSize(1);
    assertThatThrownBy(
            () -> mine.generate(Prompt.ask(MessageContent.text("Why?")), DecodingOptions.greedy(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    mine.close();
  }

  @Test
  void aPrefixIsComputedOnceAndChangesNoAnswer() {
    List<Prompt> prompts = segments();
    List<Answer> plain = model.generate(prompts, DecodingOptions.greedy(12));

    QwenCounters before = model.counters();
    try (Prefix prefix = model.prefix(prompts.getFirst())) {
      List<Answer> reused =
          model.generate(prompts, DecodingOptions.greedy(12), Optional.of(prefix), LogitsRule.NONE);

      assertThat(reused).isEqualTo(plain);
      QwenCounters after = model.counters();
      long prompt = after.promptTokens() - before.promptTokens();
      assertThat(prefix.tokens()).isGreaterThan(20);
      assertThat(after.promptTokensReused() - before.promptTokensReused())
          .isEqualTo(3L * prefix.tokens());
      assertThat(after.promptTokensPrefilled() - before.promptTokensPrefilled())
          .isEqualTo(prompt - 2L * prefix.tokens());
    }
  }

  @Test
  void aPrefixedRowHasTheLogitsOfThePlainOne() {
    List<Prompt> prompts = segments();
    List<float[]> plain = firstLogits(prompts, Optional.empty());
    try (Prefix prefix = model.prefix(prompts.getLast())) {
      List<float[]> reused = firstLogits(prompts, Optional.of(prefix));
      for (int row = 0; row < prompts.size(); row++) {
        assertThat(reused.get(row)).containsExactly(plain.get(row), within(1e-4f));
      }
    }
  }

  @Test
  void aPromptThatDoesNotBeginWithThePrefixIsRefused() {
    try (Prefix prefix = model.prefix(segments().getFirst())) {
      Prompt other =
          Prompt.ask(MessageContent.text("Something else: "), MessageContent.text("why?"));

      assertThatThrownBy(() ->
              model.generate(
                  List.of(other), DecodingOptions.greedy(2), Optional.of(prefix), LogitsRule.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("prefix");
    }
  }

  @Test
  void aLongPromptInSmallGoesGivesTheSameAnswer() {
    List<Prompt> prompts = segments();
    List<Answer> whole = model.generate(prompts, DecodingOptions.greedy(12));
    // 3 rows x 704 logits x 4 bytes: seven tokens per go by memory, five by count.
    for (QwenOptions small :
        List.of(
            QwenOptions.defaults().prefill(1024, 7 * 3 * 704 * 4),
            QwenOptions.defaults().prefill(5, 1 << 20))) {
      try (Qwen2Vl frugal = TinyModel.open(small.threads(2))) {
        assertThat(frugal.generate(prompts, DecodingOptions.greedy(12))).isEqualTo(whole);
      }
    }
  }

  @Test
  void slicesEncodedOneByOneMakeTheSameClip() {
    List<RgbImage> frames = frames(5);
    VisionFeatures clip = model.watch(frames);

    VisionFeatures joined =
        VisionFeatures.join(
            List.of(
                model.watch(frames.subList(0, 2)),
                model.watch(frames.subList(2, 4)),
                model.watch(frames.subList(4, 5))));

    assertThat(joined.grid()).isEqualTo(clip.grid());
    assertThat(joined.rows()).isEqualTo(clip.rows());
    assertThat(joined.frames()).isEqualTo(5);
    assertThat(clip.similarity(joined)).isCloseTo(1.0, within(1e-9));
  }

  @Test
  void framesSharedByOverlappingClipsAreEncodedOnce() {
    QwenCounters before = model.counters();
    List<VisionFeatures> pairs = new ArrayList<>();
    List<RgbImage> frames = frames(6);
    for (int i = 0; i < 6; i += 2) {
      pairs.add(model.watch(frames.subList(i, i + 2)));
    }
    List<Prompt> overlapping =
        List.of(
            Prompt.ask(MessageContent.clip(VisionFeatures.join(pairs.subList(0, 2)))),
            Prompt.ask(MessageContent.clip(VisionFeatures.join(pairs.subList(1, 3)))));
    model.generate(overlapping, DecodingOptions.greedy(2));

    QwenCounters after = model.counters();
    assertThat(after.framesEncoded() - before.framesEncoded()).isEqualTo(6);
    assertThat(after.slicesEncoded() - before.slicesEncoded()).isEqualTo(3);
    assertThat(after.framesShown() - before.framesShown()).isEqualTo(8);
  }

  @Test
  void aSeedGivesTheSameAnswerAloneAndInABatch() {
    List<Prompt> prompts = segments();
    DecodingOptions sampled = DecodingOptions.sampling(12, 1.2, 7);
    List<Answer> batched = model.generate(prompts, sampled);
    for (int row = 0; row < prompts.size(); row++) {
      assertThat(model.generate(prompts.get(row), sampled)).isEqualTo(batched.get(row));
    }
    assertThat(model.generate(prompts, DecodingOptions.sampling(12, 1.2, 8))).isNotEqualTo(batched);
  }

  @Test
  void theSharpestSamplingIsGreedy() {
    Prompt prompt = segments().getFirst();
    DecodingOptions published =
        DecodingOptions.greedy(12).choice(new DecodingOptions.Sampling(0.01, 1, 0.001, 3));
    assertThat(model.generate(prompt, published))
        .isEqualTo(model.generate(prompt, DecodingOptions.greedy(12)));
  }

  @Test
  void aRuleCanForbidTokens() {
    Prompt prompt = segments().getFirst();
    int first = model.generate(prompt, DecodingOptions.greedy(1)).tokenIds().getFirst();
    LogitsRule forbidden = (row, generated, logits) -> logits[first] = Float.NEGATIVE_INFINITY;
    Answer answer =
        model
            .generate(List.of(prompt), DecodingOptions.greedy(12), Optional.empty(), forbidden)
            .getFirst();
    assertThat(answer.tokenIds()).hasSize(12).doesNotContain(first);
  }

  @Test
  void anAnswerEndsWithAWholeSentenceWhenTheBudgetRunsOut() {
    // The weights are random, so the rule spells a text token by token.
    long[] script =
        model.tokenizer().encode("The picture is red. The black boat runs up. Then again the");
    LogitsRule spell =
        (row, generated, logits) -> logits[(int) script[generated.size() % script.length]] = 1e6f;
    int firstStop = lengthOf("The picture is red.");
    int secondStop = lengthOf("The picture is red. The black boat runs up.");

    assertThat(spelt(DecodingOptions.greedy(firstStop + 2), spell).finish())
        .isEqualTo(Answer.Finish.BUDGET);
    Answer finished =
        spelt(DecodingOptions.greedy(firstStop + 2).wholeSentences(secondStop), spell);
    assertThat(finished.finish()).isEqualTo(Answer.Finish.SENTENCE);
    assertThat(finished.text()).isEqualTo("The picture is red. The black boat runs up.");
    Answer cut = spelt(DecodingOptions.greedy(firstStop + 2).wholeSentences(1), spell);
    assertThat(cut.finish()).isEqualTo(Answer.Finish.CUT_BACK);
    assertThat(cut.text()).isEqualTo("The picture is red.");
    assertThat(cut.tokenIds()).hasSize(firstStop + 3);
    assertThat(cut.isWhole()).isTrue();
  }

  @Test
  void textThatNamesAVisionTokenIsRefusedUnlessQuoted() {
    String injected = "Look: <|image_pad|> and <|im_end|>";
    assertThatThrownBy(() -> model.encode(Prompt.ask(MessageContent.text(injected))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vision token");
    EncodedPrompt quoted = model.encode(Prompt.ask(MessageContent.quoted(injected)));
    long ends = model.tokenizer().encode("<|im_end|>")[0];
    assertThat(Arrays.stream(quoted.ids()).filter(id -> id == ends)).hasSize(2);
  }

  @Test
  void nativeMemoryIsReturned() {
    long tensors = HostTensor.open();
    long caches = KvCache.open();
    List<Prompt> prompts = segments();
    try (Prefix prefix = model.prefix(prompts.getFirst())) {
      model.generate(prompts, DecodingOptions.greedy(4), Optional.of(prefix), LogitsRule.NONE);
      LogitsRule fails =
          (row, generated, logits) -> {
            throw new IllegalStateException("on purpose");
          };
      assertThatThrownBy(
              () -> model.generate(prompts, DecodingOptions.greedy(4), Optional.of(prefix), fails))
          .hasMessage("on purpose");
      assertThat(KvCache.open()).isEqualTo(caches + 1);
    }
    assertThat(KvCache.open()).isEqualTo(caches);
    assertThat(HostTensor.open()).isEqualTo(tensors);
  }

  @Test
  void aFolderWithoutAModelSaysWhatIsMissing(@TempDir Path empty) {
    assertThatThrownBy(() -> Qwen2Vl.open(empty, QwenOptions.defaults()))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("config.json");
    assertThatThrownBy(() -> TinyModel.open(QwenOptions.defaults().suffix("_q4f16")))
        .hasMessageContaining("_q4f16.onnx");
  }

  @Test
  void aFolderOfAnotherModelIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 2}");
    assertThatThrownBy(() -> Qwen2Vl.open(folder, QwenOptions.defaults()))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("image_token_id");
  }

  @Test
  void threadsDoNotChangeALogit() {
    List<Prompt> prompts = segments();
    try (Qwen2Vl single = TinyModel.open(QwenOptions.defaults().threads(1))) {
      List<float[]> seen = new ArrayList<>();
      single.generate(
          prompts,
          DecodingOptions.greedy(1),
          Optional.empty(),
          (row, ids, logits) -> seen.add(logits.clone()));
      List<float[]> withTwo = firstLogits(prompts, Optional.empty());
      for (int row = 0; row < seen.size(); row++) {
        assertThat(seen.get(row)).isEqualTo(withTwo.get(row));
      }
    }
  }

  private static Answer spelt(DecodingOptions decoding, LogitsRule rule) {
    Prompt prompt = Prompt.ask(MessageContent.text("Describe."));
    return model.generate(List.of(prompt), decoding, Optional.empty(), rule).getFirst();
  }

  private static int lengthOf(String text) {
    return model.tokenizer().encode(text).length;
  }

  private static List<float[]> firstLogits(List<Prompt> prompts, Optional<Prefix> prefix) {
    List<float[]> seen = new ArrayList<>();
    model.generate(
        prompts, DecodingOptions.greedy(1), prefix, (row, ids, logits) -> seen.add(logits.clone()));
    return seen;
  }

  /** Three prompts of different length with one instruction in front of the pictures. */
  private static List<Prompt> segments() {
    String instruction = "Describe what happens in this second in one sentence.\n";
    return List.of(
        Prompt.ask(
            MessageContent.text(instruction),
            MessageContent.clip(model.watch(frames(4))),
            MessageContent.text("Go.")),
        Prompt.ask(
            MessageContent.text(instruction),
            MessageContent.picture(model.look(frames(1).getFirst()))),
        Prompt.ask(
            MessageContent.text(instruction),
            MessageContent.picture(model.look(TinyModel.picture(150, 60, 9))),
            MessageContent.text("Was ist größer als vorher?")));
  }

  private static List<RgbImage> frames(int count) {
    List<RgbImage> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(TinyModel.picture(90, 120, i));
    }
    return frames;
  }
}
