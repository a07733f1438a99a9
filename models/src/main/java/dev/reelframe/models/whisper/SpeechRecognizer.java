package dev.reelframe.models.whisper;

import java.util.ArrayList;
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
  Transcription transcribe(float[] mono16k, TranscriptionRequest request);

  /**
   * Transcribes several clips, in the order given. An engine that can batches them; the text is the
   * one that {@link #transcribe} gives for each alone.
   */
  default List<Transcription> transcribeAll(List<float[]> clips, TranscriptionRequest request) {
    return clips.stream().map(clip -> transcribe(clip, request)).toList();
  }

  /**
   * Transcribes clips of which it is known where voices sound. The language is told for each voice,
   * not once per clip. Here each turn of a speaker is handed over as a clip of its own, since an
   * engine names one language per clip.
   *
   * @return for each clip its passages in the order of time, each in one language, with times from
   *     the start of the clip
   */
  default List<List<Transcription>> transcribeSpeech(
      List<SpeechInput> clips, TranscriptionRequest request) {
    List<List<Transcription>> found = new ArrayList<>();
    for (SpeechInput clip : clips) {
      double[] borders =
          clip.borders(clip.voices().stream().mapToInt(SpeechInput.Voice::speaker).toArray());
      List<float[]> turns = new ArrayList<>();
      for (int i = 1; i < borders.length; i++) {
        turns.add(clip.part(borders[i - 1], borders[i]).mono16k());
      }
      List<Transcription> texts = transcribeAll(turns, request);
      List<Transcription> passages = new ArrayList<>();
      for (int i = 0; i < texts.size(); i++) {
        double startS = (double) clip.sample(borders[i]) / SAMPLE_RATE_HZ;
        double lengthS = (double) turns.get(i).length / SAMPLE_RATE_HZ;
        passages.add(texts.get(i).clippedTo(lengthS).later(startS));
      }
      found.add(passages);
    }
    return found;
  }

  /** What a table's provenance says about the engine: kind and model, no secrets. */
  String engine();

  @Override
  void close();
}
