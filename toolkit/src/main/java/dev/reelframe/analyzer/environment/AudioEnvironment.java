package dev.reelframe.analyzer.environment;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * {@code audio_environment}: what there is to hear, as YAMNet names it (the classes of AudioSet),
 * each with its group. Several things sound at the same time, so intervals overlap; of a class and
 * what it is a kind of (a bark, a dog, an animal) one is named at a time. A place (a room, a hall,
 * outdoors) appears only where the model names one; nothing is guessed from loudness.
 *
 * @param from {@link #FROM}
 * @param to {@link #TO}
 * @param models where the model comes from
 */
public record AudioEnvironment(double from, double to, Supplier<ResidentModels> models)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "audio_environment";

  /** Seconds of sound that one window of the signal hears. */
  public static final double WINDOW_S = (double) SoundTagger.WINDOW / SoundTagger.RATE_HZ;

  /** A class of sound with a score. */
  public record Tag(
      @Column("display name of the class in the AudioSet ontology") String label,
      @Column("kind of sound") Group group,
      double confidence) {}

  /** A row of the table. */
  record TagRow(double startS, double endS, Tag tag) {
    static final RowSchema<TagRow> SCHEMA =
        RowSchema.of(
            TagRow.class, NAME, "A stretch in which a class of sound is heard; they overlap");
  }

  /** A row of the signal, per window and class; {@code timeS} is the window's start. */
  public record WindowTag(double timeS, Tag tag) {
    public static final RowSchema<WindowTag> SCHEMA =
        RowSchema.of(
            WindowTag.class,
            NAME + "_signal",
            "A class of sound in a window of 0.975 s that begins at time_s, scores from 0.01 on");
  }

  public static final Parameter<Double> FROM =
      Parameter.number("from", 0.4, "score with which a sound begins: less is a guess")
          .above(0)
          .upTo(1);

  public static final Parameter<Double> TO =
      Parameter.number("to", 0.2, "score down to which it goes on, at most that of its beginning")
          .above(0)
          .upTo(1);

  public AudioEnvironment {
    FROM.check(from);
    TO.check(to);
    if (to > from) {
      throw new IllegalArgumentException(
          "sounds from " + from + " down to " + to + ": give a score to end that is no higher");
    }
  }

  /** With the default of each parameter. */
  public static AudioEnvironment standard() {
    return new AudioEnvironment(FROM.standard(), TO.standard(), ResidentModels::shared);
  }

  /** Other scores at which a sound begins and ends. */
  public AudioEnvironment scores(double begin, double end) {
    return new AudioEnvironment(begin, end, models);
  }

  /** Takes its model from there. */
  public AudioEnvironment models(ResidentModels resident) {
    return new AudioEnvironment(from, to, () -> resident);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", TagRow.SCHEMA.schema())
        .signal(WindowTag.SCHEMA.schema())
        .reads(Audio.mono(SoundTagger.RATE_HZ))
        .uses(SoundTagger.MODEL)
        .parameter(FROM, from, score -> scores(score, to))
        .parameter(TO, to, score -> scores(from, score));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new TagFold(SoundTagger.of(run.models(models.get())));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    return Outcome.of(HeardSounds.of(signal, from, to, inputs.end().soundS()));
  }
}
