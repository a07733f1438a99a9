package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Card;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import java.util.Optional;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * {@code speech_activity}: where somebody speaks. Silero VAD hears voices, the tags of {@code
 * audio_environment} keep music from counting as speech.
 *
 * @param from probability with which speech begins, 0..1
 * @param to probability down to which it goes on, 0..1
 * @param pauseS a silence of this length or more parts two stretches, seconds
 * @param shortestS shorter stretches are left out, seconds
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

  static final Schema TABLE =
      Schema.intervals(NAME, "A stretch of speech without a long pause").confidence();

  static final Schema SIGNAL =
      Schema.events(NAME + "_signal", "Probability of a voice in the 32 ms that begin at time_s")
          .confidence();

  public SpeechActivity {
    if (!(0 < to && to <= from && from <= 1) || !(pauseS >= 0) || !(shortestS >= 0)) {
      throw new IllegalArgumentException(
          "speech from %s down to %s, pauses of %s s, stretches of %s s: give 0 < to <= from <= 1 and no negative seconds"
              .formatted(from, to, pauseS, shortestS));
    }
  }

  /** Silero's own thresholds, pauses of half a second. */
  public static SpeechActivity standard() {
    return new SpeechActivity(
        0.5, 0.35, 0.5, 0.1, AudioEnvironment.standard(), ResidentModels::shared);
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
  public Card card() {
    return Card.of("2", TABLE)
        .signal(SIGNAL)
        .reads(Audio.mono(VoiceDetector.RATE_HZ))
        .after(tags)
        .uses(VoiceDetector.MODEL)
        .parameter("from", from)
        .parameter("to", to)
        .parameter("pause_s", pauseS)
        .parameter("shortest_s", shortestS);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new VoiceFold(VoiceDetector.of(run.models(models.get())));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<Table> heard =
        inputs.table(AudioEnvironment.NAME).flatMap(MeasuredTable::signal).map(Table.class::cast);
    double[] voice = signal.doubleColumn("confidence").asDoubleArray();
    MusicEvidence evidence =
        heard
            .map(tags -> MusicEvidence.of(tags, voice, Voices.STEP_S))
            .orElseGet(MusicEvidence::none);
    Table table = new Voices(signal, evidence, this).table(inputs.end().soundS());
    return heard.isPresent()
        ? Outcome.of(table)
        : Outcome.degraded(
            table, "without the signal of audio_environment music may count as speech");
  }
}
