package dev.reelframe.models.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Decodes windows, and those that came out badly again at the next temperature. */
final class TemperatureFallback {
  private final DecodeLoop loop;
  private final FallbackPolicy limits;
  private final WhisperConfig config;
  private final WhisperTokenizer tokenizer;

  TemperatureFallback(
      DecodeLoop loop, FallbackPolicy limits, WhisperConfig config, WhisperTokenizer tokenizer) {
    this.loop = loop;
    this.limits = limits;
    this.config = config;
    this.tokenizer = tokenizer;
  }

  /** As {@link DecodeLoop#decode}, with the first temperature that gives an acceptable result. */
  DecodeLoop.Output[] decode(EncodedWindows windows, int[] rows, int[][] prompts, long[] seeds) {
    DecodeLoop.Output[] outputs = new DecodeLoop.Output[rows.length];
    int[] open = IntStream.range(0, rows.length).toArray();
    for (double temperature : limits.temperatures()) {
      int[] openRows = new int[open.length];
      int[][] openPrompts = new int[open.length][];
      long[] openSeeds = new long[open.length];
      for (int i = 0; i < open.length; i++) {
        openRows[i] = rows[open[i]];
        openPrompts[i] = prompts[open[i]];
        openSeeds[i] = seeds[open[i]] ^ Double.doubleToLongBits(temperature);
      }
      DecodeLoop.Output[] tried =
          loop.decode(windows, openRows, openPrompts, temperature, openSeeds);
      List<Integer> again = new ArrayList<>();
      for (int i = 0; i < open.length; i++) {
        outputs[open[i]] = tried[i];
        if (needsRetry(tried[i])) {
          again.add(open[i]);
        }
      }
      if (again.isEmpty()) {
        break;
      }
      open = again.stream().mapToInt(Integer::intValue).toArray();
    }
    return outputs;
  }

  private boolean needsRetry(DecodeLoop.Output output) {
    if (isSilence(output)) {
      return false;
    }
    boolean repeats =
        limits.compressionLimit().isPresent()
            && compression(output) > limits.compressionLimit().getAsDouble();
    return repeats || isUnsure(output);
  }

  /** Whether a window is dropped as holding no speech. */
  boolean isSilence(DecodeLoop.Output output) {
    return limits.noSpeechLimit().isPresent()
        && output.noSpeechProb() > limits.noSpeechLimit().getAsDouble()
        && (limits.logprobLimit().isEmpty() || isUnsure(output));
  }

  private boolean isUnsure(DecodeLoop.Output output) {
    return limits.logprobLimit().isPresent()
        && output.avgLogprob() < limits.logprobLimit().getAsDouble();
  }

  private double compression(DecodeLoop.Output output) {
    return switch (limits.measure()) {
      case TEXT ->
          Compression.ofText(
              tokenizer.text(output.withoutEnd(config.end()), config.timestampBegin()).strip());
      case TOKENS -> Compression.ofTokens(output.tokens(), config.vocabulary());
    };
  }
}
