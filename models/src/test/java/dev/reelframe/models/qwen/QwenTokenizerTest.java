package dev.reelframe.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real vocabulary of Qwen2 (vocab.json and merges, 151,643 entries). */
class QwenTokenizerTest {

  private static QwenTokenizer tokenizer;

  @BeforeAll
  static void open() {
    tokenizer = QwenTokenizer.open(TinyModel.shared("tokenizers/qwen2"));
  }

  @AfterAll
  static void close() {
    if (tokenizer != null) {
      tokenizer.close();
    }
  }

  /** Ids from an independent byte-pair encoder over the same two files. */
  static Stream<Arguments> known() {
    return Stream.of(
        Arguments.of("Hello world!", new long[] {9707, 1879, 0}),
        Arguments.of("You are a helpful assistant.", new long[] {2610, 525, 264, 10950, 17847, 13}),
        Arguments.of(
            "Größe, Maße, süße Öhrchen, Übermut",
            new long[] {
              6464, 78940, 11, 11331, 23455, 11, 59739, 23455, 34037, 4079, 7522, 11, 49371, 6984
            }),
        Arguments.of("Fu\u0308r U\u0308bung", new long[] {80593, 30512, 83592}),
        Arguments.of("你好，世界！", new long[] {108386, 3837, 99489, 6313}),
        Arguments.of(
            "\ud83d\ude42\ud83c\udf89\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            new long[] {145080, 144841, 145367, 378, 235, 145233, 378, 235, 145665}),
        Arguments.of(
            "12,50 € am 3. Mai 2026\n\n  Ende",
            new long[] {
              16, 17, 11, 20, 15, 12984, 1079, 220, 18, 13, 42256, 220, 17, 15, 17, 21, 271, 220,
              51292
            }),
        Arguments.of("It's DON'T", new long[] {2132, 594, 44273, 17323}));
  }

  @ParameterizedTest
  @MethodSource("known")
  void knownTextHasKnownIdsAndComesBack(String text, long[] ids) {
    assertThat(tokenizer.encode(text)).isEqualTo(ids);
    assertThat(tokenizer.decode(ids, true))
        .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
  }

  @Test
  void specialTokensAreMatchedInTextAndSkippedOnRequest() {
    String chat = "<|im_start|>user\nHallo 🙂<|im_end|>\n";
    long[] ids = tokenizer.encode(chat);
    assertThat(ids[0]).isEqualTo(151644);
    assertThat(ids).contains(151645);
    assertThat(tokenizer.decode(ids, false)).isEqualTo(chat);
    assertThat(tokenizer.decode(ids, true)).isEqualTo("user\nHallo 🙂\n");
  }

  @Test
  void longTextIsNotCut() {
    String text = "Das Wetter ist schön. ".repeat(4000);
    assertThat(tokenizer.decode(tokenizer.encode(text), true)).isEqualTo(text);
  }

  @Test
  void idsBehindTheLastEntryAndBrokenBytesAreHarmless() {
    assertThat(tokenizer.decode(new long[] {9707, 151935}, true)).isEqualTo("Hello");
    long[] emoji = tokenizer.encode("\ud83d\udc69\u200d");
    long[] half = {emoji[0], emoji[1]};
    assertThat(tokenizer.decode(half, true)).endsWith("\ufffd");
    assertThat(tokenizer.encode("")).isEmpty();
    assertThat(tokenizer.decode(new long[0], true)).isEmpty();
  }

  @Test
  void aDamagedFileIsRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": ");
    assertThatThrownBy(() -> QwenTokenizer.open(folder)).isInstanceOf(ModelMismatch.class);
  }

  @Test
  void aFolderWithoutATokenizerSaysSo(@TempDir Path empty) {
    assertThatThrownBy(() -> QwenTokenizer.open(empty))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("tokenizer.json");
  }
}
