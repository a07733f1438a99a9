package dev.reelframe.models.qwen;

import java.util.Arrays;

/**
 * One batch on its way through the decoder: the prompt in as few goes as memory allows, then one
 * token per step, with the keys and values of everything before.
 */
final class CachedDecode implements AutoCloseable {

  private final Embedder embedder;
  private final TextDecoder decoder;
  private final QwenOptions options;
  private final int rows;
  private final long[][] mask;
  private KvCache past;
  private HostTensor embeddings;
  private HostTensor logits;
  private int tokensInLogits;
  private int goTokens;

  /**
   * @param past what is known already; owned from here on
   * @param capacity most tokens per row, the past included
   */
  CachedDecode(
      Embedder embedder, TextDecoder decoder, QwenOptions options, KvCache past, int capacity) {
    this.embedder = embedder;
    this.decoder = decoder;
    this.options = options;
    this.rows = past.batch();
    this.mask = new long[rows][capacity];
    this.past = past;
  }

  /** Computes the columns from {@code batch.prefix()} (which the past holds) to {@code end}. */
  void prefill(PromptBatch batch, int end) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(batch.mask(row), 0, mask[row], 0, end);
    }
    int most = tokensPerGo(end - past.length());
    while (past.length() < end) {
      int from = past.length();
      int to = Math.min(from + most, end);
      reserve(to - from);
      embedder.embed(batch.idsOf(from, to), rows, embeddings);
      showPictures(batch, from, to);
      forward(batch.positionsOf(from, to), to);
    }
  }

  /** One further token per row, at the same position on all three axes. */
  void step(long[] ids, long[] positions) {
    int length = past.length() + 1;
    for (long[] row : mask) {
      row[length - 1] = 1;
    }
    reserve(1);
    embedder.embed(ids, rows, embeddings);
    long[] axes = Arrays.copyOf(positions, 3 * rows);
    System.arraycopy(positions, 0, axes, rows, rows);
    System.arraycopy(positions, 0, axes, 2 * rows, rows);
    forward(axes, length);
  }

  /** The logits of a row's last token. */
  void logits(int row, float[] target) {
    long place = (long) row * tokensInLogits + tokensInLogits - 1;
    logits.get(place * decoder.vocabulary(), target);
  }

  /** Takes the cache out, for a {@link Prefix}; it is the taker's to close. */
  KvCache takeCache() {
    KvCache taken = past;
    past = null;
    return taken;
  }

  private void forward(long[] positions, int length) {
    long[] flat = new long[rows * length];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(mask[row], 0, flat, row * length, length);
    }
    KvCache present = decoder.forward(embeddings, flat, positions, past, logits);
    past.close();
    past = present;
  }

  private void showPictures(PromptBatch batch, int from, int to) {
    int width = embedder.width();
    for (int row = 0; row < rows; row++) {
      for (int column = from; column < to; column++) {
        VisionFeatures features = batch.shown(row, column);
        if (features != null) {
          long place = ((long) row * (to - from) + column - from) * width;
          embeddings.put(place, features.rows(), batch.shownToken(row, column) * width, width);
        }
      }
    }
  }

  private int tokensPerGo(int wanted) {
    long bytesPerToken = 4L * rows * decoder.vocabulary();
    long fitting = decoder.logitsPerCall(2) == 1 ? wanted : options.logitsBytes() / bytesPerToken;
    return (int) Math.max(1, Math.min(Math.min(wanted, options.prefillTokens()), fitting));
  }

  /** The same memory serves every go of one size, so a decode step allocates none. */
  private void reserve(int tokens) {
    if (embeddings != null && goTokens == tokens) {
      return;
    }
    release();
    embeddings = embedder.allocate(rows, tokens);
    logits = decoder.allocateLogits(rows, tokens);
    goTokens = tokens;
    tokensInLogits = decoder.logitsPerCall(tokens);
  }

  private void release() {
    if (embeddings != null) {
      embeddings.close();
      embeddings = null;
    }
    if (logits != null) {
      logits.close();
      logits = null;
    }
  }

  @Override
  public void close() {
    release();
    if (past != null) {
      past.close();
      past = null;
    }
  }
}
