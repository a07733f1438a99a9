package dev.reelframe.bench.decode;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The decode loop over the C API with I/O binding: keys and values never become Java objects, the
 * other tensors live in fixed memory.
 */
final class BoundLoop {

  private final OrtC ort;
  private final RandomQwen shape;
  private final MemorySegment embedder;
  private final MemorySegment decoder;

  BoundLoop(OrtC ort, RandomQwen shape, Path folder, int threads) {
    this.ort = ort;
    this.shape = shape;
    this.embedder = ort.openSession(folder.resolve("onnx/embed_tokens.onnx"), threads);
    this.decoder = ort.openSession(folder.resolve("onnx/decoder_model_merged.onnx"), threads);
  }

  void close() {
    ort.closeSession(embedder);
    ort.closeSession(decoder);
  }

  /** Times every step behind the prompt; {@code ids} receives the chosen tokens. */
  DecodeOverhead.Round run(long[] prompt, int steps, List<Long> ids) {
    try (Arena arena = Arena.ofConfined()) {
      Step state = new Step(arena, prompt.length + steps);
      double[] milliseconds = new double[steps - 1];
      long next = state.advance(prompt);
      ids.add(next);
      long cpu = DecodeOverhead.cpuNanoseconds();
      for (int step = 0; step < milliseconds.length; step++) {
        long start = System.nanoTime();
        next = state.advance(new long[] {next});
        milliseconds[step] = (System.nanoTime() - start) / 1e6;
        ids.add(next);
      }
      double used = (DecodeOverhead.cpuNanoseconds() - cpu) / 1e6 / milliseconds.length;
      state.close();
      return new DecodeOverhead.Round(milliseconds, used);
    } catch (Throwable e) {
      throw new IllegalStateException("the bound loop failed: " + e.getMessage(), e);
    }
  }

  /** Tensors and bindings of one sequence. */
  private final class Step {
    private final Arena arena;
    private final MemorySegment embed = ort.createBinding(embedder);
    private final MemorySegment decode = ort.createBinding(decoder);
    private final List<MemorySegment> pastNames = new ArrayList<>();
    private final List<MemorySegment> presentNames = new ArrayList<>();
    private final MemorySegment mask;
    private final MemorySegment out;
    private final MemorySegment count;
    private final long[] values;
    private int length;

    Step(Arena arena, int capacity) throws Throwable {
      this.arena = arena;
      for (int layer = 0; layer < shape.layers(); layer++) {
        for (String what : List.of("key", "value")) {
          String name = layer + "." + what;
          pastNames.add(arena.allocateFrom("past_key_values." + name));
          presentNames.add(arena.allocateFrom("present." + name));
        }
      }
      this.mask = arena.allocate(JAVA_LONG, capacity).fill((byte) 0);
      this.out = arena.allocate(ADDRESS);
      this.count = arena.allocate(JAVA_LONG);
      this.values = new long[1 + presentNames.size()];
      Arrays.fill(values, 0);
      for (MemorySegment name : pastNames) {
        MemorySegment empty =
            ort.tensor(
                arena,
                arena.allocate(64).asSlice(0, 0),
                OnnxFile.FLOAT,
                1,
                shape.cacheHeads(),
                0,
                shape.headWidth());
        ort.bindInput(decode, name, empty);
        ort.release(empty);
      }
    }

    /** Reads tokens, returns the most likely next one. */
    long advance(long[] tokens) throws Throwable {
      try (Arena step = Arena.ofConfined()) {
        int from = length;
        length += tokens.length;
        MemorySegment ids = step.allocateFrom(JAVA_LONG, tokens);
        MemorySegment embeds = step.allocate(4L * tokens.length * shape.hidden(), 64);
        MemorySegment positions = step.allocate(8L * 3 * tokens.length, 64);
        for (int i = 0; i < tokens.length; i++) {
          mask.setAtIndex(JAVA_LONG, from + i, 1);
          for (int axis = 0; axis < 3; axis++) {
            positions.setAtIndex(JAVA_LONG, (long) axis * tokens.length + i, from + i);
          }
        }
        long bytes = 4L * tokens.length * shape.vocabulary();
        MemorySegment logits = step.allocate(bytes, 64);
        List<MemorySegment> tensors = bind(step, tokens.length, ids, embeds, positions, logits);
        ort.run(embedder, embed);
        ort.run(decoder, decode);
        ort.outputs(decode, out, count, values);
        for (int i = 0; i < pastNames.size(); i++) {
          MemorySegment present = MemorySegment.ofAddress(values[i + 1]);
          ort.bindInput(decode, pastNames.get(i), present);
          ort.release(present);
        }
        ort.release(MemorySegment.ofAddress(values[0]));
        for (MemorySegment tensor : tensors) {
          ort.release(tensor);
        }
        return highest(logits, (long) (tokens.length - 1) * shape.vocabulary());
      }
    }

    private List<MemorySegment> bind(
        Arena step,
        int tokens,
        MemorySegment ids,
        MemorySegment embeds,
        MemorySegment positions,
        MemorySegment logits)
        throws Throwable {
      MemorySegment visible = mask.asSlice(0, 8L * length);
      MemorySegment idTensor = ort.tensor(step, ids, OnnxFile.INT64, 1, tokens);
      MemorySegment embedTensor =
          ort.tensor(step, embeds, OnnxFile.FLOAT, 1, tokens, shape.hidden());
      MemorySegment maskTensor = ort.tensor(step, visible, OnnxFile.INT64, 1, length);
      MemorySegment positionTensor = ort.tensor(step, positions, OnnxFile.INT64, 3, 1, tokens);
      MemorySegment logitTensor =
          ort.tensor(step, logits, OnnxFile.FLOAT, 1, tokens, shape.vocabulary());
      ort.bindInput(embed, name("input_ids"), idTensor);
      ort.bindOutput(embed, name("inputs_embeds"), embedTensor);
      ort.bindInput(decode, name("inputs_embeds"), embedTensor);
      ort.bindInput(decode, name("attention_mask"), maskTensor);
      ort.bindInput(decode, name("position_ids"), positionTensor);
      ort.bindOutput(decode, name("logits"), logitTensor);
      for (MemorySegment present : presentNames) {
        ort.bindOutputToMemory(decode, present);
      }
      return List.of(idTensor, embedTensor, maskTensor, positionTensor, logitTensor);
    }

    private MemorySegment name(String text) {
      return Names.of(text);
    }

    private long highest(MemorySegment logits, long from) {
      long best = 0;
      float most = logits.getAtIndex(JAVA_FLOAT, from);
      for (long i = 1; i < shape.vocabulary() - 1; i++) {
        float logit = logits.getAtIndex(JAVA_FLOAT, from + i);
        if (logit > most) {
          most = logit;
          best = i;
        }
      }
      return best;
    }

    void close() {
      ort.closeBinding(embed);
      ort.closeBinding(decode);
    }
  }

  /** C strings that are made once. */
  private static final class Names {
    private static final Map<String, MemorySegment> KNOWN = new ConcurrentHashMap<>();

    static MemorySegment of(String text) {
      return KNOWN.computeIfAbsent(text, Arena.global()::allocateFrom);
    }
  }
}
