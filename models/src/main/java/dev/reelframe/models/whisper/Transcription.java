package dev.reelframe.models.whisper;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The text of one clip.
 *
 * @param language ISO 639 code as Whisper spells it; empty where an engine did not say
 * @param languageProbability among all languages, where it was detected by the engine
 * @param segments phrases in the order of time
 * @param words words in the order of time; empty unless they were asked for
 */
public record Transcription(
    String language, OptionalDouble languageProbability, List<Segment> segments, List<Word> words) {

  /**
   * One phrase.
   *
   * @param startS seconds from the start of the clip
   * @param endS seconds from the start of the clip
   * @param text as decoded, usually with a leading space
   * @param tokens the model's ids, timestamps included; empty where an engine gives none
   * @param avgLogprob mean log probability of the window's tokens, where known
   * @param noSpeechProb the model's probability that its window holds no speech, where known
   * @param temperature at which the window was decoded, where known
   */
  public record Segment(
      double startS,
      double endS,
      String text,
      List<Integer> tokens,
      OptionalDouble avgLogprob,
      OptionalDouble noSpeechProb,
      OptionalDouble temperature) {
    public Segment {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * One word, punctuation attached.
   *
   * @param startS seconds from the start of the clip
   * @param endS seconds from the start of the clip
   * @param text without surrounding space
   * @param probability mean probability of its tokens, where known
   * @param timing where the times come from
   */
  public record Word(
      double startS, double endS, String text, OptionalDouble probability, Timing timing) {}

  /** Where a word's times come from. */
  public enum Timing {
    /** Dynamic time warping over the model's cross attention. */
    ALIGNED,
    /** The segment's time shared out by the words' lengths: an estimate. */
    PROPORTIONAL,
    /** As an endpoint reported them. */
    REPORTED
  }

  public Transcription {
    segments = List.copyOf(segments);
    words = List.copyOf(words);
  }

  /** All segments' text, joined as the model spaced it. */
  public String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining());
  }

  /** The same text that many seconds later. */
  public Transcription later(double seconds) {
    return new Transcription(
        language,
        languageProbability,
        segments.stream()
            .map(s ->
                new Segment(
                    s.startS() + seconds,
                    s.endS() + seconds,
                    s.text(),
                    s.tokens(),
                    s.avgLogprob(),
                    s.noSpeechProb(),
                    s.temperature()))
            .toList(),
        words.stream()
            .map(w ->
                new Word(
                    w.startS() + seconds,
                    w.endS() + seconds,
                    w.text(),
                    w.probability(),
                    w.timing()))
            .toList());
  }

  /**
   * The same text with all times inside [0, durationS]. What lies wholly outside, lasts no time or
   * says nothing is left out: a model may go on talking in the silence behind a clip.
   */
  public Transcription clippedTo(double durationS) {
    List<Segment> kept =
        segments.stream()
            .filter(s -> !s.text().isBlank())
            .filter(s -> Math.max(0, s.startS()) < Math.min(durationS, s.endS()))
            .map(s ->
                new Segment(
                    Math.max(0, s.startS()),
                    Math.min(durationS, s.endS()),
                    s.text(),
                    s.tokens(),
                    s.avgLogprob(),
                    s.noSpeechProb(),
                    s.temperature()))
            .toList();
    List<Word> keptWords =
        words.stream()
            .filter(w -> Math.max(0, w.startS()) < Math.min(durationS, w.endS()))
            .map(w ->
                new Word(
                    Math.max(0, w.startS()),
                    Math.min(durationS, w.endS()),
                    w.text(),
                    w.probability(),
                    w.timing()))
            .toList();
    return new Transcription(language, languageProbability, kept, keptWords);
  }
}
