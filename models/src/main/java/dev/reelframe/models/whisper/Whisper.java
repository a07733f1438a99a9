package dev.reelframe.models.whisper;

import dev.reelframe.models.Device;
import dev.reelframe.models.Lifetime;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.UsageMeter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Whisper from a folder in the layout that transformers.js uses: config.json,
 * generation_config.json, tokenizer.json, {@code onnx/encoder_model*.onnx} and {@code
 * onnx/decoder_model_merged*.onnx}.
 *
 * <p>Thread safe; the sessions and the tokenizer are native and freed by {@link #close}, which
 * waits for running calls.
 */
public final class Whisper implements SpeechRecognizer {
  /** File endings of the usual precisions, best first. */
  private static final List<String> PRECISIONS =
      List.of("", "_fp16", "_quantized", "_int8", "_uint8", "_q4", "_q4f16", "_bnb4");

  private final String name;
  private final Options options;
  private final WhisperConfig config;
  private final WhisperTokenizer tokenizer;
  private final MelFilters filters;
  private final Encoder encoder;
  private final Decoder decoder;
  private final SpokenLanguage.Silence silence;
  private final WhisperMeter meter;
  private final Lifetime life;

  /**
   * How a model is loaded.
   *
   * @param device where its graphs are wanted to run
   * @param threads of each ONNX session. One gives the same text everywhere
   * @param maxBatch windows decoded together at most
   * @param encoderPrecision file ending such as "_fp16", "" for float32; empty: the best one there
   * @param decoderPrecision likewise
   */
  public record Options(
      Device device,
      int threads,
      int maxBatch,
      Optional<String> encoderPrecision,
      Optional<String> decoderPrecision) {
    public Options {
      if (threads < 1 || maxBatch < 1) {
        throw new IllegalArgumentException(
            "threads and maxBatch must be 1 or more: " + threads + ", " + maxBatch);
      }
    }

    /** On the CPU with one thread, eight windows at a time, the best precision in the folder. */
    public static Options standard() {
      return new Options(Device.cpu(), 1, 8, Optional.empty(), Optional.empty());
    }

    public Options on(Device wanted) {
      return new Options(wanted, threads, maxBatch, encoderPrecision, decoderPrecision);
    }

    public Options threads(int wanted) {
      return new Options(device, wanted, maxBatch, encoderPrecision, decoderPrecision);
    }

    public Options maxBatch(int wanted) {
      return new Options(device, threads, wanted, encoderPrecision, decoderPrecision);
    }

    public Options precision(String encoder, String decoder) {
      return new Options(device, threads, maxBatch, Optional.of(encoder), Optional.of(decoder));
    }
  }

  private Whisper(Path folder, Options options, Deque<AutoCloseable> opened) {
    this.name = folder.toAbsolutePath().normalize().getFileName().toString();
    this.options = options;
    tokenizer = WhisperTokenizer.open(folder.resolve("tokenizer.json"));
    opened.push(tokenizer);
    config = WhisperConfig.read(folder, tokenizer);
    filters = MelFilters.of(config.mels());
    silence = new SpokenLanguage.Silence();
    meter = new WhisperMeter();
    life = new Lifetime(name);
    WhisperGraph encoderGraph =
        WhisperGraph.open(file(folder, "encoder_model", options.encoderPrecision()), options);
    opened.push(encoderGraph);
    encoder = new Encoder(encoderGraph, config.mels(), meter);
    WhisperGraph decoderGraph =
        WhisperGraph.open(
            file(folder, "decoder_model_merged", options.decoderPrecision()), options);
    opened.push(decoderGraph);
    decoder = new Decoder(decoderGraph, config, meter);
  }

  private Whisper(Whisper loaded, UsageMeter usage) {
    name = loaded.name;
    options = loaded.options;
    config = loaded.config;
    tokenizer = loaded.tokenizer;
    filters = loaded.filters;
    silence = loaded.silence;
    meter = loaded.meter;
    life = loaded.life;
    encoder = loaded.encoder.countedBy(usage);
    decoder = loaded.decoder.countedBy(usage);
  }

  /**
   * This loaded model for one user, its calls counted by that meter; closing either closes both.
   */
  public Whisper countedBy(UsageMeter usage) {
    return new Whisper(this, usage);
  }

  public static Whisper open(Path folder) {
    return open(folder, Options.standard());
  }

  /**
   * Loads a model.
   *
   * @throws ModelMissing where a file is missing
   * @throws ModelMismatch where one does not fit
   */
  public static Whisper open(Path folder, Options options) {
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      return new Whisper(folder, options, opened);
    } catch (RuntimeException e) {
      opened.forEach(part -> closeAfter(e, part));
      throw e;
    }
  }

  private static void closeAfter(RuntimeException failure, AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private static Path file(Path folder, String graph, Optional<String> precision) {
    List<String> endings = precision.map(List::of).orElse(PRECISIONS);
    return endings.stream()
        .map(ending -> folder.resolve("onnx").resolve(graph + ending + ".onnx"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() ->
            new ModelMissing(
                folder.toAbsolutePath().normalize().getFileName().toString(),
                "no "
                    + folder.resolve("onnx").resolve(graph + endings.getFirst() + ".onnx")
                    + ": fetch the model's ONNX export, merged decoder included",
                null));
  }

  @Override
  public Transcription transcribe(float[] mono16k, TranscriptionRequest request) {
    return transcribeAll(List.of(mono16k), request).getFirst();
  }

  /**
   * Transcribes clips of any lengths, up to {@link Options#maxBatch} windows at a time.
   *
   * @throws IllegalArgumentException where the model does not know the language, or a sample is not
   *     a finite number
   */
  @Override
  public List<Transcription> transcribeAll(List<float[]> clips, TranscriptionRequest request) {
    return decode(clips, request).stream().map(LongForm.Result::transcription).toList();
  }

  /** The transcriptions together with the windows they came from. */
  List<LongForm.Result> decode(List<float[]> clips, TranscriptionRequest request) {
    clips.forEach(Whisper::checkFinite);
    checkLanguage(request);
    return life.during(() -> longForm(request).run(clips));
  }

  @Override
  public List<List<Transcription>> transcribeSpeech(
      List<SpeechInput> clips, TranscriptionRequest request) {
    clips.forEach(clip -> checkFinite(clip.mono16k()));
    checkLanguage(request);
    return life.during(() -> longForm(request).passages(clips));
  }

  private LongForm longForm(TranscriptionRequest request) {
    return new LongForm(
        encoder, decoder, config, tokenizer, filters, silence, options.maxBatch(), request);
  }

  /** What has been done since the model was opened. */
  public WhisperCounters counters() {
    return meter.read();
  }

  private void checkLanguage(TranscriptionRequest request) {
    boolean multilingual = !config.languages().isEmpty();
    request
        .language()
        .filter(code -> multilingual ? !config.languages().containsKey(code) : !code.equals("en"))
        .ifPresent(code -> {
          throw new IllegalArgumentException(
              name
                  + " does not know the language '"
                  + code
                  + "'; it knows "
                  + (multilingual ? config.languages().keySet() : "en"));
        });
    boolean translates = request.task() == TranscriptionRequest.Task.TRANSLATE;
    if (translates && !config.tasks().containsKey(request.task().token())) {
      throw new IllegalArgumentException(name + " cannot translate; use a multilingual model");
    }
  }

  private static void checkFinite(float[] samples) {
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new IllegalArgumentException("sample " + i + " is " + samples[i]);
      }
    }
  }

  /** Codes of the languages this model knows. */
  public List<String> languages() {
    return config.languages().isEmpty() ? List.of("en") : List.copyOf(config.languages().keySet());
  }

  /** Whether words get times by alignment; otherwise they are shared out and marked so. */
  public boolean alignsWords() {
    return decoder.givesAttention();
  }

  @Override
  public String engine() {
    return "whisper:" + name;
  }

  WhisperConfig config() {
    return config;
  }

  WhisperTokenizer tokenizer() {
    return tokenizer;
  }

  MelFilters filters() {
    return filters;
  }

  Encoder encoder() {
    return encoder;
  }

  Decoder decoder() {
    return decoder;
  }

  @Override
  public void close() {
    life.end(() -> {
      decoder.close();
      encoder.close();
      tokenizer.close();
    });
  }
}
