package dev.reelframe.analyzer.audio;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.environment.AudioEnvironment;
import dev.reelframe.media.Audio;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code sound_effects}: clicks, dings and whooshes laid over a clip, apart from its speech and
 * from the beats and notes of its music.
 *
 * <p>An effect stands alone: what returns in the rhythm of the music or follows a melody is none. A
 * tone that holds its pitch and noise that swells longer than any consonant are heard over a voice
 * too; a click that is no louder than syllables is missed rather than guessed. An effect has a name
 * where a class of {@code audio_environment} rises with it.
 *
 * @param prominenceDb {@link #PROMINENCE_DB}
 * @param tags the analyzer whose table is named {@code audio_environment}
 */
public record SoundEffects(double prominenceDb, Analyzer tags) implements Analyzer {
  private static final Audio MONO = Audio.mono(Spectrogram.RATE_HZ);

  /** A row of the signal: 10 ms. */
  private record Hop(
      double timeS,
      @Column("level of the loudest 2.5 ms of the differentiated sound, of full scale")
          double snapDb,
      @Column("level of 1..8 kHz, of full scale") double highDb,
      @Column("spectral flatness of 1..4 kHz, near 0.5 for noise, near 0 for tones")
          double flatnessRatio,
      @Column("strongest partial above 400 Hz") double peakHz,
      @Column("its level, of full scale") double peakDb,
      @Column("its share of the power above 400 Hz") double purityRatio) {
    static final RowSchema<Hop> SCHEMA =
        RowSchema.of(
            Hop.class, "sound_effects", "Transients, noise and tones measured every 10 ms");
  }

  /** A row of the table. */
  private record EffectRow(
      double timeS,
      @Column("impulsive: a click or knock; tonal: a ding or beep; noise_sweep: a whoosh")
          SoundEffect.Kind kind,
      @Column(
              "class of the AudioSet ontology that is heard with it and neither before nor after;"
                  + " missing where the tagger hears none")
          String label,
      @Column("from its beginning to where it is lost in the sound around it") double durationS,
      @Column("by how much it stands above the sound around it") double prominenceDb,
      @Column("of a tonal effect") double frequencyHz,
      double confidence) {
    static final RowSchema<EffectRow> SCHEMA =
        RowSchema.of(EffectRow.class, "sound_effects", "A sound effect").labels("label", "kind");
  }

  public static final Parameter<Double> PROMINENCE_DB =
      Parameter.number(
              "prominence_db",
              12,
              "by how much an effect must stand above the sound around it; lower finds more")
          .above(0);

  public SoundEffects {
    PROMINENCE_DB.check(prominenceDb);
  }

  /** With the default of each parameter. */
  public static SoundEffects standard() {
    return new SoundEffects(PROMINENCE_DB.standard(), AudioEnvironment.standard());
  }

  /** Another prominence, dB; lower finds more. */
  public SoundEffects above(double db) {
    return new SoundEffects(db, tags);
  }

  /** Names effects after that analyzer, whose table is named {@code audio_environment}. */
  public SoundEffects tags(Analyzer analyzer) {
    return new SoundEffects(prominenceDb, analyzer);
  }

  /** A standard tagger takes its model from there. */
  public SoundEffects models(ResidentModels resident) {
    return tags instanceof AudioEnvironment e ? tags(e.models(resident)) : this;
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", EffectRow.SCHEMA.schema())
        .signal(Hop.SCHEMA.schema())
        .reads(MONO)
        .after(AudioAnalysis.standard(), tags)
        .parameter(PROMINENCE_DB, prominenceDb, this::above);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Measuring();
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<VoiceAndBeat> sound =
        inputs.table("audio_analysis").filter(t -> t.signal().isPresent()).map(VoiceAndBeat::of);
    Optional<EffectNames> names =
        inputs.table(AudioEnvironment.NAME).flatMap(MeasuredTable::signal).map(EffectNames::of);
    RowWriter<EffectRow> rows = EffectRow.SCHEMA.rows();
    for (SoundEffect e :
        new EffectFinder(signal, sound.orElse(VoiceAndBeat.UNKNOWN), prominenceDb).effects()) {
      Optional<EffectNames.Name> name = names.orElse(EffectNames.NONE).of(e);
      rows.add(
          new EffectRow(
              e.timeS(),
              e.kind(),
              name.map(EffectNames.Name::label).orElse(""),
              e.durationS(),
              e.prominenceDb(),
              e.frequencyHz().orElse(Double.NaN),
              name.map(EffectNames.Name::score).orElse(Double.NaN)));
    }
    Table table = rows.table();
    if (sound.isEmpty()) {
      return Outcome.degraded(
          table, "voices and beats were not told apart: the signal of audio_analysis is missing");
    }
    return names.isPresent() || table.isEmpty()
        ? Outcome.of(table)
        : Outcome.degraded(
            table, "effects have no names: the signal of audio_environment is missing");
  }

  private static final class Measuring implements Fold {
    private final RowWriter<Hop> rows = Hop.SCHEMA.rows();
    private final EffectFeatures features =
        new EffectFeatures(f ->
            rows.add(
                new Hop(
                    (double) rows.size() / LoudnessMeter.HOPS_PER_S,
                    rounded(f.snapDb()),
                    rounded(f.highDb()),
                    rounded(f.flatness()),
                    rounded(f.peakHz()),
                    rounded(f.peakDb()),
                    rounded(f.purity()))));

    private static double rounded(double value) {
      return Math.rint(value * 1e3) / 1e3;
    }

    @Override
    public void sound(AudioBlock block) {
      features.accept(LoudnessMeter.sane(block.samples()));
    }

    @Override
    public Table signal(StreamEnd end) {
      features.finish();
      return rows.table();
    }
  }
}
