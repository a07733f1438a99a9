package dev.reelframe.models.qwen;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.models.ModelException;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Qwen2's byte-level BPE (NFC, its own split pattern, no tokens added around a text), run by
 * Hugging Face's tokenizers. The names of special tokens inside a text are matched as those tokens.
 */
public final class QwenTokenizer implements AutoCloseable {

  /** Words with a leading mark, single digits, runs of marks, line ends, blanks. */
  private static final String SPLIT =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  private static final List<String> MERGE_FILES = List.of("merges.txt", "merges.lf.txt");

  private final HuggingFaceTokenizer tokenizer;

  private QwenTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Opens {@code tokenizer.json}, or, where a folder has only the older pair {@code vocab.json} and
   * {@code merges.txt}, the same tokenizer made from those and the added tokens that {@code
   * tokenizer_config.json} lists.
   *
   * @throws ModelMissing when neither is there
   * @throws ModelMismatch when a file is damaged
   */
  public static QwenTokenizer open(Path folder) {
    try {
      return read(folder);
    } catch (IOException | RuntimeException e) {
      throw e instanceof ModelException known
          ? known
          : new ModelMismatch(
              "The tokenizer in %s cannot be read (%s): fetch the model again"
                  .formatted(folder, e.getMessage()),
              e);
    }
  }

  private static QwenTokenizer read(Path folder) throws IOException {
    Path complete = folder.resolve("tokenizer.json");
    if (Files.exists(complete)) {
      return of(Files.newInputStream(complete));
    }
    Path vocabulary = folder.resolve("vocab.json");
    Path merges =
        MERGE_FILES.stream()
            .map(folder::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElse(folder.resolve(MERGE_FILES.getFirst()));
    if (!Files.exists(vocabulary) || !Files.exists(merges)) {
      throw new ModelMissing(
          Qwen2Vl.NAME,
          folder + " has neither tokenizer.json nor vocab.json with merges.txt: fetch the model",
          null);
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode description =
        describe(json, json.readTree(vocabulary.toFile()), merges, addedTokens(json, folder));
    return of(new ByteArrayInputStream(json.writeValueAsBytes(description)));
  }

  private static QwenTokenizer of(InputStream description) throws IOException {
    // Without these DJL would cut at 512 tokens and pad.
    Map<String, String> options =
        Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
    try (description) {
      return new QwenTokenizer(HuggingFaceTokenizer.newInstance(description, options));
    }
  }

  /** Token ids of a text. */
  public long[] encode(String text) {
    return text.isEmpty() ? new long[0] : tokenizer.encode(text, false, false).getIds();
  }

  /**
   * The text of token ids. Bytes that are no UTF-8 become U+FFFD, ids behind the last entry
   * nothing.
   */
  public String decode(long[] ids, boolean skipSpecialTokens) {
    return ids.length == 0 ? "" : tokenizer.decode(ids, skipSpecialTokens);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /** The tokenizer.json that Hugging Face's converter makes for Qwen2Tokenizer. */
  private static ObjectNode describe(
      ObjectMapper json, JsonNode vocabulary, Path merges, ArrayNode addedTokens)
      throws IOException {
    ObjectNode root = json.createObjectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    root.set("added_tokens", addedTokens);
    root.putObject("normalizer").put("type", "NFC");
    ArrayNode steps =
        root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", SPLIT);
    split.put("behavior", "Isolated").put("invert", false);
    byteLevel(steps.addObject());
    byteLevel(root.putObject("post_processor"));
    byteLevel(root.putObject("decoder"));
    ObjectNode model = root.putObject("model").put("type", "BPE");
    model.putNull("dropout").putNull("unk_token");
    model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
    model.put("fuse_unk", false).put("byte_fallback", false);
    model.set("vocab", vocabulary);
    ArrayNode pairs = model.putArray("merges");
    try (Stream<String> lines = Files.lines(merges)) {
      lines.filter(line -> !line.isBlank() && !line.startsWith("#version")).forEach(pairs::add);
    }
    return root;
  }

  private static void byteLevel(ObjectNode node) {
    node.put("type", "ByteLevel").put("add_prefix_space", false);
    node.put("trim_offsets", false).put("use_regex", false);
  }

  private static ArrayNode addedTokens(ObjectMapper json, Path folder) throws IOException {
    ArrayNode tokens = json.createArrayNode();
    Path config = folder.resolve("tokenizer_config.json");
    if (Files.exists(config)) {
      JsonNode listed = json.readTree(config.toFile()).path("added_tokens_decoder");
      listed
          .properties()
          .forEach(entry -> {
            ObjectNode token = tokens.addObject().put("id", Long.parseLong(entry.getKey()));
            token.setAll((ObjectNode) entry.getValue());
          });
    }
    return tokens;
  }
}
