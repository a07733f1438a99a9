package dev.reelframe.models.whisper;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Writes the tokens of some windows, all rows in step, greedily or by sampling. */
final class DecodeLoop {
  private final Decoder decoder;
  private final WhisperConfig config;
  private final TimestampRules rules;

  DecodeLoop(Decoder decoder, WhisperConfig config, boolean timestamps) {
    this.decoder = decoder;
    this.config = config;
    this.rules = new TimestampRules(config, timestamps);
  }

  /**
   * What was written for one window.
   *
   * @param tokens generated, the end token included where it came
   * @param logprobs of those tokens, after the rules, before the temperature
   * @param noSpeechProb the unruled probability of {@code <|nospeech|>} right after the start
   * @param temperature 0 for greedy
   */
  record Output(int[] tokens, double[] logprobs, double noSpeechProb, double temperature) {

    /** Mean over all tokens; 0 where there are none. */
    double avgLogprob() {
      return Arrays.stream(logprobs).average().orElse(0);
    }

    /** The tokens without the end token. */
    int[] withoutEnd(int end) {
      boolean ended = tokens.length > 0 && tokens[tokens.length - 1] == end;
      return ended ? Arrays.copyOf(tokens, tokens.length - 1) : tokens;
    }
  }

  /**
   * @param windows encoded audio
   * @param rows the windows to decode
   * @param prompts one per row, all of the same length
   * @param temperature 0 takes the likeliest token
   * @param seeds one per row, so that a row's draws do not depend on its batch
   */
  Output[] decode(
      EncodedWindows windows, int[] rows, int[][] prompts, double temperature, long[] seeds) {
    int promptLength = prompts[0].length;
    Row[] state = new Row[rows.length];
    try (Decoder.Pass pass = decoder.begin(windows, rows, prompts)) {
      float[][] atStart = pass.logitsAt(indexOfStart(prompts[0]));
      for (int i = 0; i < state.length; i++) {
        state[i] = new Row(noSpeech(atStart[i]), seeds[i], config.maxTokens() - promptLength);
      }
      for (int budget = config.maxTokens() - promptLength; budget > 0; budget--) {
        int[] next = choose(state, pass.lastLogits(), temperature);
        if (budget == 1 || Arrays.stream(state).allMatch(row -> row.ended)) {
          break;
        }
        pass.step(next);
      }
    }
    return Arrays.stream(state).map(row -> row.output(temperature)).toArray(Output[]::new);
  }

  /** Appends a token to every row still open; closed rows get the end token as filling. */
  private int[] choose(Row[] state, float[][] logits, double temperature) {
    int[] next = new int[state.length];
    for (int i = 0; i < state.length; i++) {
      Row row = state[i];
      if (row.ended) {
        next[i] = config.end();
        continue;
      }
      float[] scores = logits[i];
      rules.apply(scores, row.tokens, row.length);
      next[i] =
          temperature == 0
              ? LogitMath.argMax(scores)
              : LogitMath.sample(scores, temperature, row.random);
      row.add(next[i], scores[next[i]] - LogitMath.logSumExp(scores, 0, scores.length));
      row.ended = next[i] == config.end();
    }
    return next;
  }

  private int indexOfStart(int[] prompt) {
    for (int i = 0; i < prompt.length; i++) {
      if (prompt[i] == config.start()) {
        return i;
      }
    }
    throw new IllegalArgumentException("a prompt needs the start token " + config.start());
  }

  private double noSpeech(float[] logits) {
    return Math.exp(logits[config.noSpeech()] - LogitMath.logSumExp(logits, 0, logits.length));
  }

  private static final class Row {
    private final double noSpeechProb;
    private final SplittableRandom random;
    private final int[] tokens;
    private final double[] logprobs;
    private int length;
    private boolean ended;

    Row(double noSpeechProb, long seed, int limit) {
      this.noSpeechProb = noSpeechProb;
      this.random = new SplittableRandom(seed);
      this.tokens = new int[limit];
      this.logprobs = new double[limit];
    }

    void add(int token, double logprob) {
      tokens[length] = token;
      logprobs[length++] = logprob;
    }

    Output output(double temperature) {
      return new Output(
          Arrays.copyOf(tokens, length),
          Arrays.copyOf(logprobs, length),
          noSpeechProb,
          temperature);
    }
  }
}
