package dev.reelframe.models.qwen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One row's answer while it grows. */
final class AnswerRow {

  private final EncodedPrompt prompt;
  private final DecodingOptions decoding;
  private final Set<Long> endTokens;
  private final QwenTokenizer tokenizer;
  private final TokenSampler sampler;
  private final Set<Integer> seen = new HashSet<>();
  private final List<Integer> ids = new ArrayList<>();
  private Answer.Finish finish;

  AnswerRow(
      EncodedPrompt prompt,
      DecodingOptions decoding,
      Set<Long> endTokens,
      QwenTokenizer tokenizer) {
    this.prompt = prompt;
    this.decoding = decoding;
    this.endTokens = endTokens;
    this.tokenizer = tokenizer;
    this.sampler = new TokenSampler(decoding.choice());
    for (long id : prompt.ids()) {
      seen.add((int) id);
    }
  }

  boolean isFinished() {
    return finish != null;
  }

  List<Integer> ids() {
    return Collections.unmodifiableList(ids);
  }

  /** The token that the next step reads. */
  long last() {
    return ids.getLast();
  }

  /** The position of that token. */
  long position() {
    return prompt.positions().next() + ids.size() - 1;
  }

  void choose(float[] logits) {
    if (decoding.repetitionPenalty() != 1.0) {
      TokenSampler.penalise(logits, seen, decoding.repetitionPenalty());
    }
    int id = sampler.pick(logits);
    ids.add(id);
    seen.add(id);
    if (endTokens.contains((long) id)) {
      finish = Answer.Finish.ENDED;
    } else if (ids.size() >= decoding.maxNewTokens()) {
      finish = atBudget();
    }
  }

  /** Null while the sentence may still be finished. */
  private Answer.Finish atBudget() {
    if (decoding.sentenceGrace().isEmpty()) {
      return Answer.Finish.BUDGET;
    }
    String text = text();
    if (SentenceEnd.isAtEndOf(text)) {
      return Answer.Finish.SENTENCE;
    }
    if (ids.size() < decoding.hardLimit()) {
      return null;
    }
    return SentenceEnd.lastEnd(text) > 0 ? Answer.Finish.CUT_BACK : Answer.Finish.BUDGET;
  }

  Answer answer() {
    String text = text();
    if (finish == Answer.Finish.CUT_BACK) {
      text = text.substring(0, SentenceEnd.lastEnd(text));
    }
    return new Answer(ids, text, finish, prompt.ids().length);
  }

  private String text() {
    return tokenizer.decode(ids.stream().mapToLong(Integer::longValue).toArray(), true);
  }
}
