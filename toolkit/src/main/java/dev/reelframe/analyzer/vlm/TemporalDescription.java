package dev.reelframe.analyzer.vlm;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.grounding.Grounding;
import dev.reelframe.analyzer.object.ObjectDetection;
import dev.reelframe.analyzer.text.TextOverlay;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.chat.ChatEndpoint;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.State;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tech.tablesaw.api.Table;

/**
 * {@code qwen2_vl_temporal}: every second described by a vision-language model, in segments that
 * overlap by half. Descriptions are whole sentences; what the model names besides stands in columns
 * of its own. A segment that looks like the one before takes over its description and says so; an
 * answer that goes in circles is asked for again and counted. The raw answers, and what they cost,
 * stand in the signal ({@link #counters}).
 *
 * <p>What a description names and quotes is looked up in {@code object_detection} and {@code
 * text_overlay}, where these give tables ({@link Grounding}).
 *
 * <p>Where no model is set up this is skipped and says what would enable it; nothing is ever filled
 * in. Whatever a video shows, says or writes never becomes part of what the model is told.
 *
 * @param lengthS {@link #LENGTH_S}
 * @param stepS {@link #STEP_S}
 * @param frames {@link #FRAMES}
 * @param longestPx {@link #LONGEST_PX}
 * @param maxTokens {@link #MAX_TOKENS}
 * @param language {@link #LANGUAGE}
 * @param alike {@link #ALIKE}
 * @param batch {@link #BATCH}
 * @param seed {@link #SEED}
 * @param describer the model
 * @param evidence the analyzers in whose tables claims are looked up; none: nothing is checked
 */
public record TemporalDescription(
    double lengthS,
    double stepS,
    int frames,
    int longestPx,
    int maxTokens,
    String language,
    double alike,
    int batch,
    OptionalLong seed,
    VlmSource describer,
    List<Analyzer> evidence)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "qwen2_vl_temporal";

  public static final Parameter<Double> LENGTH_S =
      Parameter.number("length_s", 1, "of a segment; a whole multiple of the step").above(0);

  public static final Parameter<Double> STEP_S =
      Parameter.number("step_s", 0.5, "from the start of one segment to the start of the next")
          .above(0);

  public static final Parameter<Integer> FRAMES =
      Parameter.integer("frames", 4, "of a segment; a whole multiple of the steps in it").from(1);

  public static final Parameter<Integer> LONGEST_PX =
      Parameter.integer(
              "longest_px",
              448,
              "longer side of the frames that the model sees; each 28 x 28 pixels of a pair of frames"
                  + " cost a token")
          .from(28);

  public static final Parameter<Integer> MAX_TOKENS =
      Parameter.integer("max_tokens", 256, "budget of an answer").from(1);

  public static final Parameter<String> LANGUAGE =
      Parameter.choice("language", "eng", "of the descriptions, ISO 639-3", "deu", "eng");

  public static final Parameter<Double> ALIKE =
      Parameter.number(
          "alike",
          0.97,
          "similarity of vision features where they differ most, -1..1, from which a segment is the"
              + " same as the one described before; above 1 every segment is described");

  public static final Parameter<Integer> BATCH =
      Parameter.integer("batch", 8, "segments described together").from(1);

  public static final Parameter<OptionalLong> SEED =
      Parameter.optionalInteger(
          "seed", "none", "none: always the likeliest words; else words are drawn with this seed");

  public TemporalDescription {
    LENGTH_S.check(lengthS);
    STEP_S.check(stepS);
    FRAMES.check(frames);
    LONGEST_PX.check(longestPx);
    MAX_TOKENS.check(maxTokens);
    LANGUAGE.check(language);
    ALIKE.check(alike);
    BATCH.check(batch);
    evidence = List.copyOf(evidence);
    double steps = lengthS / stepS;
    double framesPerStep = frames / steps;
    if (!whole(steps) || !whole(framesPerStep)) {
      throw new IllegalArgumentException(
          "segments of %s s every %s s with %d frames: the length must be a whole multiple of the step, and the frames of the steps in it"
              .formatted(lengthS, stepS, frames));
    }
  }

  private static boolean whole(double number) {
    return number > 0.5 && Math.abs(number - Math.rint(number)) < 1e-9;
  }

  /** One second every half second, four frames each, in English, by this machine's model. */
  public static TemporalDescription standard() {
    return new TemporalDescription(
        LENGTH_S.standard(),
        STEP_S.standard(),
        FRAMES.standard(),
        LONGEST_PX.standard(),
        MAX_TOKENS.standard(),
        LANGUAGE.standard(),
        ALIKE.standard(),
        BATCH.standard(),
        SEED.standard(),
        VlmSource.standard(),
        List.of(ObjectDetection.standard(), TextOverlay.standard()));
  }

  /** Segments of that many seconds, one every so many seconds, each with that many frames. */
  public TemporalDescription segments(double length, double step, int framesOfEach) {
    return with(length, step, framesOfEach, longestPx, maxTokens, language, alike, batch, seed);
  }

  /** Frames whose longer side has at most so many pixels. */
  public TemporalDescription longest(int pixels) {
    return with(lengthS, stepS, frames, pixels, maxTokens, language, alike, batch, seed);
  }

  /** Answers of at most about so many tokens. */
  public TemporalDescription tokens(int most) {
    return with(lengthS, stepS, frames, longestPx, most, language, alike, batch, seed);
  }

  /** Descriptions in English ({@code eng}) or German ({@code deu}). */
  public TemporalDescription language(String code) {
    return with(lengthS, stepS, frames, longestPx, maxTokens, code, alike, batch, seed);
  }

  /** Takes segments of that similarity for the same; above 1 each is described. */
  public TemporalDescription alike(double similarity) {
    return with(lengthS, stepS, frames, longestPx, maxTokens, language, similarity, batch, seed);
  }

  /** Has so many segments described together. */
  public TemporalDescription batch(int segments) {
    return with(lengthS, stepS, frames, longestPx, maxTokens, language, alike, segments, seed);
  }

  /** Draws words at random, the same ones each time for the same seed. */
  public TemporalDescription seed(long number) {
    return seed(OptionalLong.of(number));
  }

  private TemporalDescription seed(OptionalLong drawn) {
    return with(lengthS, stepS, frames, longestPx, maxTokens, language, alike, batch, drawn);
  }

  private TemporalDescription with(
      double length,
      double step,
      int framesOfEach,
      int pixels,
      int tokens,
      String code,
      double similarity,
      int together,
      OptionalLong drawn) {
    return new TemporalDescription(
        length,
        step,
        framesOfEach,
        pixels,
        tokens,
        code,
        similarity,
        together,
        drawn,
        describer,
        evidence);
  }

  /** Descriptions by that model. */
  public TemporalDescription by(VlmSource model) {
    return new TemporalDescription(
        lengthS, stepS, frames, longestPx, maxTokens, language, alike, batch, seed, model,
        evidence);
  }

  /**
   * Looks claims up in the tables of these analyzers, named {@code object_detection} and {@code
   * text_overlay}; without any, nothing is checked.
   */
  public TemporalDescription checkedAgainst(Analyzer... analyzers) {
    return new TemporalDescription(
        lengthS,
        stepS,
        frames,
        longestPx,
        maxTokens,
        language,
        alike,
        batch,
        seed,
        describer,
        List.of(analyzers));
  }

  /** Descriptions by the Qwen2-VL export in that folder. */
  public TemporalDescription qwen2Vl(Path folder) {
    return by(VlmSource.qwen2Vl(folder));
  }

  /**
   * Descriptions by a model behind a server on this machine that speaks OpenAI's {@code
   * /v1/chat/completions}; for other hosts, keys and limits see {@link VlmSource#endpoint}.
   *
   * @param base such as {@code http://localhost:8000}
   * @param model name that the server knows it by
   */
  public TemporalDescription endpoint(URI base, String model) {
    return endpoint(base, ChatEndpoint.Options.model(model));
  }

  /** The same, called as the options say. */
  public TemporalDescription endpoint(URI base, ChatEndpoint.Options options) {
    return by(VlmSource.endpoint(base, options));
  }

  /**
   * What a run cost and what was saved: a table of {@code counter} and {@code value}.
   *
   * @param signal of this analyzer, for example {@code run.signal("qwen2_vl_temporal")}
   */
  public static MeasuredTable counters(Table signal) {
    return DescriptionCounters.of(signal);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", DescribedRow.SCHEMA.schema())
        .signal(AskedRow.SCHEMA.schema())
        .reads(Frames.every(lengthS / frames).longest(longestPx))
        .after(evidence.toArray(Analyzer[]::new))
        .uses(VlmSource.MODELS)
        .parameter(LENGTH_S, lengthS, length -> segments(length, stepS, frames))
        .parameter(STEP_S, stepS, step -> segments(lengthS, step, frames))
        .parameter(FRAMES, frames, number -> segments(lengthS, stepS, number))
        .parameter(LONGEST_PX, longestPx, this::longest)
        .parameter(MAX_TOKENS, maxTokens, this::tokens)
        .parameter(LANGUAGE, language, this::language)
        .parameter(ALIKE, alike, this::alike)
        .parameter(BATCH, batch, this::batch)
        .parameter(SEED, seed, this::seed)
        .fact("wording", PromptTemplate.VERSION)
        .fact("engine", describer.name());
  }

  @Override
  public Optional<State.Skipped> unable(MediaInfo media) {
    return Analyzer.super.unable(media).or(() -> describer.missing().get());
  }

  @Override
  public List<ModelUse> modelsNow() {
    return describer.missing().get().isPresent() ? List.of() : describer.models().get();
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new DescriptionFold(this, run);
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    return DescriptionRows.decide(AskedRow.SCHEMA.read(signal), Grounding.of(inputs));
  }
}
