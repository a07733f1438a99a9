package dev.reelframe.analyzer.cta;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * {@code comment_cta_detection}: what the video asks its viewer to do, in captions and, where there
 * is a transcript, in speech. It reads tables and looks at no frame. Rules are data; a caption that
 * asks for two things gives two rows.
 *
 * @param captions finds text in the picture; its table is {@code text_overlay}
 * @param transcript writes down speech; its table is {@code speech_transcription}
 */
public record CallsToAction(Analyzer captions, Optional<Analyzer> transcript) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "comment_cta_detection";

  private static final String CAPTIONS = "text_overlay";
  private static final String TRANSCRIPT = "speech_transcription";

  private static final Schema TABLE =
      Schema.intervals(NAME, "A call to action, for as long as it is shown or spoken")
          .text(
              "cta",
              "what the viewer is asked to do",
              CtaRules.standard().kinds().toArray(String[]::new))
          .text("text", "the caption or utterance that asks for it")
          .text("source", "where it was found", "overlay", "speech")
          .text("rule", "name of the rule that it meets")
          .confidence();

  /** Over the captions of an analyzer whose table is named {@code text_overlay}. */
  public static CallsToAction in(Analyzer captions) {
    return new CallsToAction(captions, Optional.empty());
  }

  /** Also over the transcript of an analyzer whose table is named {@code speech_transcription}. */
  public CallsToAction listening(Analyzer transcription) {
    return new CallsToAction(captions, Optional.of(transcription));
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", TABLE)
        .after(Stream.concat(Stream.of(captions), transcript.stream()).toArray(Analyzer[]::new));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      @Override
      public Table signal(StreamEnd end) {
        return TABLE.newTable();
      }
    };
  }

  private record Call(double startS, double endS, CtaRules.Rule rule, String text, String source) {}

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    Optional<MeasuredTable> written = inputs.table(CAPTIONS);
    Optional<MeasuredTable> spoken = inputs.table(TRANSCRIPT);
    if (written.isEmpty() && spoken.isEmpty()) {
      return Outcome.skipped(
          "it reads text_overlay, which gave no table",
          "run `reelframe models fetch text_overlay`");
    }
    List<Call> calls = new ArrayList<>();
    written.ifPresent(table -> calls(table, "overlay", calls));
    spoken.ifPresent(table -> calls(table, "speech", calls));
    calls.sort(Comparator.comparingDouble(Call::startS));
    var rows = TABLE.rows();
    for (Call call : calls) {
      rows.add(
          call.startS(),
          call.endS(),
          call.rule().cta(),
          call.text(),
          call.source(),
          call.rule().name(),
          null);
    }
    return written.isEmpty()
        ? Outcome.degraded(rows.table(), "text_overlay gave no table: only speech was read")
        : Outcome.of(rows.table());
  }

  private static void calls(Table table, String source, List<Call> calls) {
    for (Row row : table) {
      if (!row.isMissing("text")) {
        String text = row.getString("text");
        for (CtaRules.Rule rule : CtaRules.standard().in(text)) {
          calls.add(new Call(row.getDouble("start_s"), row.getDouble("end_s"), rule, text, source));
        }
      }
    }
  }
}
