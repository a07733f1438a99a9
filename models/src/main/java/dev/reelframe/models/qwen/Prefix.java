package dev.reelframe.models.qwen;

import java.util.Arrays;

/**
 * The keys and values of tokens that many prompts begin with, such as a constant instruction in
 * front of the pictures: computed once, used by every batch that names it. Holds native memory
 * until closed; belongs to the model that made it.
 */
public final class Prefix implements AutoCloseable {

  private final Qwen2Vl model;
  private final long[] ids;
  private KvCache cache;

  Prefix(Qwen2Vl model, long[] ids, KvCache cache) {
    this.model = model;
    this.ids = ids;
    this.cache = cache;
  }

  /** Tokens that need not be computed again. */
  public int tokens() {
    return ids.length;
  }

  boolean belongsTo(Qwen2Vl other) {
    return model == other;
  }

  boolean starts(long[] prompt) {
    return prompt.length > ids.length && Arrays.equals(prompt, 0, ids.length, ids, 0, ids.length);
  }

  KvCache cache() {
    if (cache == null) {
      throw new IllegalStateException("this prefix is closed: make a new one");
    }
    return cache;
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
      cache = null;
    }
  }
}
