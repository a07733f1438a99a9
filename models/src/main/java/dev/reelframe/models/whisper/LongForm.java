package dev.reelframe.models.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Walks through clips of any length window by window (section 3.8 of the Whisper paper): where a
 * window's last segment closes, the next window begins, and where voices are known to sound behind
 * it, also where the model took the rest for silent. The windows of several clips are decoded
 * together.
 */
final class LongForm {
  /** Tokens of earlier windows shown to the next one: half of the decoder's positions, less one. */
  private final int historyLimit;

  /** Above this temperature a window's text is no good context for the next one. */
  private static final double CONTEXT_TEMPERATURE = 0.5;

  /** So much of a voice may be left behind a window's last time: times are not exact. Frames. */
  private static final int TAIL = 100;

  /** A voice that begins behind the last time counts from this length on. Frames. */
  private static final int VOICE = 20;

  /** A shorter voice tells no language, seconds. */
  private static final double ALONE_S = 1;

  /** Sound around a voice that is heard with it, seconds. */
  private static final double MARGIN_S = 0.2;

  private final Encoder encoder;
  private final Decoder decoder;
  private final WhisperConfig config;
  private final WhisperTokenizer tokenizer;
  private final MelFilters filters;
  private final int maxBatch;
  private final TranscriptionRequest request;
  private final TemperatureFallback fallback;
  private final SpokenLanguage languages;

  LongForm(
      Encoder encoder,
      Decoder decoder,
      WhisperConfig config,
      WhisperTokenizer tokenizer,
      MelFilters filters,
      SpokenLanguage.Silence silence,
      int maxBatch,
      TranscriptionRequest request) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.config = config;
    this.tokenizer = tokenizer;
    this.filters = filters;
    this.maxBatch = maxBatch;
    this.request = request;
    this.historyLimit = config.maxTokens() / 2 - 1;
    this.languages = new SpokenLanguage(encoder, decoder, config, filters, silence, maxBatch);
    this.fallback =
        new TemperatureFallback(
            new DecodeLoop(decoder, config, request.timestamps()),
            request.fallback(),
            config,
            tokenizer);
  }

  /**
   * One decoded window.
   *
   * @param seek its first frame
   * @param frames of the clip that it covers
   * @param advance frames to the next window
   * @param prompt what the decoder was given
   * @param output its tokens
   */
  record Window(int seek, int frames, int advance, int[] prompt, DecodeLoop.Output output) {}

  /** A clip's text and the windows it came from. */
  record Result(Transcription transcription, List<Window> windows) {}

  List<Result> run(List<float[]> clips) {
    List<ClipProgress> all = clips.stream().map(SpeechInput::of).map(this::clip).toList();
    follow(all);
    return all.stream().map(ClipProgress::result).toList();
  }

  /** Each clip's text in passages of one language, times from the clip's start. */
  List<List<Transcription>> passages(List<SpeechInput> speech) {
    List<ClipProgress> all = speech.stream().map(this::clip).toList();
    if (!config.languages().isEmpty() && request.language().isEmpty()) {
      firstWindows(all);
    }
    List<ClipProgress> each = all.stream().flatMap(ClipProgress::passages).toList();
    follow(each);
    return all.stream()
        .map(clip ->
            clip.passages().map(part -> part.result().transcription().later(part.offsetS)).toList())
        .toList();
  }

  private ClipProgress clip(SpeechInput speech) {
    return new ClipProgress(speech, filters, request.decodePadding());
  }

  private void follow(List<ClipProgress> clips) {
    List<ClipProgress> open = new ArrayList<>(clips.stream().filter(ClipProgress::isOpen).toList());
    while (!open.isEmpty()) {
      for (int from = 0; from < open.size(); from += maxBatch) {
        List<ClipProgress> some = open.subList(from, Math.min(open.size(), from + maxBatch));
        try (EncodedWindows windows = encode(some)) {
          nameLanguages(some, windows);
          decode(some, windows, IntStream.range(0, some.size()).toArray());
        }
      }
      open.removeIf(clip -> !clip.isOpen());
    }
  }

  /** Encoded windows of some clips. */
  private record Batch(List<ClipProgress> clips, EncodedWindows windows) {}

  /**
   * Tells the language of every voice, then decodes the first windows of those clips that have one
   * language; the others are parted.
   */
  private void firstWindows(List<ClipProgress> clips) {
    List<ClipProgress> open = clips.stream().filter(ClipProgress::isOpen).toList();
    List<Batch> batches = new ArrayList<>();
    try {
      for (int from = 0; from < open.size(); from += maxBatch) {
        List<ClipProgress> some = open.subList(from, Math.min(open.size(), from + maxBatch));
        batches.add(new Batch(some, encode(some)));
      }
      nameVoices(batches);
      for (Batch batch : batches) {
        int[] rows =
            IntStream.range(0, batch.clips.size())
                .filter(row -> batch.clips.get(row).parts.isEmpty())
                .toArray();
        decode(batch.clips, batch.windows, rows);
      }
    } finally {
      batches.forEach(batch -> batch.windows.close());
    }
  }

  private void nameVoices(List<Batch> batches) {
    List<SpeechInput.Voice> voices = new ArrayList<>();
    List<double[]> scores = new ArrayList<>();
    for (Batch batch : batches) {
      for (int row = 0; row < batch.clips.size(); row++) {
        ClipProgress clip = batch.clips.get(row);
        List<SpeechInput.Voice> inside = clip.speech.voices();
        if (inside.size() > 1) {
          scores.addAll(List.of(languages.ofVoices(batch.windows, row, inside)));
        } else {
          double[] whole = languages.ofWindows(batch.windows, new int[] {row})[0];
          speak(clip, whole);
          inside.forEach(voice -> scores.add(whole));
        }
        voices.addAll(inside);
      }
    }
    int[] speakers = voices.stream().mapToInt(SpeechInput.Voice::speaker).toArray();
    int[] path = LanguagePath.of(speakers, scores);
    if (listenAgain(batches, path, scores)) {
      path = LanguagePath.of(speakers, scores);
    }
    int at = 0;
    for (Batch batch : batches) {
      for (ClipProgress clip : batch.clips) {
        int count = clip.speech.voices().size();
        clip.speak(
            Arrays.copyOfRange(path, at, at + count),
            scores.subList(at, at + count),
            languages.codes());
        at += count;
      }
    }
  }

  /**
   * Encodes alone each voice that sounds like another language than the path gives it: among the
   * others in its window it is told less surely.
   *
   * @param scores of all voices; those of voices heard again are replaced
   * @return whether there were any
   */
  private boolean listenAgain(List<Batch> batches, int[] path, List<double[]> scores) {
    List<Integer> doubtful = new ArrayList<>();
    List<float[]> sounds = new ArrayList<>();
    int at = 0;
    for (ClipProgress clip : batches.stream().flatMap(b -> b.clips.stream()).toList()) {
      List<SpeechInput.Voice> voices = clip.speech.voices();
      for (SpeechInput.Voice voice : voices) {
        if (voices.size() > 1
            && voice.endS() - voice.startS() >= ALONE_S
            && LanguagePath.best(scores.get(at)) != path[at]) {
          doubtful.add(at);
          sounds.add(
              clip.speech.part(voice.startS() - MARGIN_S, voice.endS() + MARGIN_S).mono16k());
        }
        at++;
      }
    }
    double[][] found = languages.ofSounds(sounds);
    for (int i = 0; i < found.length; i++) {
      scores.set(doubtful.get(i), found[i]);
    }
    return found.length > 0;
  }

  /** The next window of each clip. */
  private EncodedWindows encode(List<ClipProgress> clips) {
    int size = config.mels() * MelSpectrogram.WINDOW_FRAMES;
    float[] features = new float[clips.size() * size];
    for (int i = 0; i < clips.size(); i++) {
      clips.get(i).mel.window(clips.get(i).seek, features, i * size);
    }
    return encoder.encode(features, clips.size());
  }

  /** Decodes the next window of some of the clips; a clip's row is its place among them. */
  private void decode(List<ClipProgress> clips, EncodedWindows windows, int[] wanted) {
    int[][] prompts = new int[clips.size()][];
    Arrays.stream(wanted).forEach(row -> prompts[row] = prompt(clips.get(row)));
    for (int[] rows : byLength(prompts, wanted)) {
      DecodeLoop.Output[] outputs =
          fallback.decode(
              windows,
              rows,
              Arrays.stream(rows).mapToObj(row -> prompts[row]).toArray(int[][]::new),
              Arrays.stream(rows)
                  .mapToLong(row -> request.seed() * 31 + clips.get(row).seek)
                  .toArray());
      for (int i = 0; i < rows.length; i++) {
        accept(clips.get(rows[i]), prompts[rows[i]], outputs[i], windows, rows[i]);
      }
    }
  }

  /** Rows whose prompts can be fed together. */
  private static Collection<int[]> byLength(int[][] prompts, int[] rows) {
    return Arrays.stream(rows)
        .boxed()
        .collect(
            Collectors.groupingBy(
                row -> prompts[row].length,
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    alike -> alike.stream().mapToInt(Integer::intValue).toArray())))
        .values();
  }

  private void nameLanguages(List<ClipProgress> clips, EncodedWindows windows) {
    if (config.languages().isEmpty()) {
      clips.forEach(clip -> clip.language = "en");
    } else if (request.language().isPresent()) {
      clips.forEach(clip -> clip.language = request.language().get());
    } else {
      int[] unknown =
          IntStream.range(0, clips.size()).filter(i -> clips.get(i).language.isEmpty()).toArray();
      if (unknown.length > 0) {
        double[][] scores = languages.ofWindows(windows, unknown);
        for (int i = 0; i < unknown.length; i++) {
          speak(clips.get(unknown[i]), scores[i]);
        }
      }
    }
  }

  private void speak(ClipProgress clip, double[] scores) {
    int best = LanguagePath.best(scores);
    clip.speak(languages.codes().get(best), scores[best]);
  }

  /** Start, language and task tokens; English-only models have the first alone. */
  private int[] opening(ClipProgress clip) {
    if (config.languages().isEmpty()) {
      return new int[] {config.start()};
    }
    Integer task = config.tasks().get(request.task().token());
    return new int[] {config.start(), config.languages().get(clip.language), task};
  }

  private int[] prompt(ClipProgress clip) {
    IntStream.Builder prompt = IntStream.builder();
    boolean context =
        request.conditionOnPrevious()
            && config.previous().isPresent()
            && clip.temperature < CONTEXT_TEMPERATURE
            && !clip.history.isEmpty();
    if (context) {
      prompt.add(config.previous().getAsInt());
      int from = Math.max(0, clip.history.size() - historyLimit);
      clip.history.subList(from, clip.history.size()).forEach(prompt::add);
    }
    Arrays.stream(opening(clip)).forEach(prompt::add);
    if (!request.timestamps()) {
      prompt.add(config.noTimestamps());
    }
    return prompt.build().toArray();
  }

  private void accept(
      ClipProgress clip, int[] prompt, DecodeLoop.Output output, EncodedWindows windows, int row) {
    int frames = Math.min(MelSpectrogram.WINDOW_FRAMES, clip.end - clip.seek);
    int[] tokens = output.withoutEnd(config.end());
    clip.temperature = output.temperature();
    int advance = frames;
    if (!fallback.isSilence(output)) {
      Segmenter.Cut cut =
          request.timestamps()
              ? Segmenter.cut(tokens, config.timestampBegin(), clip.seek, frames)
              : untimed(tokens, clip.seek, frames);
      advance =
          request.resume() && voiceLeft(clip, clip.seek + cut.closed(), clip.seek + frames)
              ? cut.closed()
              : cut.advance();
      for (Segmenter.Piece piece : cut.pieces()) {
        String text = tokenizer.text(piece.tokens(), config.timestampBegin());
        clip.add(piece, text, config.timestampBegin(), output);
      }
      if (request.words()) {
        clip.words.addAll(
            new WordTimes(decoder, config, tokenizer)
                .of(
                    cut.pieces(),
                    output,
                    clip.language,
                    opening(clip),
                    windows,
                    row,
                    clip.seek,
                    Math.min(frames, Math.max(1, clip.mel.audioFrames() - clip.seek))));
      }
    }
    clip.windows.add(new Window(clip.seek, frames, advance, prompt, output));
    clip.seek += advance;
  }

  /**
   * Whether the window holds a voice behind its last time that the model wrote nothing of: one that
   * begins there, or more than a second of one that goes on.
   */
  private static boolean voiceLeft(ClipProgress clip, int from, int to) {
    if (from - clip.seek < VOICE) {
      return false;
    }
    if (clip.speech.voices().isEmpty()) {
      return to - from > TAIL;
    }
    return clip.speech.voices().stream()
        .anyMatch(voice -> {
          double startS = voice.startS() / Segmenter.FRAME_S;
          double left = Math.min(to, voice.endS() / Segmenter.FRAME_S) - Math.max(from, startS);
          return left > (startS > from - VOICE / 2 ? VOICE : TAIL);
        });
  }

  private static Segmenter.Cut untimed(int[] tokens, int seek, int frames) {
    double start = seek * Segmenter.FRAME_S;
    return new Segmenter.Cut(
        List.of(new Segmenter.Piece(start, start + frames * Segmenter.FRAME_S, tokens, 0)),
        frames,
        frames);
  }
}
