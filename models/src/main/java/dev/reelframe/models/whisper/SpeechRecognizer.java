package dev.reelframe.models.whisper;

import java.util.List;

/**
 * Turns speech into text with times. Implementations may be called from several threads at once.
 *
 * <p>Audio is mono at 16 kHz, nominally in [-1, 1]; {@link Resampler} and {@link Downmix} make it
 * so. A user's own engine implements this interface too.
 */
public interface SpeechRecognizer extends AutoCloseable {

  /** Sampling rate of all audio given to a recognizer. */
  int SAMPLE_RATE_HZ = 16_000;

  /** Transcribes one clip. An empty clip gives a transcription without segments. */
  Transcription transcribe(float[] mono16k, Request request);

  /**
   * Transcribes several clips, in the order given. An engine that can batches them; the text is the
   * one that {@link #transcribe} gives for each alone.
   */
  default List<Transcription> transcribeAll(List<float[]> clips, Request request) {
    return clips.stream().map(clip -> transcribe(clip, request)).toList();
  }

  /** What a table's provenance says about the engine: kind and model, no secrets. */
  String engine();

  @Override
  void close();
}
