package dev.reelframe.models.whisper;

import dev.reelframe.models.whisper.Transcription.Segment;
import dev.reelframe.models.whisper.Transcription.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Walks through clips of any length window by window (section 3.8 of the Whisper paper): where a
 * window's last segment closes, the next window begins. The windows of several clips are decoded
 * together.
 */
final class LongForm {
  /** Tokens of earlier windows shown to the next one: half of the decoder's positions, less one. */
  private final int historyLimit;

  /** Above this temperature a window's text is no good context for the next one. */
  private static final double CONTEXT_TEMPERATURE = 0.5;

  private final Encoder encoder;
  private final Decoder decoder;
  private final WhisperConfig config;
  private final WhisperTokenizer tokenizer;
  private final MelFilters filters;
  private final int maxBatch;
  private final Request request;
  private final TemperatureFallback fallback;

  LongForm(
      Encoder encoder,
      Decoder decoder,
      WhisperConfig config,
      WhisperTokenizer tokenizer,
      MelFilters filters,
      int maxBatch,
      Request request) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.config = config;
    this.tokenizer = tokenizer;
    this.filters = filters;
    this.maxBatch = maxBatch;
    this.request = request;
    this.historyLimit = config.maxTokens() / 2 - 1;
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
    List<Clip> all = clips.stream().map(this::clip).toList();
    List<Clip> open = new ArrayList<>(all.stream().filter(Clip::isOpen).toList());
    while (!open.isEmpty()) {
      for (int from = 0; from < open.size(); from += maxBatch) {
        advance(open.subList(from, Math.min(open.size(), from + maxBatch)));
      }
      open.removeIf(clip -> !clip.isOpen());
    }
    return all.stream().map(Clip::result).toList();
  }

  private Clip clip(float[] samples) {
    return new Clip(MelSpectrogram.of(filters, samples));
  }

  /** Decodes the next window of each clip. */
  private void advance(List<Clip> clips) {
    int size = config.mels() * MelSpectrogram.WINDOW_FRAMES;
    float[] features = new float[clips.size() * size];
    for (int i = 0; i < clips.size(); i++) {
      clips.get(i).mel.window(clips.get(i).seek, features, i * size);
    }
    try (EncodedWindows windows = encoder.encode(features, clips.size())) {
      nameLanguages(clips, windows);
      int[][] prompts = clips.stream().map(this::prompt).toArray(int[][]::new);
      long[] seeds = clips.stream().mapToLong(c -> request.seed() * 31 + c.seek).toArray();
      for (int[] rows : byLength(prompts)) {
        DecodeLoop.Output[] outputs =
            fallback.decode(
                windows,
                rows,
                Arrays.stream(rows).mapToObj(row -> prompts[row]).toArray(int[][]::new),
                Arrays.stream(rows).mapToLong(row -> seeds[row]).toArray());
        for (int i = 0; i < rows.length; i++) {
          accept(clips.get(rows[i]), prompts[rows[i]], outputs[i], windows, rows[i]);
        }
      }
    }
  }

  /** Rows whose prompts can be fed together. */
  private static Collection<int[]> byLength(int[][] prompts) {
    return IntStream.range(0, prompts.length)
        .boxed()
        .collect(
            Collectors.groupingBy(
                row -> prompts[row].length,
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    rows -> rows.stream().mapToInt(Integer::intValue).toArray())))
        .values();
  }

  private void nameLanguages(List<Clip> clips, EncodedWindows windows) {
    if (config.languages().isEmpty()) {
      clips.forEach(clip -> clip.language = "en");
    } else if (request.language().isPresent()) {
      clips.forEach(clip -> clip.language = request.language().get());
    } else {
      int[] unknown =
          IntStream.range(0, clips.size()).filter(i -> clips.get(i).language.isEmpty()).toArray();
      if (unknown.length > 0) {
        detect(clips, windows, unknown);
      }
    }
  }

  /** One pass over the start token alone; the likeliest language token names the language. */
  private void detect(List<Clip> clips, EncodedWindows windows, int[] unknown) {
    int[][] starts = new int[unknown.length][];
    Arrays.fill(starts, new int[] {config.start()});
    try (Decoder.Pass pass = decoder.begin(windows, unknown, starts)) {
      float[][] logits = pass.lastLogits();
      for (int i = 0; i < unknown.length; i++) {
        float[] scores = logits[i];
        List<String> codes = List.copyOf(config.languages().keySet());
        float[] ofLanguages = new float[codes.size()];
        for (int l = 0; l < ofLanguages.length; l++) {
          ofLanguages[l] = scores[config.languages().get(codes.get(l))];
        }
        int best = Scores.argMax(ofLanguages);
        double total = Scores.logSumExp(ofLanguages, 0, ofLanguages.length);
        Clip clip = clips.get(unknown[i]);
        clip.language = codes.get(best);
        clip.languageProbability = OptionalDouble.of(Math.exp(ofLanguages[best] - total));
      }
    }
  }

  /** Start, language and task tokens; English-only models have the first alone. */
  private int[] opening(Clip clip) {
    if (config.languages().isEmpty()) {
      return new int[] {config.start()};
    }
    Integer task = config.tasks().get(request.task().token());
    return new int[] {config.start(), config.languages().get(clip.language), task};
  }

  private int[] prompt(Clip clip) {
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
      Clip clip, int[] prompt, DecodeLoop.Output output, EncodedWindows windows, int row) {
    int frames = Math.min(MelSpectrogram.WINDOW_FRAMES, clip.end - clip.seek);
    int[] tokens = output.withoutEnd(config.end());
    clip.temperature = output.temperature();
    int advance = frames;
    if (!fallback.isSilence(output)) {
      Segmenter.Cut cut =
          request.timestamps()
              ? Segmenter.cut(tokens, config.timestampBegin(), clip.seek, frames)
              : untimed(tokens, clip.seek, frames);
      advance = cut.advance();
      cut.pieces().forEach(piece -> clip.add(piece, output));
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

  private static Segmenter.Cut untimed(int[] tokens, int seek, int frames) {
    double start = seek * Segmenter.FRAME_S;
    return new Segmenter.Cut(
        List.of(new Segmenter.Piece(start, start + frames * Segmenter.FRAME_S, tokens, 0)), frames);
  }

  /** One clip on its way through the windows. */
  private final class Clip {
    private final MelSpectrogram mel;

    /** Frame at which decoding stops. */
    private final int end;

    private final List<Segment> segments = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private final List<Integer> history = new ArrayList<>();
    private String language = "";
    private OptionalDouble languageProbability = OptionalDouble.empty();
    private double temperature;
    private int seek;

    Clip(MelSpectrogram mel) {
      this.mel = mel;
      this.end = request.decodePadding() ? mel.frames() : mel.audioFrames();
    }

    boolean isOpen() {
      return seek < end;
    }

    void add(Segmenter.Piece piece, DecodeLoop.Output output) {
      int[] tokens = piece.tokens();
      segments.add(
          new Segment(
              piece.startS(),
              piece.endS(),
              tokenizer.text(tokens, config.timestampBegin()),
              Arrays.stream(tokens).boxed().toList(),
              OptionalDouble.of(output.avgLogprob()),
              OptionalDouble.of(output.noSpeechProb()),
              OptionalDouble.of(output.temperature())));
      // of a closing pair the second time opens a segment that does not follow
      int n = tokens.length;
      boolean pair = n > 2 && tokens[n - 2] >= config.timestampBegin();
      Arrays.stream(tokens, 0, pair ? n - 1 : n).forEach(history::add);
    }

    Result result() {
      Transcription all = new Transcription(language, languageProbability, segments, words);
      double durationS = mel.durationS();
      return new Result(request.decodePadding() ? all : all.clippedTo(durationS), windows);
    }
  }
}
