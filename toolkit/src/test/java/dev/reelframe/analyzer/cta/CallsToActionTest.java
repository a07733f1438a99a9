package dev.reelframe.analyzer.cta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CallsToActionTest {
  private static final Schema CAPTIONS = texts("text_overlay");
  private static final Schema SPEECH = texts("speech_transcription");

  private static Schema texts(String table) {
    return Schema.intervals(table, "texts").text("text", "what it says");
  }

  private static Analyzer giving(Schema schema) {
    return Analyzer.named(schema.table()).returns(schema).fromTables(inputs -> schema.newTable());
  }

  private final CallsToAction calls = CallsToAction.in(giving(CAPTIONS)).listening(giving(SPEECH));

  private static MeasuredTable measured(Schema schema, Table table) {
    return MeasuredTable.of(
        table,
        schema,
        new Provenance(schema.table(), "1", new TreeMap<>(), List.of(), new TreeMap<>(), ""),
        State.OK,
        Optional.empty());
  }

  private static Inputs inputs(Map<String, MeasuredTable> tables) {
    MediaInfo media =
        new MediaInfo("mov", Optional.of(10.0), 0, Optional.empty(), Optional.empty());
    return new Inputs(media, new StreamEnd(10, 10, 10, 300), tables);
  }

  @Test
  void captionsAndSpeechAskInOrderOfTime() {
    Table captions =
        CAPTIONS
            .rows()
            .add(0.5, 2.0, "WAS GEHT AB LEUTE")
            .add(4.0, 6.0, "JETZT FOLGEN UND LIKEN")
            .add(8.0, 9.5, "Link in Bio")
            .table();
    Table speech = SPEECH.rows().add(5.0, 7.0, "und abonniert den Kanal").table();
    Table table =
        calls
            .decide(
                Table.create(),
                inputs(
                    Map.of(
                        "text_overlay",
                        measured(CAPTIONS, captions),
                        "speech_transcription",
                        measured(SPEECH, speech))))
            .table()
            .orElseThrow();
    assertThat(table.stringColumn("cta").asList())
        .containsExactly("follow", "like", "subscribe", "link");
    assertThat(table.stringColumn("source").asList())
        .containsExactly("overlay", "overlay", "speech", "overlay");
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(4.0, 4.0, 5.0, 8.0);
    assertThat(table.doubleColumn("end_s").asList()).containsExactly(6.0, 6.0, 7.0, 9.5);
    assertThat(table.doubleColumn("confidence").countMissing()).isEqualTo(4);
    calls.spec().schema().check(table);
  }

  @Test
  void withoutCaptionsAndSpeechItIsSkipped() {
    assertThat(calls.decide(Table.create(), inputs(Map.of())).state())
        .isInstanceOf(State.Skipped.class);
  }

  @Test
  void withSpeechAloneItIsDegraded() {
    Table speech = SPEECH.rows().add(5.0, 7.0, "follow me").table();
    var outcome =
        calls.decide(
            Table.create(), inputs(Map.of("speech_transcription", measured(SPEECH, speech))));
    assertThat(outcome.state()).isInstanceOf(State.Degraded.class);
    assertThat(outcome.table().orElseThrow().rowCount()).isEqualTo(1);
  }

  @Test
  void noCallIsAnAnswer() {
    Table captions = CAPTIONS.rows().add(0.5, 2.0, "Mein neues Fahrrad").table();
    var outcome =
        calls.decide(Table.create(), inputs(Map.of("text_overlay", measured(CAPTIONS, captions))));
    assertThat(outcome.state()).isEqualTo(State.EMPTY);
  }
}
