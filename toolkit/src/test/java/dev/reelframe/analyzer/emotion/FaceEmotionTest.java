package dev.reelframe.analyzer.emotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.emotion.FaceEmotion.EmotionLook;
import dev.reelframe.analyzer.emotion.FaceEmotion.Expression;
import dev.reelframe.analyzer.face.FaceSignal;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class FaceEmotionTest {
  private final FaceSignal faces = new FaceSignal();
  private final RowWriter<EmotionLook> looks = EmotionLook.SCHEMA.rows();

  /** A look that gives the rest of the probability to neutral. */
  private void look(double timeS, Expression expression, double probability, double score) {
    faces.face(timeS, 100, 200, score);
    Map<Expression, Double> probabilities = new EnumMap<>(Expression.class);
    for (Expression each : Expression.values()) {
      probabilities.put(each, 0.0);
    }
    probabilities.put(Expression.NEUTRAL, 1 - probability);
    probabilities.put(expression, probability);
    SampledFace face = SampledFace.at(timeS, 0, new BoundingBox(100, 200, 100, 120));
    looks.add(EmotionLook.of(face, score, probabilities, false));
  }

  @Test
  void theExpressionIsVotedOverTheTrack() {
    look(0, Expression.HAPPY, 0.9, 0.9);
    look(0.4, Expression.SAD, 0.7, 0.9);
    look(0.8, Expression.SAD, 0.9, 0.9);
    look(1.2, Expression.SAD, 0.8, 0.9);
    Outcome outcome = FaceEmotion.standard().decide(looks.table(), faces.decided());
    Table table = outcome.table().orElseThrow();
    assertThat(table.stringColumn("expression").asList()).containsExactly("sad");
    assertThat(table.doubleColumn("sad").get(0)).isCloseTo(2.4 / 4, within(1e-9));
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(2.4 / 4, within(1e-9));
    assertThat(
            Arrays.stream(Expression.values())
                .mapToDouble(e -> table.doubleColumn(e.name().toLowerCase(Locale.ROOT)).get(0))
                .sum())
        .isCloseTo(1, within(1e-9));
    assertThat(outcome.signal().orElseThrow().intColumn("track_id").asSet()).containsExactly(1);
  }

  @Test
  void aDoubtfulFaceCountsForLess() {
    look(0, Expression.SAD, 0.9, 0.6);
    look(0.4, Expression.HAPPY, 0.8, 0.9);
    look(0.8, Expression.SAD, 0.9, 0.6);
    Table table =
        FaceEmotion.standard().decide(looks.table(), faces.decided()).table().orElseThrow();
    double doubtful = 2 * 0.6 * 0.9 / (0.9 + 2 * 0.6);
    assertThat(table.stringColumn("expression").asList()).containsExactly("sad");
    assertThat(table.doubleColumn("sad").get(0)).isCloseTo(doubtful, within(1e-9));
  }

  @Test
  void aRowTellsItsOwnSeconds() {
    for (int i = 0; i < 8; i++) {
      look(i * 0.4, i < 4 ? Expression.HAPPY : Expression.SAD, 0.9, 0.9);
    }
    Table table =
        FaceEmotion.standard().decide(looks.table(), faces.decided()).table().orElseThrow();
    assertThat(table.stringColumn("expression").asList()).containsExactly("happy", "sad");
    assertThat(table.doubleColumn("end_s").get(0)).isCloseTo(1.4, within(1e-9));
    assertThat(table.doubleColumn("start_s").get(1)).isCloseTo(1.4, within(1e-9));
  }

  @Test
  void fewLooksGiveNoExpressionAndSaySo() {
    look(0, Expression.HAPPY, 0.9, 0.9);
    look(0.4, Expression.HAPPY, 0.9, 0.9);
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
    Schema schema = FaceEmotion.standard().spec().schema();
    assertThat(schema.meaning()).contains("perceived");
    assertThat(schema.field("expression").orElseThrow().meaning()).contains("perceived");
  }

  @Test
  void withoutFacesThereAreNoExpressions() {
    Outcome outcome = FaceEmotion.standard().decide(looks.table(), FaceSignal.inputs());
    assertThat(outcome.state()).isInstanceOf(State.Skipped.class);
  }
}
