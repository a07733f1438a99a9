package dev.reelframe.models.whisper;

import dev.reelframe.models.whisper.Transcription.Segment;
import dev.reelframe.models.whisper.Transcription.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** One clip on its way through the windows. */
final class ClipProgress {
  private final MelFilters filters;
  private final boolean padded;
  final SpeechInput speech;

  /** Where it begins in the clip that it is a part of, seconds. */
  final double offsetS;

  final MelSpectrogram mel;

  /** Frame at which decoding stops. */
  final int end;

  private final List<Segment> segments = new ArrayList<>();
  final List<Word> words = new ArrayList<>();
  final List<LongForm.Window> windows = new ArrayList<>();
  final List<Integer> history = new ArrayList<>();
  String language = "";
  private OptionalDouble languageProbability = OptionalDouble.empty();
  double temperature;
  int seek;

  /** Where several languages are spoken, a clip for each passage instead of this one. */
  final List<ClipProgress> parts = new ArrayList<>();

  /**
   * @param padded whether the silence behind a short clip is decoded too
   */
  ClipProgress(SpeechInput speech, MelFilters filters, boolean padded) {
    this(speech, 0, filters, padded);
  }

  private ClipProgress(SpeechInput speech, double offsetS, MelFilters filters, boolean padded) {
    this.speech = speech;
    this.offsetS = offsetS;
    this.filters = filters;
    this.padded = padded;
    this.mel = MelSpectrogram.of(filters, speech.mono16k());
    this.end = padded ? mel.frames() : mel.audioFrames();
  }

  Stream<ClipProgress> passages() {
    return parts.isEmpty() ? Stream.of(this) : parts.stream();
  }

  /** Takes a language that was detected. */
  void speak(String code, double probability) {
    language = code;
    languageProbability = OptionalDouble.of(probability);
  }

  /** Takes the languages of its voices, in passages where they differ. */
  void speak(int[] path, List<double[]> scores, List<String> codes) {
    if (path.length == 0) {
      return;
    }
    double[] borders = speech.borders(path);
    int voice = 0;
    for (int i = 1; i < borders.length; i++) {
      ClipProgress part =
          borders.length == 2
              ? this
              : new ClipProgress(
                  speech.part(borders[i - 1], borders[i]),
                  (double) speech.sample(borders[i - 1]) / SpeechRecognizer.SAMPLE_RATE_HZ,
                  filters,
                  padded);
      part.speak(codes.get(path[voice]), scores.get(voice)[path[voice]]);
      if (part != this) {
        parts.add(part);
      }
      int first = voice;
      while (voice < path.length && path[voice] == path[first]) {
        voice++;
      }
    }
  }

  boolean isOpen() {
    return seek < end;
  }

  /**
   * @param text of the piece
   * @param begin id of {@code <|0.00|>}
   */
  void add(Segmenter.Piece piece, String text, int begin, DecodeLoop.Output output) {
    int[] tokens = piece.tokens();
    segments.add(
        new Segment(
            piece.startS(),
            piece.endS(),
            text,
            Arrays.stream(tokens).boxed().toList(),
            OptionalDouble.of(output.avgLogprob()),
            OptionalDouble.of(output.noSpeechProb()),
            OptionalDouble.of(output.temperature())));
    // of a closing pair the second time opens a segment that does not follow
    int n = tokens.length;
    boolean pair = n > 2 && tokens[n - 2] >= begin;
    Arrays.stream(tokens, 0, pair ? n - 1 : n).forEach(history::add);
  }

  LongForm.Result result() {
    Transcription all = new Transcription(language, languageProbability, segments, words);
    double durationS = mel.durationS();
    return new LongForm.Result(padded ? all : all.clippedTo(durationS), windows);
  }
}
