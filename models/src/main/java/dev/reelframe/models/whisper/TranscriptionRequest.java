package dev.reelframe.models.whisper;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What is wanted of a transcription.
 *
 * @param language ISO 639 code as Whisper spells it ("en", "de", "yue"); empty: detect it
 * @param task the words as spoken, or their English translation
 * @param timestamps whether the model predicts segment times; without them a segment is a whole 30
 *     s window
 * @param words whether words with times are wanted as well
 * @param conditionOnPrevious whether a window sees the text before it (more consistent spelling,
 *     but errors may carry on)
 * @param decodePadding whether the silence that fills a clip up to 30 s is decoded too, as Hugging
 *     Face's generate() does. Off: decoding ends with the audio, as in openai-whisper, and all
 *     times are cut to the clip
 * @param resume whether decoding goes on behind the last time of a window where a voice is left in
 *     it. Off: what is behind a single closing time is taken for silence, as the published
 *     reference does
 * @param fallback when a window is decoded again at a higher temperature, or dropped as silence
 * @param seed of the sampling above temperature 0; equal seeds give equal text
 */
public record TranscriptionRequest(
    Optional<String> language,
    Task task,
    boolean timestamps,
    boolean words,
    boolean conditionOnPrevious,
    boolean decodePadding,
    boolean resume,
    FallbackPolicy fallback,
    long seed) {

  /** What the text is to the speech. */
  public enum Task {
    TRANSCRIBE,
    TRANSLATE;

    String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TranscriptionRequest {
    language =
        Objects.requireNonNull(language, "language").map(code -> code.toLowerCase(Locale.ROOT));
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(fallback, "fallback");
  }

  /** Segments with times, language detected, openai-whisper's fallback. */
  public static TranscriptionRequest standard() {
    return new TranscriptionRequest(
        Optional.empty(),
        Task.TRANSCRIBE,
        true,
        false,
        false,
        false,
        true,
        FallbackPolicy.openai(),
        0);
  }

  /** One greedy pass, padding decoded, nothing dropped: what a reference run can be held to. */
  public static TranscriptionRequest greedy() {
    return standard().decodePadding(true).resume(false).fallback(FallbackPolicy.none());
  }

  public TranscriptionRequest language(String code) {
    return language(Optional.of(code));
  }

  public TranscriptionRequest language(Optional<String> code) {
    return new TranscriptionRequest(
        code, task, timestamps, words, conditionOnPrevious, decodePadding, resume, fallback, seed);
  }

  public TranscriptionRequest task(Task wanted) {
    return new TranscriptionRequest(
        language,
        wanted,
        timestamps,
        words,
        conditionOnPrevious,
        decodePadding,
        resume,
        fallback,
        seed);
  }

  public TranscriptionRequest timestamps(boolean wanted) {
    return new TranscriptionRequest(
        language, task, wanted, words, conditionOnPrevious, decodePadding, resume, fallback, seed);
  }

  public TranscriptionRequest words(boolean wanted) {
    return new TranscriptionRequest(
        language,
        task,
        timestamps,
        wanted,
        conditionOnPrevious,
        decodePadding,
        resume,
        fallback,
        seed);
  }

  public TranscriptionRequest conditionOnPrevious(boolean wanted) {
    return new TranscriptionRequest(
        language, task, timestamps, words, wanted, decodePadding, resume, fallback, seed);
  }

  public TranscriptionRequest decodePadding(boolean wanted) {
    return new TranscriptionRequest(
        language, task, timestamps, words, conditionOnPrevious, wanted, resume, fallback, seed);
  }

  public TranscriptionRequest resume(boolean wanted) {
    return new TranscriptionRequest(
        language,
        task,
        timestamps,
        words,
        conditionOnPrevious,
        decodePadding,
        wanted,
        fallback,
        seed);
  }

  public TranscriptionRequest fallback(FallbackPolicy wanted) {
    return new TranscriptionRequest(
        language,
        task,
        timestamps,
        words,
        conditionOnPrevious,
        decodePadding,
        resume,
        wanted,
        seed);
  }

  public TranscriptionRequest seed(long wanted) {
    return new TranscriptionRequest(
        language,
        task,
        timestamps,
        words,
        conditionOnPrevious,
        decodePadding,
        resume,
        fallback,
        wanted);
  }
}
