package dev.reelframe.analyzer.djl;

import ai.djl.modality.audio.Audio;
import ai.djl.modality.cv.Image;
import ai.djl.repository.zoo.Criteria;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.cut.CutAnalysis;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.Device;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A model of the user's own, through DJL: what it takes and gives says what table comes of it.
 *
 * <table>
 * <caption>Types of the criteria and their tables</caption>
 * <tr><th>takes</th><th>gives</th><th>a row of the table</th></tr>
 * <tr><td>{@code Image}</td><td>{@code DetectedObjects}</td><td>a thing, tracked in its shot</td></tr>
 * <tr><td>{@code Image}</td><td>{@code Joints}, {@code Joints[]}</td><td>a body, tracked in its shot</td></tr>
 * <tr><td>{@code Image}</td><td>{@code CategoryMask}</td><td>a stretch in which a class is seen</td></tr>
 * <tr><td>{@code Image}</td><td>{@code Classifications}, {@code String}</td><td>a stretch of one label</td></tr>
 * <tr><td>{@code Audio}</td><td>{@code Classifications}, {@code String}</td><td>windows of one label</td></tr>
 * <tr><td>{@code String}</td><td>{@code Classifications}, {@code String}</td><td>a text that another analyzer read or heard</td></tr>
 * </table>
 *
 * <p>What was said of each frame or window stands in the signal table. The provenance names every
 * file of the model with its SHA-256; the record of the run says engine and device.
 *
 * @param source the model
 * @param everyS {@link #EVERY_S}
 * @param widthPx {@link #WIDTH_PX}
 * @param windowS {@link #WINDOW_S}
 * @param rateHz {@link #RATE_HZ}
 * @param score {@link #SCORE}
 * @param texts whose texts are read, for a model that takes text
 */
public record DjlAnalyzer(
    ModelSource source,
    double everyS,
    int widthPx,
    double windowS,
    int rateHz,
    double score,
    Optional<Analyzer> texts)
    implements Analyzer {

  public static final Parameter<Double> EVERY_S =
      Parameter.number("every_s", 0.5, "time between sampled frames").above(0);

  public static final Parameter<Integer> WIDTH_PX =
      Parameter.integer("width_px", 640, "width of the frames that the translator gets, at most")
          .from(16)
          .upTo(16_384);

  public static final Parameter<Double> WINDOW_S =
      Parameter.number("window_s", 1, "sound that the model hears at a time").above(0).upTo(60);

  public static final Parameter<Integer> RATE_HZ =
      Parameter.integer("rate_hz", 16_000, "sample rate of the sound, one channel")
          .from(1_000)
          .upTo(192_000);

  public static final Parameter<Double> SCORE =
      Parameter.number("score", 0.5, "from which the model is believed").from(0).upTo(1);

  public DjlAnalyzer {
    EVERY_S.check(everyS);
    WIDTH_PX.check(widthPx);
    WINDOW_S.check(windowS);
    RATE_HZ.check(rateHz);
    SCORE.check(score);
  }

  /**
   * @param name of the analyzer and its table, snake_case
   * @throws IllegalArgumentException where no table can be made of the types of the criteria
   */
  public static DjlAnalyzer of(String name, Criteria<?, ?> criteria) {
    DjlAnalyzer analyzer =
        new DjlAnalyzer(
            new ModelSource(name, criteria),
            EVERY_S.standard(),
            WIDTH_PX.standard(),
            WINDOW_S.standard(),
            RATE_HZ.standard(),
            SCORE.standard(),
            Optional.empty());
    analyzer.requireTable();
    return analyzer;
  }

  private void requireTable() {
    Class<?> output = source.outputType();
    switch (input()) {
      case PICTURE -> OutputTable.ofPictures(source.name(), output);
      case SOUND, TEXT -> {
        if (!OutputTable.isLabel(output)) {
          throw new IllegalArgumentException(
              source.name()
                  + ": of sound and text a model says Classifications or a String, not "
                  + output.getSimpleName()
                  + ".");
        }
      }
    }
  }

  /** Samples a frame every so many seconds. */
  public DjlAnalyzer every(double seconds) {
    return new DjlAnalyzer(source, seconds, widthPx, windowS, rateHz, score, texts);
  }

  /** Hands the translator frames at most so wide. */
  public DjlAnalyzer width(int pixels) {
    return new DjlAnalyzer(source, everyS, pixels, windowS, rateHz, score, texts);
  }

  /** Hands the translator windows of sound of so many seconds, at that rate. */
  public DjlAnalyzer windows(double seconds, int hertz) {
    return new DjlAnalyzer(source, everyS, widthPx, seconds, hertz, score, texts);
  }

  /** Believes the model from this score on. */
  public DjlAnalyzer score(double least) {
    return new DjlAnalyzer(source, everyS, widthPx, windowS, rateHz, least, texts);
  }

  /** Reads the column {@code text} of that analyzer's table, row by row. */
  public DjlAnalyzer reading(Analyzer analyzer) {
    return new DjlAnalyzer(source, everyS, widthPx, windowS, rateHz, score, Optional.of(analyzer));
  }

  /** What a model takes. */
  private enum Input {
    PICTURE,
    SOUND,
    TEXT
  }

  private Input input() {
    Class<?> type = source.inputType();
    if (type == Image.class) {
      return Input.PICTURE;
    }
    if (type == Audio.class) {
      return Input.SOUND;
    }
    if (type == String.class) {
      return Input.TEXT;
    }
    throw new IllegalArgumentException(
        source.name()
            + " takes "
            + type.getSimpleName()
            + ": set the types of the criteria to Image, Audio or String first.");
  }

  private Analyzer text() {
    return texts.orElseThrow(() ->
        new IllegalArgumentException(
            source.name()
                + " reads text: say whose, for example .reading(textOverlay()) or"
                + " .reading(transcription())."));
  }

  @Override
  public AnalyzerSpec spec() {
    String name = source.name();
    return switch (input()) {
      case PICTURE -> {
        OutputTable<?, ?> table = OutputTable.ofPictures(name, source.outputType());
        yield AnalyzerSpec.of("1", table.schema())
            .signal(table.signal())
            .reads(Frames.every(everyS).width(widthPx))
            .after(CutAnalysis.standard())
            .parameter(EVERY_S, everyS, this::every)
            .parameter(WIDTH_PX, widthPx, this::width)
            .parameter(SCORE, score, this::score);
      }
      case SOUND -> {
        SoundTable table = new SoundTable(name);
        yield AnalyzerSpec.of("1", table.schema())
            .signal(table.signal())
            .reads(dev.reelframe.media.Audio.mono(rateHz))
            .parameter(WINDOW_S, windowS, seconds -> windows(seconds, rateHz))
            .parameter(RATE_HZ, rateHz, hertz -> windows(windowS, hertz))
            .parameter(SCORE, score, this::score);
      }
      case TEXT ->
          AnalyzerSpec.of("1", new TextTable(name).schema())
              .after(text())
              .parameter(SCORE, score, this::score);
    };
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    String name = source.name();
    ModelCalls calls = new ModelCalls(source, run);
    return switch (input()) {
      case PICTURE -> {
        MediaInfo.Picture picture = media.picture().orElseThrow();
        yield new PictureFold(
            calls,
            OutputTable.ofPictures(name, source.outputType())
                .newSignal(picture.width(), picture.height()));
      }
      case SOUND -> new SoundFold(calls, new SoundTable(name), windowS);
      case TEXT -> new TextFold(calls, new TextTable(name), text().spec().name());
    };
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    String name = source.name();
    return switch (input()) {
      case PICTURE -> {
        OutputTable<?, ?> table = OutputTable.ofPictures(name, source.outputType());
        yield Outcome.of(table.decide(signal, inputs, score))
            .signal(table.numbered(signal, inputs, score));
      }
      case SOUND -> Outcome.of(new SoundTable(name).decide(signal, score));
      case TEXT -> Outcome.of(new TextTable(name).decide(signal, score));
    };
  }

  @Override
  public List<ModelUse> modelsNow() {
    return source.on(Device.cpu()).files();
  }

  @Override
  public boolean runsModels() {
    return true;
  }
}
