package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.audio.AudioAnalysis;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code speech_flow}: what parts and colours the stream of speech: pauses from a quarter of a
 * second on (Goldman-Eisler 1968), fillers, syllables that stand out by loudness, pitch and length
 * against all syllables of the clip, which is taken to have one speaker, and the rhythm of each
 * stretch (Grabe and Low 2002: normalised pairwise variability, here of the times from syllable to
 * syllable).
 *
 * @param pauseS {@link #PAUSE_S}
 * @param standsOut {@link #STANDS_OUT}
 * @param speech the analyzer whose table is named {@code speech_activity}
 * @param sound the analyzer whose table is named {@code audio_analysis}
 * @param words the analyzer whose table is named {@code speech_transcription}; without it there are
 *     no fillers
 */
public record SpeechFlow(
    double pauseS, double standsOut, Analyzer speech, Analyzer sound, Optional<Analyzer> words)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "speech_flow";

  /** Fewer syllables say nothing about a speaker's habit. */
  private static final int ENOUGH = 20;

  /** Times between syllables that make a rhythm, at least. */
  private static final int BEATS = 5;

  /** A longer time between two syllables is a pause, seconds. */
  private static final double BREAK_S = 0.6;

  /** Half a syllable, seconds. */
  private static final double HALF_S = 0.1;

  public static final Parameter<Double> PAUSE_S =
      Parameter.number("pause_s", 0.25, "shortest silence that counts as a pause").above(0);

  public static final Parameter<Double> STANDS_OUT =
      Parameter.number(
              "stands_out",
              1.2,
              "mean of the three deviations, in standard deviations, from which a syllable is"
                  + " emphasised")
          .above(0);

  public SpeechFlow {
    PAUSE_S.check(pauseS);
    STANDS_OUT.check(standsOut);
  }

  /** With the default of each parameter. */
  public static SpeechFlow standard() {
    return new SpeechFlow(
        PAUSE_S.standard(),
        STANDS_OUT.standard(),
        SpeechActivity.standard(),
        AudioAnalysis.standard(),
        Optional.of(SpeechTranscription.standard()));
  }

  /** Counts silences of this length or more, seconds. */
  public SpeechFlow pauses(double seconds) {
    return new SpeechFlow(seconds, standsOut, speech, sound, words);
  }

  /** Emphasis from this deviation on, standard deviations. */
  public SpeechFlow emphasis(double deviation) {
    return new SpeechFlow(pauseS, deviation, speech, sound, words);
  }

  /**
   * Reads the tables {@code speech_activity} and {@code audio_analysis} of these; a standard
   * transcription listens where the same speech is.
   */
  public SpeechFlow by(Analyzer activity, Analyzer analysis) {
    Optional<Analyzer> same =
        words.map(w -> w instanceof SpeechTranscription t ? t.speech(activity) : w);
    return new SpeechFlow(pauseS, standsOut, activity, analysis, same);
  }

  /** Reads the words of that analyzer, whose table is named {@code speech_transcription}. */
  public SpeechFlow words(Analyzer transcription) {
    return new SpeechFlow(pauseS, standsOut, speech, sound, Optional.of(transcription));
  }

  /** Reads no words: pauses, emphasis and rhythm of the sound alone. */
  public SpeechFlow withoutWords() {
    return new SpeechFlow(pauseS, standsOut, speech, sound, Optional.empty());
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", Item.SCHEMA.schema())
        .after(Stream.concat(Stream.of(speech, sound), words.stream()).toArray(Analyzer[]::new))
        .parameter(PAUSE_S, pauseS, this::pauses)
        .parameter(STANDS_OUT, standsOut, this::emphasis);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(Item.SCHEMA.schema());
  }

  /** A row of the table. */
  private record Item(
      Interval time,
      @Column("what it is; fillers only where there is a transcript") Kind kind,
      @Column("of a pause: inside a phrase or between two; missing without a transcript")
          Optional<Position> position,
      @Column("the filler, or the emphasised word; missing without a transcript") String text,
      @Column(
              "of an emphasis: how far loudness, pitch and length stand out, mean in standard"
                  + " deviations")
          double strength,
      @Column(
              "of a rhythm: mean difference of neighbouring times between syllables, in percent of"
                  + " their mean; 0 is a metronome, speech has some 30 to 70")
          double rhythmNpvi) {
    static final RowSchema<Item> SCHEMA =
        RowSchema.of(
            Item.class,
            NAME,
            "A pause, a filler, an emphasised syllable, or a stretch and its rhythm");

    static Item pause(Interval time, Optional<Position> position) {
      return new Item(time, Kind.PAUSE, position, "", Double.NaN, Double.NaN);
    }

    static Item filler(Interval time, String text) {
      return new Item(time, Kind.FILLER, Optional.empty(), text, Double.NaN, Double.NaN);
    }

    static Item emphasis(Interval time, String text, double strength) {
      return new Item(time, Kind.EMPHASIS, Optional.empty(), text, strength, Double.NaN);
    }

    static Item rhythm(Interval time, double npvi) {
      return new Item(time, Kind.RHYTHM, Optional.empty(), "", Double.NaN, npvi);
    }
  }

  private enum Kind {
    PAUSE,
    FILLER,
    EMPHASIS,
    RHYTHM
  }

  private enum Position {
    WITHIN_PHRASE,
    BETWEEN_PHRASES
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<MeasuredTable> activity = inputs.table(SpeechActivity.NAME);
    Optional<Prosody> prosody = Prosody.of(inputs);
    if (activity.isEmpty() || prosody.isEmpty()) {
      return Outcome.skipped(
          "it reads speech_activity and audio_analysis, and one of them gave no table",
          "see why that one ended as it did");
    }
    Optional<Transcript> transcript = Transcript.of(inputs);
    List<Interval> stretches = Interval.of(activity.get());
    List<Item> items = new ArrayList<>();
    for (Interval pause : pauses(activity.get(), stretches)) {
      items.add(Item.pause(pause, position(pause, transcript)));
    }
    for (Transcript.Word word : transcript.map(Transcript::words).orElse(List.of())) {
      if (Fillers.contains(word)) {
        items.add(Item.filler(word.time(), word.text()));
      }
    }
    items.addAll(emphases(prosody.get(), stretches, transcript, inputs.end().durationS()));
    for (Interval stretch : stretches) {
      npvi(prosody.get().nuclei(stretch)).ifPresent(v -> items.add(Item.rhythm(stretch, v)));
    }
    items.sort(Comparator.comparingDouble(i -> i.time.startS()));
    Table table = Item.SCHEMA.table(items);
    return transcript.isPresent() || stretches.isEmpty()
        ? Outcome.of(table)
        : Outcome.degraded(
            table, "without speech_transcription: no fillers, no positions of pauses");
  }

  /** Silences inside stretches and between them, those before and after all speech left out. */
  private List<Interval> pauses(MeasuredTable activity, List<Interval> stretches) {
    List<Interval> out = new ArrayList<>();
    activity
        .signal()
        .map(VoiceSteps::new)
        .ifPresent(steps -> stretches.forEach(s -> out.addAll(steps.silences(s, pauseS))));
    if (!stretches.isEmpty()) {
      Interval all = new Interval(stretches.getFirst().startS(), stretches.getLast().endS());
      Interval.gaps(stretches, all).stream().filter(g -> g.length() >= pauseS).forEach(out::add);
    }
    return out;
  }

  private static Optional<Position> position(Interval pause, Optional<Transcript> transcript) {
    double middle = (pause.startS() + pause.endS()) / 2;
    return transcript.map(t ->
        t.phrases().stream().anyMatch(p -> p.startS() < middle && middle < p.endS())
            ? Position.WITHIN_PHRASE
            : Position.BETWEEN_PHRASES);
  }

  private List<Item> emphases(
      Prosody prosody, List<Interval> stretches, Optional<Transcript> transcript, double endS) {
    List<Prosody.Nucleus> nuclei =
        stretches.stream().flatMap(s -> prosody.nuclei(s).stream()).toList();
    if (nuclei.size() < ENOUGH) {
      return List.of();
    }
    Baseline loudness =
        Baseline.of(nuclei.stream().mapToDouble(Prosody.Nucleus::levelDb).toArray());
    Baseline pitch = Baseline.of(nuclei.stream().mapToDouble(Prosody.Nucleus::semitones).toArray());
    Baseline length = Baseline.of(nuclei.stream().mapToDouble(Prosody.Nucleus::lengthS).toArray());
    List<Item> out = new ArrayList<>();
    for (Prosody.Nucleus n : nuclei) {
      double strength =
          DoubleStream.of(loudness.of(n.levelDb()), pitch.of(n.semitones()), length.of(n.lengthS()))
              .filter(Double::isFinite)
              .average()
              .orElse(0);
      if (strength >= standsOut) {
        Interval time =
            new Interval(Math.max(0, n.timeS() - HALF_S), Math.min(endS, n.timeS() + HALF_S));
        out.add(Item.emphasis(time, word(transcript, n.timeS()), strength));
      }
    }
    return out;
  }

  /** Normalised pairwise variability, percent; pauses part the pairs. */
  static Optional<Double> npvi(List<Prosody.Nucleus> nuclei) {
    double sum = 0;
    int pairs = 0;
    for (int i = 2; i < nuclei.size(); i++) {
      double first = nuclei.get(i - 1).timeS() - nuclei.get(i - 2).timeS();
      double second = nuclei.get(i).timeS() - nuclei.get(i - 1).timeS();
      if (first < BREAK_S && second < BREAK_S) {
        sum += 2 * Math.abs(first - second) / (first + second);
        pairs++;
      }
    }
    return pairs + 1 < BEATS ? Optional.empty() : Optional.of(100 * sum / pairs);
  }

  private static String word(Optional<Transcript> transcript, double timeS) {
    return transcript.stream()
        .flatMap(t -> t.words().stream())
        .filter(w -> w.time().startS() <= timeS && timeS < w.time().endS())
        .map(Transcript.Word::text)
        .findFirst()
        .orElse("");
  }
}
