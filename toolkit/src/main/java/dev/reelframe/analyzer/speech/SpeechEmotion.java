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
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * {@code speech_emotion}: how aroused the voice is, against the speaker's own habit in this clip:
 * higher, louder and faster speech is heard as more aroused (Scherer, Speech Communication 40,
 * 2003). It tells arousal only, not which emotion. Speakers are told apart by pitch and timbre:
 * people with like voices count as one. Music under the speech disturbs loudness.
 *
 * @param partS {@link #PART_S}
 * @param speech the analyzer whose table is named {@code speech_activity}
 * @param sound the analyzer whose table is named {@code audio_analysis}
 */
public record SpeechEmotion(double partS, Analyzer speech, Analyzer sound) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "speech_emotion";

  private record EmotionRow(
      double startS,
      double endS,
      @Column(
              "number of the voice that the part is compared with, from 0, told apart by pitch and"
                  + " timbre; people with like voices are one number")
          int speaker,
      @Column(
              "-1 calm .. 1 aroused, against this speaker's speech in the clip: mean deviation of"
                  + " pitch, loudness and rate, 2 standard deviations being 1; missing where there"
                  + " is too little speech to compare with")
          double arousal,
      @Column("median pitch, semitones above the mean of the speaker's parts") double pitchChangeSt,
      @Column("mean of the syllables, above the mean of the speaker's parts")
          double loudnessChangeLu,
      @Column("syllables per second above the mean of the speaker's parts") double rateChangePerS) {
    static final RowSchema<EmotionRow> SCHEMA =
        RowSchema.of(EmotionRow.class, NAME, "A few seconds of speech");
  }

  /** Fewer parts are no habit to compare with. */
  private static final int ENOUGH = 4;

  public static final Parameter<Double> PART_S =
      Parameter.number("part_s", 2, "about the length of the parts that stretches are told in")
          .from(1);

  public SpeechEmotion {
    PART_S.check(partS);
  }

  /** With the default of each parameter. */
  public static SpeechEmotion standard() {
    return new SpeechEmotion(
        PART_S.standard(), SpeechActivity.standard(), AudioAnalysis.standard());
  }

  /** Tells parts of about this length, seconds. */
  public SpeechEmotion parts(double seconds) {
    return new SpeechEmotion(seconds, speech, sound);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", EmotionRow.SCHEMA.schema())
        .after(speech, sound)
        .parameter(PART_S, partS, this::parts);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(EmotionRow.SCHEMA.schema());
  }

  private record Part(Interval time, int speaker, double pitch, double level, double rate) {}

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<MeasuredTable> activity = inputs.table(SpeechActivity.NAME);
    Optional<Prosody> prosody = Prosody.of(inputs);
    if (activity.isEmpty() || prosody.isEmpty()) {
      return Outcome.skipped(
          "it reads speech_activity and audio_analysis, and one of them gave no table",
          "see why that one ended as it did");
    }
    List<Interval> stretches = Interval.of(activity.get());
    int[] speakers = Speakers.of(stretches, prosody.get());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < speakers.length; i++) {
      int speaker = speakers[i];
      split(stretches.get(i)).forEach(time -> parts.add(part(prosody.get(), time, speaker)));
    }
    return Outcome.of(table(parts));
  }

  private List<Interval> split(Interval stretch) {
    int count = (int) Math.max(1, Math.round(stretch.length() / partS));
    List<Interval> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double start = stretch.startS() + stretch.length() * i / count;
      double end =
          i + 1 == count ? stretch.endS() : stretch.startS() + stretch.length() * (i + 1) / count;
      out.add(new Interval(start, end));
    }
    return out;
  }

  private static Part part(Prosody prosody, Interval time, int speaker) {
    List<Prosody.Nucleus> nuclei = prosody.nuclei(time);
    double level =
        nuclei.stream().mapToDouble(Prosody.Nucleus::levelDb).average().orElse(Double.NaN);
    return new Part(
        time, speaker, prosody.medianSemitones(time), level, nuclei.size() / time.length());
  }

  private static Baseline spread(List<Part> parts, ToDoubleFunction<Part> value) {
    return Baseline.of(parts.stream().mapToDouble(value).filter(Double::isFinite).toArray());
  }

  /** What a speaker's parts vary around. */
  private record Habit(Baseline pitch, Baseline level, Baseline rate, int parts) {
    static Habit of(List<Part> parts) {
      return new Habit(
          spread(parts, Part::pitch),
          spread(parts, Part::level),
          spread(parts, Part::rate),
          parts.size());
    }
  }

  private static Table table(List<Part> parts) {
    Map<Integer, Habit> habits =
        parts.stream()
            .collect(
                Collectors.groupingBy(
                    Part::speaker, Collectors.collectingAndThen(Collectors.toList(), Habit::of)));
    RowWriter<EmotionRow> rows = EmotionRow.SCHEMA.rows();
    for (Part p : parts) {
      Habit own = habits.get(p.speaker);
      double[] deviations = {own.pitch.of(p.pitch), own.level.of(p.level), own.rate.of(p.rate)};
      double mean = Arrays.stream(deviations).filter(Double::isFinite).average().orElse(Double.NaN);
      boolean comparable = own.parts >= ENOUGH && Double.isFinite(p.pitch);
      rows.add(
          new EmotionRow(
              p.time.startS(),
              p.time.endS(),
              p.speaker,
              comparable ? Math.clamp(mean / 2, -1, 1) : Double.NaN,
              p.pitch - own.pitch.mean(),
              p.level - own.level.mean(),
              p.rate - own.rate.mean()));
    }
    return rows.table();
  }
}
