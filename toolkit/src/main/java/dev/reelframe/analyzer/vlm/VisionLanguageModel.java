package dev.reelframe.analyzer.vlm;

import dev.reelframe.media.Frame;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A model that answers questions about short runs of frames. One is opened for each run over a
 * video and used by one thread.
 */
public interface VisionLanguageModel extends AutoCloseable {

  /**
   * Answers in the order of the asks. A frame (same {@link Frame#index()}) that stands in several
   * asks, of this call or another, is prepared once, unless {@link #retain} let go of it.
   *
   * @throws java.util.concurrent.CancellationException where the thread is interrupted meanwhile
   * @throws RuntimeException where the model or the server cannot answer
   */
  List<VlmResponse> answer(List<VlmRequest> asks);

  /** Model and engine in a few words, no secrets: stands in the provenance. */
  String name();

  /**
   * How alike two runs of frames look to the model where they differ most, -1..1; empty where the
   * engine cannot tell, or where the runs differ in length or size. Frames that are compared are
   * prepared for the ask that follows.
   */
  default OptionalDouble similarity(List<Frame> one, List<Frame> other) {
    return OptionalDouble.empty();
  }

  /** Only these frames come again: whatever was prepared of others may be released. */
  default void retain(List<Frame> frames) {}

  /** Frames prepared since this was opened: encoded, or sent; empty where nobody counts them. */
  default OptionalLong framesPrepared() {
    return OptionalLong.empty();
  }

  /** Where attention is computed and how, for the record of the run; empty where it is unknown. */
  default Optional<String> attention() {
    return Optional.empty();
  }

  @Override
  void close();
}
