package dev.reelframe.bench.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * A folder with the file contract of a Qwen2-VL export and random weights: the decoder's layers
 * have the operators and, by default, the shapes of Qwen2-VL-2B. All weights read the same bytes of
 * one file, which keeps it below 1 GB (and its beginning in the processor's cache: a step is faster
 * than a real one, so that overhead weighs more). Left out because the cost of a step does not
 * depend on it: the causal part of the mask.
 *
 * @param layers decoder layers
 * @param hidden H, values per token
 * @param heads attention heads; H / heads is the head width
 * @param cacheHeads key/value heads
 * @param inner width of the feed-forward part
 * @param vocabulary V
 */
record RandomQwen(int layers, int hidden, int heads, int cacheHeads, int inner, int vocabulary) {

  private static final String WEIGHTS = "weights.bin";

  /** The shapes of Qwen2-VL-2B, with fewer layers. */
  static RandomQwen like2B(int layers) {
    return new RandomQwen(layers, 1536, 12, 2, 8960, 151_936);
  }

  int headWidth() {
    return hidden / heads;
  }

  /** Writes everything that {@code Qwen2Vl.open} wants. */
  void write(Path folder) throws IOException {
    Path onnx = Files.createDirectories(folder.resolve("onnx"));
    writeWeights(onnx.resolve(WEIGHTS));
    decoder().write(onnx.resolve("decoder_model_merged.onnx"));
    embedder().write(onnx.resolve("embed_tokens.onnx"));
    vision().write(onnx.resolve("vision_encoder.onnx"));
    int end = vocabulary - 1;
    Files.writeString(
        folder.resolve("config.json"),
        "{\"image_token_id\":%d,\"video_token_id\":%d,\"eos_token_id\":%d}"
            .formatted(vocabulary - 3, vocabulary - 2, end));
    Files.writeString(folder.resolve("vocab.json"), letters());
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
  }

  private void writeWeights(Path file) throws IOException {
    long count = (long) hidden * Math.max(vocabulary, inner);
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer block = ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long written = 0; written < count; ) {
        block.clear();
        while (block.hasRemaining() && written < count) {
          block.putFloat((random.nextInt(2001) - 1000) * 2e-5f);
          written++;
        }
        channel.write(block.flip());
      }
    }
  }

  private OnnxFile embedder() {
    OnnxFile file = new OnnxFile(WEIGHTS);
    file.input("input_ids", OnnxFile.INT64, "batch", "tokens");
    file.output("inputs_embeds", OnnxFile.FLOAT, "batch", "tokens", hidden);
    file.weights("table", vocabulary, hidden);
    file.node("Gather", "inputs_embeds", "axis", 0, "table", "input_ids");
    return file;
  }

  /** Never run here; it only has to look right. */
  private OnnxFile vision() {
    OnnxFile file = new OnnxFile(WEIGHTS);
    file.input("pixel_values", OnnxFile.FLOAT, "patches", 1176);
    file.input("grid_thw", OnnxFile.INT64, 1, 3);
    file.output("image_features", OnnxFile.FLOAT, "patches", 1176);
    file.node("Identity", "image_features", "pixel_values");
    return file;
  }

  private OnnxFile decoder() {
    OnnxFile file = new OnnxFile(WEIGHTS);
    file.input("inputs_embeds", OnnxFile.FLOAT, "batch", "tokens", hidden);
    file.input("attention_mask", OnnxFile.INT64, "batch", "length");
    file.input("position_ids", OnnxFile.INT64, 3, "batch", "tokens");
    file.output("logits", OnnxFile.FLOAT, "batch", "tokens", vocabulary);
    constants(file);
    maskAndRotation(file);
    String state = "inputs_embeds";
    for (int layer = 0; layer < layers; layer++) {
      state = layer(file, layer, state);
    }
    file.weights("head", hidden, vocabulary);
    file.node("MatMul", "logits", norm(file, "final", state), "head");
    return file;
  }

  private void constants(OnnxFile file) {
    file.longs("first", 0).longs("axis1", 1).longs("axis2", 2).longs("axis12", 1, 2);
    file.longs("half", headWidth() / 2).longs("whole", headWidth()).longs("axis3", 3);
    file.longs("asQueries", 0, 0, heads, headWidth())
        .longs("asKeys", 0, 0, cacheHeads, headWidth());
    file.longs("asHeads", 0, heads, -1, headWidth()).longs("asHidden", 0, 0, hidden);
    file.longs("groups", 1, 1, heads / cacheHeads, 1, 1);
    file.floats("one", 1).floats("lowest", -1e9f).floats("epsilon", 1e-6f);
    file.floats("scale", (float) (1 / Math.sqrt(headWidth())));
    float[] frequencies = new float[headWidth() / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) Math.pow(1e6, -2.0 * i / headWidth());
    }
    file.floats("frequencies", frequencies);
  }

  private void maskAndRotation(OnnxFile file) {
    file.node("Cast", "seen", "to", OnnxFile.FLOAT, "attention_mask");
    file.node("Sub", "hidden", "one", "seen");
    file.node("Mul", "bias2", "hidden", "lowest");
    file.node("Unsqueeze", "bias", "bias2", "axis12");
    file.node("Gather", "times", "axis", 0, "position_ids", "first");
    file.node("Squeeze", "time", "times", "first");
    file.node("Cast", "timeF", "to", OnnxFile.FLOAT, "time");
    file.node("Unsqueeze", "timeC", "timeF", "axis2");
    file.node("Mul", "angles", "timeC", "frequencies");
    file.node("Concat", "angle3", "axis", 2, "angles", "angles");
    file.node("Unsqueeze", "angle", "angle3", "axis1");
    file.node("Cos", "cos", "angle");
    file.node("Sin", "sin", "angle");
  }

  private String layer(OnnxFile file, int index, String state) {
    String at = "l" + index + ".";
    String normed = norm(file, at + "in", state);
    String query = project(file, at + "q", normed, hidden, "asQueries");
    String key = project(file, at + "k", normed, cacheHeads * headWidth(), "asKeys");
    String value = project(file, at + "v", normed, cacheHeads * headWidth(), "asKeys");
    String keys = cache(file, index, "key", rotate(file, at + "k", key));
    String values = cache(file, index, "value", value);
    String queries = file.node("Mul", at + "qs", rotate(file, at + "q", query), "scale");
    String across =
        file.node(
            "Transpose", at + "kt", "perm", new long[] {0, 1, 3, 2}, repeat(file, at + "k", keys));
    String scores =
        file.node("Add", at + "s", file.node("MatMul", at + "qk", queries, across), "bias");
    String weights = file.node("Softmax", at + "p", "axis", 3, scores);
    String mixed = file.node("MatMul", at + "pv", weights, repeat(file, at + "v", values));
    String rows = file.node("Transpose", at + "pt", "perm", new long[] {0, 2, 1, 3}, mixed);
    String attended =
        linear(file, at + "o", file.node("Reshape", at + "pr", rows, "asHidden"), hidden, hidden);
    String middle = file.node("Add", at + "mid", state, attended);
    return file.node("Add", at + "out", middle, feedForward(file, at, middle));
  }

  private String feedForward(OnnxFile file, String at, String state) {
    String normed = norm(file, at + "ff", state);
    String gate = linear(file, at + "g", normed, hidden, inner);
    String up = linear(file, at + "u", normed, hidden, inner);
    String silu = file.node("Mul", at + "silu", gate, file.node("Sigmoid", at + "sig", gate));
    return linear(file, at + "d", file.node("Mul", at + "gu", silu, up), inner, hidden);
  }

  /** Root mean square normalisation. */
  private String norm(OnnxFile file, String at, String state) {
    file.weights(at + ".gain", hidden);
    String square = file.node("Mul", at + ".sq", state, state);
    String mean = file.node("ReduceMean", at + ".mean", "axes", new long[] {-1}, square);
    String root = file.node("Sqrt", at + ".rt", file.node("Add", at + ".eps", mean, "epsilon"));
    return file.node("Mul", at + ".n", file.node("Div", at + ".div", state, root), at + ".gain");
  }

  private static String linear(OnnxFile file, String at, String state, int from, int to) {
    file.weights(at + ".w", from, to);
    return file.node("MatMul", at + ".y", state, at + ".w");
  }

  private String project(OnnxFile file, String at, String state, int to, String shape) {
    file.weights(at + ".b", to);
    String biased = file.node("Add", at + ".yb", linear(file, at, state, hidden, to), at + ".b");
    String split = file.node("Reshape", at + ".sp", biased, shape);
    return file.node("Transpose", at + ".tr", "perm", new long[] {0, 2, 1, 3}, split);
  }

  private String rotate(OnnxFile file, String at, String state) {
    String low = file.node("Slice", at + ".lo", state, "first", "half", "axis3");
    String high = file.node("Slice", at + ".hi", state, "half", "whole", "axis3");
    String turned =
        file.node("Concat", at + ".rot", "axis", 3, file.node("Neg", at + ".neg", high), low);
    return file.node(
        "Add",
        at + ".ro",
        file.node("Mul", at + ".c", state, "cos"),
        file.node("Mul", at + ".si", turned, "sin"));
  }

  private String cache(OnnxFile file, int layer, String what, String fresh) {
    String past = "past_key_values.%d.%s".formatted(layer, what);
    String present = "present.%d.%s".formatted(layer, what);
    file.input(past, OnnxFile.FLOAT, "batch", cacheHeads, "past", headWidth());
    file.output(present, OnnxFile.FLOAT, "batch", cacheHeads, "length", headWidth());
    return file.node("Concat", present, "axis", 2, past, fresh);
  }

  private String repeat(OnnxFile file, String at, String state) {
    String grouped = file.node("Unsqueeze", at + ".g1", state, "axis2");
    String tiled = file.node("Tile", at + ".g2", grouped, "groups");
    return file.node("Reshape", at + ".g3", tiled, "asHeads");
  }

  /** Byte-level BPE without merges: one token per printable ASCII letter is all that is needed. */
  private static String letters() {
    StringBuilder json = new StringBuilder("{\"\\u0120\":0,\"\\u010a\":1");
    int id = 2;
    for (char letter = '!'; letter <= '~'; letter++) {
      String name = letter == '"' || letter == '\\' ? "\\" + letter : String.valueOf(letter);
      json.append(",\"").append(name).append("\":").append(id++);
    }
    return json.append('}').toString();
  }
}
