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
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
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
      """
      caption_at_cut, sound_at_cut, sound_at_caption, sound_with_effect: both within %1$s s; \
      speech_into_camera: somebody speaks and eyes look into the camera for %2$s s or more; \
      face_while_speech: whose face is in the picture then (not: who speaks), value: share of the \
      speech, expected: of the clip; speech_unseen: speech for %3$s s or more without a face; \
      faces_with_speech: share of all speech with a face, expected: of the clip; \
      caption_spoken: value, the share of a caption's words that are said within %4$s s, is %5$s or \
      more; caption_not_spoken: others are, and it is at most %6$s; captions_with_speech: share of \
      captions spoken, expected: the same of words said elsewhere, p_value of the order (sign test); \
      call_spoken_and_shown: a call to action is, within %4$s s; product_named, product_captioned: a \
      product is named while it is seen; key_moment: in at least %7$s tables something begins within \
      %1$s s, value: how many tables, expected: by chance about such an event; \
      cuts_on_beats: value: share of cuts within %8$s s of a beat, expected: without connection; \
      series_follow: value: rank correlation of the values of each second, count: seconds; \
      hook: pace of the first %9$s s, expected: of the rest; hook_first: what comes first in them\
      """
          .formatted(
              TableJoins.TOGETHER_S,
              OnScreen.SEEN_S,
              OnScreen.UNSEEN_S,
              TableJoins.NEAR_S,
              TextAgainstSpeech.SAID,
              TextAgainstSpeech.UNSAID,
              KeyMoments.TABLES,
              CutsOnBeats.ON_BEAT_S,
              Hook.HOOK_S);

  static final Schema TABLE =
      Schema.events(NAME, "What rows of several tables say together")
          .version(2)
          .number("start_s", "of what lasts: its start; missing for a moment, as time_s is here")
          .number("end_s", "of what lasts: its end, exclusive")
          .text("kind", KINDS, Kind.words())
          .text("text", "what it is about, as the tables say it")
          .number("offset_s", "by how much the second row, or series, comes after the first")
          .integer("count", "number of things that the value was taken from")
          .number("value", "what was measured, see kind")
          .number("expected", "the same of what it is compared with, see kind")
          .number(
              "p_value",
              "probability of so large a value by chance, times the number of tries; missing where"
                  + " nothing was tested or there are too few cases")
          .text("sources", "the rows, as table#row or table#first-last, rows from 0");

  static final Schema SIGNAL =
      Evidence.columns(
          Schema.events(NAME + "_signal", "A row that a happening rests on")
              .integer("event", "row of the happening in the table, from 0")
              .text("kind", "its kind", Kind.words()));

  public CrossAnalyzerIntelligence {
    sources = List.copyOf(sources);
  }

  /** Over the tables of these analyzers; those that no join knows are not looked at. */
  public static CrossAnalyzerIntelligence over(Analyzer... sources) {
    return new CrossAnalyzerIntelligence(List.of(sources));
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", TABLE).signal(SIGNAL).after(sources.toArray(Analyzer[]::new));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      @Override
      public Table signal(StreamEnd end) {
        return SIGNAL.newTable();
      }
    };
  }

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    if (inputs.tables().size() < 2) {
      return Outcome.skipped(
          "it joins tables, and fewer than two of those it joins are there",
          "see why the others ended as they did");
    }
    Rows rows = TABLE.rows();
    Rows signal = SIGNAL.rows();
    for (Agreement agreement : all(new Tables(inputs))) {
      int event = rows.size();
      boolean moment = agreement.isMoment();
      Measure measure = agreement.measure();
      rows.add(
          moment ? agreement.startS() : null,
          moment ? null : agreement.startS(),
          moment ? null : agreement.endS(),
          agreement.kind().word(),
          agreement.text(),
          cell(agreement.offsetS()),
          measure.count().isPresent() ? measure.count().getAsInt() : null,
          cell(measure.value()),
          cell(measure.expected()),
          cell(measure.pValue()),
          agreement.sources());
      for (Evidence evidence : agreement.evidence()) {
        Object[] what = {agreement.startS(), event, agreement.kind().word()};
        signal.add(Stream.of(what, evidence.cells()).flatMap(Stream::of).toArray());
      }
    }
    return Outcome.of(rows.table()).signal(signal.table());
  }

  private static Double cell(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
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
