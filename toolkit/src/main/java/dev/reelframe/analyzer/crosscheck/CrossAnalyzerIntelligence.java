package dev.reelframe.analyzer.crosscheck;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.crosscheck.Agreement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code cross_analyzer_intelligence}: what tables of several analyzers say together, for example a
 * caption that comes with a cut, words said into the camera, cuts on the beats of the music. It
 * joins their tables on the time axis and looks at nothing else. Rows of two tables that meet are
 * facts; figures of a whole clip stand beside what is to be expected without any connection, with a
 * probability where there are enough cases for a test.
 *
 * @param sources the analyzers whose tables it joins
 */
public record CrossAnalyzerIntelligence(List<Analyzer> sources) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "cross_analyzer_intelligence";

  private static final String KINDS =
      "caption_at_cut, sound_at_cut, sound_at_caption, sound_with_effect: both within "
          + TableJoins.TOGETHER_S
          + " s; "
          + "speech_into_camera: somebody speaks and eyes look into the camera for "
          + OnScreen.SEEN_S
          + " s or more; "
          + "face_while_speech: whose face is in the picture then (not: who speaks), value: "
          + "share of the speech, expected: of the clip; "
          + "speech_unseen: speech for "
          + OnScreen.UNSEEN_S
          + " s or more without a face; "
          + "faces_with_speech: share of all speech with a face, expected: of the clip; "
          + "caption_spoken: value, the share of a caption's words that are said within "
          + TableJoins.NEAR_S
          + " s, is "
          + TextAgainstSpeech.SAID
          + " or more; "
          + "caption_not_spoken: others are, and it is at most "
          + TextAgainstSpeech.UNSAID
          + "; "
          + "captions_with_speech: share of captions spoken, expected: the same of words "
          + "said elsewhere, p_value of the order (sign test); "
          + "call_spoken_and_shown: a call to action is, within "
          + TableJoins.NEAR_S
          + " s; "
          + "product_named, product_captioned: a product is named while it is seen; "
          + "key_moment: in at least "
          + KeyMoments.TABLES
          + " tables something begins within "
          + TableJoins.TOGETHER_S
          + " s, value: how many tables, expected: by chance about such "
          + "an event; "
          + "cuts_on_beats: value: share of cuts within "
          + CutsOnBeats.ON_BEAT_S
          + " s of a "
          + "beat, expected: without connection; "
          + "series_follow: value: rank correlation of the values of each second, count: "
          + "seconds; "
          + "hook: pace of the first "
          + Hook.HOOK_S
          + " s, expected: of the rest; "
          + "hook_first: what comes first in them";

  /** A row of the table. */
  private record HappeningRow(
      OptionalDouble timeS,
      @Column("of what lasts: its start; missing for a moment, as time_s is here")
          OptionalDouble startS,
      @Column("of what lasts: its end, exclusive") OptionalDouble endS,
      @Column(KINDS) Kind kind,
      @Column("what it is about, as the tables say it") String text,
      @Column("by how much the second row, or series, comes after the first")
          OptionalDouble offsetS,
      Measure measure,
      @Column("the rows, as table#row or table#first-last, rows from 0") String sources) {
    static final RowSchema<HappeningRow> SCHEMA =
        RowSchema.of(HappeningRow.class, NAME, "What rows of several tables say together")
            .version(2)
            .labels("text", "kind");

    static HappeningRow of(Agreement agreement) {
      OptionalDouble start = OptionalDouble.of(agreement.startS());
      boolean moment = agreement.isMoment();
      return new HappeningRow(
          moment ? start : OptionalDouble.empty(),
          moment ? OptionalDouble.empty() : start,
          moment ? OptionalDouble.empty() : OptionalDouble.of(agreement.endS()),
          agreement.kind(),
          agreement.text(),
          agreement.offsetS(),
          agreement.measure(),
          agreement.sources());
    }
  }

  /** A row of the signal. */
  private record EvidenceRow(
      double timeS,
      @Column("row of the happening in the table, from 0") int event,
      @Column("its kind") Kind kind,
      Evidence evidence) {
    static final RowSchema<EvidenceRow> SCHEMA =
        RowSchema.of(EvidenceRow.class, NAME + "_signal", "A row that a happening rests on");
  }

  public CrossAnalyzerIntelligence {
    sources = List.copyOf(sources);
  }

  /** Over the tables of these analyzers; those that no join knows are not looked at. */
  public static CrossAnalyzerIntelligence over(Analyzer... sources) {
    return new CrossAnalyzerIntelligence(List.of(sources));
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", HappeningRow.SCHEMA.schema())
        .signal(EvidenceRow.SCHEMA.schema())
        .after(sources.toArray(Analyzer[]::new));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(EvidenceRow.SCHEMA.schema());
  }

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    if (inputs.tables().size() < 2) {
      return Outcome.skipped(
          "it joins tables, and fewer than two of those it joins are there",
          "see why the others ended as they did");
    }
    RowWriter<HappeningRow> rows = HappeningRow.SCHEMA.rows();
    RowWriter<EvidenceRow> signal = EvidenceRow.SCHEMA.rows();
    for (Agreement agreement : all(new Tables(inputs))) {
      int event = rows.size();
      rows.add(HappeningRow.of(agreement));
      for (Evidence evidence : agreement.evidence()) {
        signal.add(new EvidenceRow(agreement.startS(), event, agreement.kind(), evidence));
      }
    }
    return Outcome.of(rows.table()).signal(signal.table());
  }

  /** In the order of time. */
  private static List<Agreement> all(Tables tables) {
    return Stream.<Function<Tables, List<Agreement>>>of(
            TableJoins::of,
            TextAgainstSpeech::of,
            OnScreen::of,
            KeyMoments::of,
            CutsOnBeats::of,
            SeriesFollow::of,
            Hook::of)
        .flatMap(join -> join.apply(tables).stream())
        .sorted(Agreement.BY_TIME)
        .toList();
  }
}
