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
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code cross_analyzer_intelligence}: happenings of which two analyzers speak, for example a
 * caption that comes with a cut, or words said into the camera. It joins their tables on the time
 * axis and looks at nothing else; what agrees is a fact of the tables, so there is no score.
 *
 * @param sources the analyzers whose tables it joins
 */
public record CrossAnalyzerIntelligence(List<Analyzer> sources) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "cross_analyzer_intelligence";

  static final Schema TABLE =
      Schema.events(NAME, "A happening of which two tables speak")
          .number("start_s", "of what lasts: its start; missing for a moment, as time_s is here")
          .number("end_s", "of what lasts: its end, exclusive")
          .text(
              "kind",
              "caption_at_cut, sound_at_cut, sound_at_caption, sound_with_effect: both within "
                  + TableJoins.TOGETHER_S
                  + " s; speech_into_camera: somebody speaks and eyes look into the camera for "
                  + TableJoins.LOOK_S
                  + " s or more; caption_spoken: "
                  + Math.round(100 * TableJoins.SAID)
                  + " % of a caption's words are said, and call_spoken_and_shown: a call to action"
                  + " is, within "
                  + TableJoins.NEAR_S
                  + " s; product_named, product_captioned: a product is named while it is seen",
              Kind.words())
          .text("text", "what it is about, as the tables say it")
          .number("offset_s", "of a moment: by how much the second row comes after the first")
          .text("sources", "both rows, as table#row, rows from 0");

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
    return AnalyzerSpec.of("1", TABLE).signal(SIGNAL).after(sources.toArray(Analyzer[]::new));
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
    for (Agreement agreement : TableJoins.of(inputs)) {
      int event = rows.size();
      boolean moment = agreement.isMoment();
      rows.add(
          moment ? agreement.startS() : null,
          moment ? null : agreement.startS(),
          moment ? null : agreement.endS(),
          agreement.kind().word(),
          agreement.text(),
          agreement.offsetS().isPresent() ? agreement.offsetS().getAsDouble() : null,
          agreement.sources());
      for (Evidence evidence : agreement.evidence()) {
        Object[] what = {agreement.startS(), event, agreement.kind().word()};
        signal.add(Stream.of(what, evidence.cells()).flatMap(Stream::of).toArray());
      }
    }
    return Outcome.of(rows.table()).signal(signal.table());
  }
}
