package dev.reelframe.analyzer.cta;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.evidence.TextSpan;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  /** A row of the table. */
  private record CallRow(
      double startS,
      double endS,
      @Column("what the viewer is asked to do") String cta,
      @Column("the caption or utterance that asks for it") String text,
      @Column("where it was found") Source source,
      @Column("name of the rule that it meets") String rule,
      double confidence) {
    static final RowSchema<CallRow> SCHEMA =
        RowSchema.of(CallRow.class, NAME, "A call to action, for as long as it is shown or spoken")
            .values("cta", CtaRules.standard().kinds())
            .labels("text", "cta");

    static CallRow of(TextSpan found, CtaRules.Rule rule, Source source) {
      return new CallRow(
          found.startS(), found.endS(), rule.cta(), found.text(), source, rule.name(), Double.NaN);
    }
  }

  private enum Source {
    OVERLAY,
    SPEECH
  }

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
    return AnalyzerSpec.of("1", CallRow.SCHEMA.schema())
        .after(Stream.concat(Stream.of(captions), transcript.stream()).toArray(Analyzer[]::new));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(CallRow.SCHEMA.schema());
  }

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    Optional<MeasuredTable> written = inputs.table(CAPTIONS);
    Optional<MeasuredTable> spoken = inputs.table(TRANSCRIPT);
    if (written.isEmpty() && spoken.isEmpty()) {
      return Outcome.skipped(
          "it reads text_overlay, which gave no table",
          "run `reelframe models fetch text_overlay`");
    }
    List<CallRow> calls = new ArrayList<>();
    written.ifPresent(table -> calls(table, Source.OVERLAY, calls));
    spoken.ifPresent(table -> calls(table, Source.SPEECH, calls));
    calls.sort(Comparator.comparingDouble(CallRow::startS));
    Table rows = CallRow.SCHEMA.table(calls);
    return written.isEmpty()
        ? Outcome.degraded(rows, "text_overlay gave no table: only speech was read")
        : Outcome.of(rows);
  }

  private static void calls(Table table, Source source, List<CallRow> calls) {
    for (TextSpan span : TextSpan.SCHEMA.read(table)) {
      if (!span.text().isEmpty()) {
        for (CtaRules.Rule rule : CtaRules.standard().in(span.text())) {
          calls.add(CallRow.of(span, rule, source));
        }
      }
    }
  }
}
