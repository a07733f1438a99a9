package dev.reelframe.models.whisper;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/** Whisper's byte-level tokenizer, from the model folder's tokenizer.json. Thread safe. */
final class WhisperTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  private WhisperTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static WhisperTokenizer open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelMissing(
          file.toAbsolutePath().getParent().getFileName().toString(),
          "no tokenizer at " + file + ": fetch the model again, it belongs to the export",
          null);
    }
    try {
      return new WhisperTokenizer(
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optAddSpecialTokens(false)
              .optPadding(false)
              .optTruncation(false)
              .build());
    } catch (IOException | RuntimeException e) {
      throw new ModelMismatch(file + " is not a tokenizer.json: fetch the model again", e);
    }
  }

  /** Ids of a text; special tokens written out in it become their ids, none are added. */
  int[] encode(String text) {
    return text.isEmpty()
        ? new int[0]
        : Arrays.stream(tokenizer.encode(text, false, false).getIds())
            .mapToInt(Math::toIntExact)
            .toArray();
  }

  /** The id of a token that is written out whole, such as {@code <|notimestamps|>}. */
  OptionalInt token(String content) {
    int[] ids = encode(content);
    return ids.length == 1 ? OptionalInt.of(ids[0]) : OptionalInt.empty();
  }

  /**
   * The text of some ids. Bytes that are not UTF-8 become U+FFFD; ids that the tokenizer does not
   * know become nothing.
   */
  String decode(int[] ids, boolean skipSpecial) {
    return ids.length == 0
        ? ""
        : tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecial);
  }

  /**
   * The words of some ids without special tokens and timestamps. A timestamp ends a character that
   * lacks bytes, so that one never merges with bytes behind the timestamp.
   */
  String text(int[] ids, int timestampBegin) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int i = 0; i <= ids.length; i++) {
      if (i == ids.length || ids[i] >= timestampBegin) {
        text.append(decode(Arrays.copyOfRange(ids, from, i), true));
        from = i + 1;
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
