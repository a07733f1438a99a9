package dev.reelframe.analyzer.crosscheck;

import static dev.reelframe.analyzer.evidence.Given.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.evidence.Given;
import dev.reelframe.table.State;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class CrossAnalyzerIntelligenceTest {
  private static final CrossAnalyzerIntelligence JOINS = Analyzers.crossAnalyzer();

  private static Outcome joined(Given given) {
    Outcome outcome = JOINS.decide(Table.create(), given.inputs());
    outcome.table().ifPresent(JOINS.spec().schema()::check);
    outcome.signal().ifPresent(JOINS.spec().signal().orElseThrow()::check);
    return outcome;
  }

  /** Rows of pairs; those about the whole clip and its beginning have tests of their own. */
  private static List<String> found(Given given) {
    Table table = joined(given).table().orElseThrow();
    return IntStream.range(0, table.rowCount())
        .filter(row -> !table.getString(row, "kind").matches("hook.*|captions_with.*|faces_with.*"))
        .mapToObj(row -> {
          String at =
              table.column("time_s").isMissing(row)
                  ? number(table, "start_s", row) + ".." + number(table, "end_s", row)
                  : number(table, "time_s", row);
          return at + " " + table.getString(row, "kind") + " " + table.getString(row, "sources");
        })
        .toList();
  }

  private static String number(Table table, String column, int row) {
    return String.valueOf(table.doubleColumn(column).getDouble(row));
  }

  @Test
  void whatComesWithACutIsFoundAndWhatComesLaterIsNot() {
    Given given =
        Given.clip(20)
            .table(
                Analyzers.cuts(),
                row("time_s", 12.0, "frame", 360, "kind", "cut", "strength", 9.0),
                row("start_s", 14.0, "end_s", 15.0, "kind", "dissolve", "strength", 9.0))
            .table(
                Analyzers.textOverlay(),
                row("start_s", 12.1, "end_s", 14.0, "text", "Neu", "kind", "caption"),
                row("start_s", 12.0, "end_s", 14.0, "text", "Bar", "kind", "label"),
                row("start_s", 12.3, "end_s", 14.0, "text", "Später", "kind", "caption"))
            .table(
                Analyzers.soundEffects(),
                row("time_s", 11.95, "kind", "noise_sweep"),
                row("time_s", 12.35, "kind", "tonal"));
    assertThat(found(given))
        .containsExactly(
            "11.95 key_moment sound_effects#0 cut_analysis#0 text_overlay#0",
            "12.0 caption_at_cut cut_analysis#0 text_overlay#0",
            "12.0 sound_at_cut cut_analysis#0 sound_effects#0",
            "12.3 sound_at_caption text_overlay#2 sound_effects#1");
    Table table = joined(given).table().orElseThrow();
    assertThat(table.doubleColumn("offset_s").getDouble(1))
        .isCloseTo(0.1, org.assertj.core.data.Offset.offset(1e-9));
    assertThat(table.stringColumn("text").asList())
        .containsExactly(
            "cut_analysis, sound_effects, text_overlay", "Neu", "noise_sweep", "Später");
  }

  @Test
  void speechIntoTheCameraLastsAsLongAsBothDo() {
    Given given =
        Given.clip(10)
            .table(Analyzers.speechActivity(), row("start_s", 1.0, "end_s", 4.0))
            .table(
                Analyzers.eyes(),
                row("start_s", 2.0, "end_s", 6.0, "track_id", 1, "gaze", "camera"),
                row("start_s", 0.0, "end_s", 4.0, "track_id", 2, "gaze", "left"),
                row("start_s", 0.0, "end_s", 1.2, "track_id", 3, "gaze", "camera"));
    assertThat(found(given))
        .containsExactly("2.0..4.0 speech_into_camera speech_activity#0 eye_tracking#0");
  }

  @Test
  void wordsShownAndSaidAgreeWhereTheyAreTheSame() {
    Given given =
        Given.clip(20)
            .table(
                Analyzers.textOverlay(),
                row("start_s", 1.0, "end_s", 3.0, "text", "MEIN NEUES FAHRRAD!", "kind", "caption"),
                row("start_s", 9.0, "end_s", 11.0, "text", "Meine Flasche", "kind", "caption"))
            .table(
                Analyzers.transcription(),
                row("start_s", 2.0, "end_s", 4.0, "text", "Das ist mein neues Fahrrad."),
                row("start_s", 9.0, "end_s", 10.0, "text", "Ganz etwas anderes."))
            .table(
                Analyzers.productDetection(),
                row("start_s", 0.0, "end_s", 5.0, "track_id", 1, "label", "bicycle"),
                row("start_s", 8.0, "end_s", 10.0, "track_id", 2, "label", "bottle"))
            .table(
                Analyzers.callsToAction(),
                row("start_s", 12.0, "end_s", 14.0, "cta", "follow", "source", "overlay"),
                row("start_s", 15.0, "end_s", 16.0, "cta", "follow", "source", "speech"),
                row("start_s", 12.0, "end_s", 14.0, "cta", "like", "source", "overlay"),
                row("start_s", 18.0, "end_s", 19.0, "cta", "follow", "source", "speech"));
    assertThat(found(given))
        .containsExactly(
            "1.0..4.0 caption_spoken text_overlay#0 speech_transcription#0",
            "1.0..3.0 product_captioned product_detection#0 text_overlay#0",
            "2.0..4.0 product_named product_detection#0 speech_transcription#0",
            "9.0..10.0 caption_not_spoken text_overlay#1 speech_transcription#1",
            "9.0..10.0 product_captioned product_detection#1 text_overlay#1",
            "12.0..16.0 call_spoken_and_shown comment_cta_detection#0 comment_cta_detection#1");
  }

  @Test
  void eachRowNamesTheRowsThatItRestsOn() {
    Given given =
        Given.clip(10)
            .table(Analyzers.cuts(), row("time_s", 4.0, "frame", 120, "kind", "cut"))
            .table(Analyzers.soundEffects(), row("time_s", 4.0, "kind", "tonal"));
    Table signal = joined(given).signal().orElseThrow();
    assertThat(signal.stringColumn("source").asList())
        .containsExactly("cut_analysis", "sound_effects");
    assertThat(signal.intColumn("row").asList()).containsExactly(0, 0);
    assertThat(signal.intColumn("event").asList()).containsExactly(0, 0);
  }

  @Test
  void oneTableAgreesWithNobody() {
    Given one = Given.clip(10).table(Analyzers.cuts());
    assertThat(joined(one).state()).isInstanceOf(State.Skipped.class);
    Given two = one.table(Analyzers.soundEffects());
    assertThat(joined(two).state()).isEqualTo(State.EMPTY);
  }
}
