package dev.reelframe.models.whisper;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.reelframe.models.UsageMeter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * decoder_model_merged.onnx: tokens and hidden states to the next token's logits, with a key/value
 * cache that stays in native memory from step to step.
 */
final class Decoder implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String HIDDEN = "encoder_hidden_states";
  private static final String BRANCH = "use_cache_branch";
  private static final String POSITION = "cache_position";
  private static final String LOGITS = "logits";
  private static final String PAST = "past_key_values.";
  private static final String PRESENT = "present.";
  private static final Pattern CROSS = Pattern.compile("cross_attentions\\.\\d+");

  private final WhisperGraph graph;
  private final WhisperConfig config;
  private final WhisperMeter meter;
  private final List<String> own = new ArrayList<>();
  private final List<String> cross = new ArrayList<>();

  Decoder(WhisperGraph graph, WhisperConfig config, WhisperMeter meter) {
    this.graph = graph;
    this.config = config;
    this.meter = meter;
    for (int layer = 0; layer < config.decoderLayers(); layer++) {
      for (String part : List.of("key", "value")) {
        own.add(layer + ".decoder." + part);
        cross.add(layer + ".encoder." + part);
      }
    }
    graph.require(IDS, HIDDEN, BRANCH);
    own.forEach(name -> graph.require(PAST + name));
    cross.forEach(name -> graph.require(PAST + name));
  }

  Decoder countedBy(UsageMeter usage) {
    return new Decoder(graph.countedBy(usage), config, meter);
  }

  /** Whether the export gives the cross attention that word alignment needs. */
  boolean givesAttention() {
    return graph.outputs().stream().anyMatch(name -> CROSS.matcher(name).matches());
  }

  /**
   * The first pass over whole prompts of equal length.
   *
   * @param rows the windows to decode, one per prompt
   */
  Pass begin(EncodedWindows windows, int[] rows, int[][] prompts) {
    Set<String> wanted = new HashSet<>(Set.of(LOGITS));
    own.forEach(name -> wanted.add(PRESENT + name));
    cross.forEach(name -> wanted.add(PRESENT + name));
    EncodedWindows.Selection selection = windows.select(rows, graph, HIDDEN);
    return new Pass(selection, firstPass(selection, prompts, wanted), prompts);
  }

  /**
   * Logits behind the start token alone, over hidden states that were put together.
   *
   * @param states [windows][positions][width]
   */
  float[][] behindStart(float[] states, int windows, int positions) {
    int width = states.length / windows / positions;
    int[][] starts = new int[windows][];
    Arrays.fill(starts, new int[] {config.start()});
    EncodedWindows.Selection selection =
        new EncodedWindows.Selection(
            graph.floats(HIDDEN, FloatBuffer.wrap(states), windows, positions, width), true);
    try (Pass pass = new Pass(selection, firstPass(selection, starts, Set.of(LOGITS)), starts)) {
      return pass.lastLogits();
    }
  }

  /**
   * Cross attention of one window over a whole token sequence, by layer: [heads][tokens][positions]
   * in one buffer each.
   */
  Map<Integer, FloatBuffer> attention(EncodedWindows windows, int row, int[] tokens) {
    Set<String> wanted = new HashSet<>();
    graph.outputs().stream().filter(n -> CROSS.matcher(n).matches()).forEach(wanted::add);
    Map<Integer, FloatBuffer> layers = new HashMap<>();
    try (EncodedWindows.Selection selection = windows.select(new int[] {row}, graph, HIDDEN)) {
      OrtSession.Result result = firstPass(selection, new int[][] {tokens}, wanted);
      for (String name : wanted) {
        int layer = Integer.parseInt(name.substring(name.indexOf('.') + 1));
        layers.put(layer, WhisperGraph.output(result, name).getFloatBuffer());
      }
      WhisperGraph.free(result);
    }
    return layers;
  }

  private OrtSession.Result firstPass(
      EncodedWindows.Selection selection, int[][] prompts, Set<String> wanted) {
    int batch = prompts.length;
    int length = prompts[0].length;
    try (Feed feed = new Feed()) {
      feed.own(IDS, ids(prompts));
      feed.borrow(HIDDEN, selection.tensor());
      feed.own(BRANCH, WhisperGraph.flag(false));
      // the graph declares a past in this pass too and ignores it
      for (List<String> names : List.of(own, cross)) {
        for (String name : names) {
          feed.own(PAST + name, noPast(PAST + name, batch));
        }
      }
      position(feed, 0, length);
      long start = System.nanoTime();
      OrtSession.Result result = graph.run(feed.tensors(), wanted, batch);
      meter.promptNanos.add(System.nanoTime() - start);
      meter.prompts.add(batch);
      return result;
    }
  }

  private OnnxTensor noPast(String input, int batch) {
    FloatBuffer none =
        java.nio.ByteBuffer.allocateDirect(0)
            .order(java.nio.ByteOrder.nativeOrder())
            .asFloatBuffer();
    return graph.floats(input, none, batch, config.decoderHeads(), 0, config.headWidth());
  }

  /** Exports made with transformers 4.43 to 4.45 want the positions spelled out. */
  private void position(Feed feed, int from, int count) {
    if (graph.hasInput(POSITION)) {
      long[] positions = new long[count];
      for (int i = 0; i < count; i++) {
        positions[i] = from + i;
      }
      feed.own(POSITION, WhisperGraph.longs(positions, count));
    }
  }

  private static OnnxTensor ids(int[][] tokens) {
    long[] ids = new long[tokens.length * tokens[0].length];
    int i = 0;
    for (int[] row : tokens) {
      for (int token : row) {
        ids[i++] = token;
      }
    }
    return WhisperGraph.longs(ids, tokens.length, tokens[0].length);
  }

  @Override
  public void close() {
    graph.close();
  }

  /** A decoding under way: the cache after the tokens fed so far. */
  final class Pass implements AutoCloseable {
    private final EncodedWindows.Selection hidden;
    private final OrtSession.Result first;
    private final Set<String> wanted = new HashSet<>(Set.of(LOGITS));
    private final int batch;
    private OrtSession.Result latest;
    private int length;

    private Pass(EncodedWindows.Selection hidden, OrtSession.Result first, int[][] prompts) {
      this.hidden = hidden;
      this.first = first;
      this.latest = first;
      this.batch = prompts.length;
      this.length = prompts[0].length;
      own.forEach(name -> wanted.add(PRESENT + name));
    }

    /** Logits at the last position, row by row. */
    float[][] lastLogits() {
      return logitsAt((int) WhisperGraph.output(latest, LOGITS).getInfo().getShape()[1] - 1);
    }

    /** Logits at one position of what was fed last (the prompt, or one token), row by row. */
    float[][] logitsAt(int position) {
      OnnxTensor tensor = WhisperGraph.output(latest, LOGITS);
      int positions = (int) tensor.getInfo().getShape()[1];
      int width = (int) tensor.getInfo().getShape()[2];
      FloatBuffer values = tensor.getFloatBuffer();
      float[][] rows = new float[batch][width];
      for (int row = 0; row < batch; row++) {
        values.get((row * positions + position) * width, rows[row]);
      }
      return rows;
    }

    /** Feeds one token per row; the present of the last pass becomes the past of this one. */
    void step(int[] tokens) {
      OrtSession.Result next;
      try (Feed feed = new Feed()) {
        feed.own(IDS, WhisperGraph.longs(Arrays.stream(tokens).asLongStream().toArray(), batch, 1));
        feed.borrow(HIDDEN, hidden.tensor());
        feed.own(BRANCH, WhisperGraph.flag(true));
        own.forEach(name -> feed.borrow(PAST + name, WhisperGraph.output(latest, PRESENT + name)));
        // later passes return the encoder's part empty: the first pass's is kept
        cross.forEach(name -> feed.borrow(PAST + name, WhisperGraph.output(first, PRESENT + name)));
        position(feed, length, 1);
        long start = System.nanoTime();
        next = graph.run(feed.tensors(), wanted, batch);
        meter.stepNanos.add(System.nanoTime() - start);
        meter.steps.increment();
        meter.tokens.add(batch);
      }
      if (latest != first) {
        WhisperGraph.free(latest);
      }
      latest = next;
      length++;
    }

    @Override
    public void close() {
      if (latest != first) {
        WhisperGraph.free(latest);
      }
      WhisperGraph.free(first);
      hidden.close();
    }
  }

  /** Named inputs of one run; closing it frees the ones made for it. */
  private static final class Feed implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new HashMap<>();
    private final List<OnnxTensor> owned = new ArrayList<>();

    void own(String name, OnnxTensor tensor) {
      tensors.put(name, tensor);
      owned.add(tensor);
    }

    void borrow(String name, OnnxTensor tensor) {
      tensors.put(name, tensor);
    }

    Map<String, OnnxTensor> tensors() {
      return tensors;
    }

    @Override
    public void close() {
      owned.forEach(WhisperGraph::free);
    }
  }
}
