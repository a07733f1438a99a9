package dev.reelframe.pipeline;

import java.util.Optional;

/**
 * Listens to a run over a corpus. Called by one thread at a time, in the order in which clips end;
 * must return quickly.
 */
public interface CorpusListener {
  /** Nobody listens. */
  CorpusListener SILENT = new CorpusListener() {};

  /** A clip is made again, since what is there of it is not what is wanted. */
  default void remade(CorpusAnalysis.Clip clip, String reason) {}

  /**
   * A clip is on disk, or was there before.
   *
   * @param analysis what was made; empty where it was all there
   * @param tally how far the corpus has come
   */
  default void ended(CorpusAnalysis.Clip clip, Optional<Analysis> analysis, Tally tally) {}

  /** A clip could not be had, decoded or written. */
  default void failed(CorpusAnalysis.Clip clip, Exception why, Tally tally) {}
}
