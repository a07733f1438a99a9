package dev.reelframe.analyzer.emotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.face.FaceSignal;
import dev.reelframe.table.Rows;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class FaceEmotionTest {
  private final FaceSignal faces = new FaceSignal();
  private final Rows looks = FaceEmotion.SIGNAL.rows();

  /** A look that gives the rest of the probability to neutral. */
  private void look(double timeS, String expression, double probability, double score) {
    faces.face(timeS, 100, 200, score);
    List<Object> cells =
        new ArrayList<>(
            Arrays.asList(timeS, 0, null, 100.0, 200.0, 100.0, 120.0, score, expression));
    for (String each : FaceEmotion.EXPRESSIONS) {
      cells.add(
          each.equals(expression) ? probability : each.equals("neutral") ? 1 - probability : 0.0);
    }
    cells.add(false);
    looks.add(cells.toArray());
  }

  @Test
  void theExpressionIsVotedOverTheTrack() {
    look(0, "happy", 0.9, 0.9);
    look(0.4, "sad", 0.7, 0.9);
    look(0.8, "sad", 0.9, 0.9);
    look(1.2, "sad", 0.8, 0.9);
    Outcome outcome = FaceEmotion.standard().decide(looks.table(), faces.decided());
    Table table = outcome.table().orElseThrow();
    assertThat(table.stringColumn("expression").asList()).containsExactly("sad");
    assertThat(table.doubleColumn("sad").get(0)).isCloseTo(2.4 / 4, within(1e-9));
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(2.4 / 4, within(1e-9));
    assertThat(
            FaceEmotion.EXPRESSIONS.stream().mapToDouble(e -> table.doubleColumn(e).get(0)).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(outcome.signal().orElseThrow().intColumn("track_id").asSet()).containsExactly(1);
  }

  @Test
  void aDoubtfulFaceCountsForLess() {
    look(0, "sad", 0.9, 0.6);
    look(0.4, "happy", 0.8, 0.9);
    look(0.8, "sad", 0.9, 0.6);
    Table table =
        FaceEmotion.standard().decide(looks.table(), faces.decided()).table().orElseThrow();
    double doubtful = 2 * 0.6 * 0.9 / (0.9 + 2 * 0.6);
    assertThat(table.stringColumn("expression").asList()).containsExactly("sad");
    assertThat(table.doubleColumn("sad").get(0)).isCloseTo(doubtful, within(1e-9));
  }

  @Test
  void aRowTellsItsOwnSeconds() {
    for (int i = 0; i < 8; i++) {
      look(i * 0.4, i < 4 ? "happy" : "sad", 0.9, 0.9);
    }
    Table table =
        FaceEmotion.standard().decide(looks.table(), faces.decided()).table().orElseThrow();
    assertThat(table.stringColumn("expression").asList()).containsExactly("happy", "sad");
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.4, within(1e-9));
    assertThat(table.doubleColumn("start_s").get(1)).isCloseTo(1.4, within(1e-9));
  }

  @Test
  void fewLooksGiveNoExpressionAndSaySo() {
    look(0, "happy", 0.9, 0.9);
    look(0.4, "happy", 0.9, 0.9);
    Table table =
        FaceEmotion.standard().decide(looks.table(), faces.decided()).table().orElseThrow();
    assertThat(table.stringColumn("expression").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("happy").isMissing(0)).isTrue();
    assertThat(table.doubleColumn("confidence").isMissing(0)).isTrue();
    assertThat(table.stringColumn("unknown").get(0)).isEqualTo("too_few_looks");
    assertThat(table.intColumn("looks").get(0)).isEqualTo(2);
  }

  @Test
  void theWordsSayThatItIsPerceived() {
    assertThat(FaceEmotion.TABLE.meaning()).contains("perceived");
    assertThat(FaceEmotion.TABLE.field("expression").orElseThrow().meaning()).contains("perceived");
  }

  @Test
  void withoutFacesThereAreNoExpressions() {
    Outcome outcome = FaceEmotion.standard().decide(looks.table(), FaceSignal.inputs());
    assertThat(outcome.state()).isInstanceOf(State.Skipped.class);
  }
}
