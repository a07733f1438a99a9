package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import java.util.Optional;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * {@code speech_activity}: where somebody speaks. Silero VAD hears voices, the tags of {@code
 * audio_environment} keep music from counting as speech.
 *
 * @param from {@link #FROM}
 * @param to {@link #TO}
 * @param pauseS {@link #PAUSE_S}
 * @param shortestS {@link #SHORTEST_S}
 * @param tags the analyzer whose table is named {@code audio_environment}
 * @param models where the model comes from
 */
public record SpeechActivity(
    double from,
    double to,
    double pauseS,
    double shortestS,
    Analyzer tags,
    Supplier<ResidentModels> models)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "speech_activity";

  /** A row of the table. */
  record SpeechRow(double startS, double endS, double confidence) {
    static final RowSchema<SpeechRow> SCHEMA =
        RowSchema.of(SpeechRow.class, NAME, "A stretch of speech without a long pause");
  }

  /** A row of the signal. */
  record VoiceRow(double timeS, double confidence) {
    static final RowSchema<VoiceRow> SCHEMA =
        RowSchema.of(
            VoiceRow.class,
            NAME + "_signal",
            "Probability of a voice in the 32 ms that begin at time_s");

    /** The probabilities of a signal, one each {@link SpeechSegments#STEP_S}. */
    static double[] probabilities(Table signal) {
      return SCHEMA.read(signal).stream().mapToDouble(VoiceRow::confidence).toArray();
    }
  }

  public static final Parameter<Double> FROM =
      Parameter.number("from", 0.5, "probability with which speech begins").above(0).upTo(1);

  public static final Parameter<Double> TO =
      Parameter.number(
              "to", 0.35, "probability down to which it goes on, at most that of its beginning")
          .above(0)
          .upTo(1);

  public static final Parameter<Double> PAUSE_S =
      Parameter.number("pause_s", 0.5, "a silence of this length or more parts two stretches")
          .from(0);

  public static final Parameter<Double> SHORTEST_S =
      Parameter.number("shortest_s", 0.1, "shorter stretches are left out").from(0);

  public SpeechActivity {
    FROM.check(from);
    TO.check(to);
    PAUSE_S.check(pauseS);
    SHORTEST_S.check(shortestS);
    if (to > from) {
      throw new IllegalArgumentException(
          "speech from "
              + from
              + " down to "
              + to
              + ": give a probability to end that is no higher");
    }
  }

  /** Silero's own thresholds, and the default of each other parameter. */
  public static SpeechActivity standard() {
    return new SpeechActivity(
        FROM.standard(),
        TO.standard(),
        PAUSE_S.standard(),
        SHORTEST_S.standard(),
        AudioEnvironment.standard(),
        ResidentModels::shared);
  }

  /** Other probabilities at which speech begins and ends. */
  public SpeechActivity probabilities(double begin, double end) {
    return new SpeechActivity(begin, end, pauseS, shortestS, tags, models);
  }

  /** Silences of this length or more, seconds, part stretches. */
  public SpeechActivity pauses(double seconds) {
    return new SpeechActivity(from, to, seconds, shortestS, tags, models);
  }

  /** Leaves out stretches below this length, seconds. */
  public SpeechActivity shortest(double seconds) {
    return new SpeechActivity(from, to, pauseS, seconds, tags, models);
  }

  /** Reads tags of sound from that analyzer, whose table is named {@code audio_environment}. */
  public SpeechActivity tags(Analyzer analyzer) {
    return new SpeechActivity(from, to, pauseS, shortestS, analyzer, models);
  }

  /** Takes its model, and that of a standard tagger, from there. */
  public SpeechActivity models(ResidentModels resident) {
    Analyzer same = tags instanceof AudioEnvironment e ? e.models(resident) : tags;
    return new SpeechActivity(from, to, pauseS, shortestS, same, () -> resident);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", SpeechRow.SCHEMA.schema())
        .signal(VoiceRow.SCHEMA.schema())
        .reads(Audio.mono(VoiceDetector.RATE_HZ))
        .after(tags)
        .uses(VoiceDetector.MODEL)
        .parameter(FROM, from, begin -> probabilities(begin, to))
        .parameter(TO, to, end -> probabilities(from, end))
        .parameter(PAUSE_S, pauseS, this::pauses)
        .parameter(SHORTEST_S, shortestS, this::shortest);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new VoiceFold(VoiceDetector.of(run.models(models.get())));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<Table> heard =
        inputs.table(AudioEnvironment.NAME).flatMap(MeasuredTable::signal).map(Table.class::cast);
    double[] voice = VoiceRow.probabilities(signal);
    MusicEvidence evidence =
        heard
            .map(tags -> MusicEvidence.of(tags, voice, SpeechSegments.STEP_S))
            .orElseGet(MusicEvidence::none);
    Table table = new SpeechSegments(signal, evidence, this).table(inputs.end().soundS());
    return heard.isPresent()
        ? Outcome.of(table)
        : Outcome.degraded(
            table, "without the signal of audio_environment music may count as speech");
  }
}
