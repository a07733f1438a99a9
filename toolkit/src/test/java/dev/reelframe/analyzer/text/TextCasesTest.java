package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

/** Small clips with a known right answer that were wrong once; each is one of a kind. */
class TextCasesTest {
  @TempDir static Path home;
  private static ResidentModels models;

  @BeforeAll
  static void load() {
    models = SharedFolder.models(home);
  }

  @AfterAll
  static void free() {
    if (models != null) {
      models.close();
    }
  }

  private static Table table(String clip) {
    Video video = Video.open(SharedFolder.file("cases/" + clip));
    return TextOverlay.standard().models(models).apply(video);
  }

  private static List<String> texts(Table table) {
    return table.stringColumn("text").asList();
  }

  private static void times(Table table, int row, double startS, double endS) {
    assertThat(table.doubleColumn("start_s").get(row)).isCloseTo(startS, within(0.11));
    assertThat(table.doubleColumn("end_s").get(row)).isCloseTo(endS, within(0.11));
  }

  @Test
  void captionsOfOneToThreeLettersAreKept() {
    Table table = table("short-captions/short.mp4");
    assertThat(texts(table)).containsExactly("OK", "no", "7", "we", "100", "GO!");
    for (int row = 0; row < 6; row++) {
      times(table, row, row + 0.5, row + 1.5);
    }
    assertThat(table.stringColumn("kind").asList()).containsOnly("caption");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 15})
  void slantedLinesAreRead(int degrees) {
    Table table = table("slanted-text/slant" + degrees + ".mp4");
    assertThat(texts(table)).containsExactly("GRAND OPENING");
    times(table, 0, 0.5, 2.5);
  }

  @Test
  void signsAndAccentsAreRead() {
    Table table = table("symbols-handles/percent-euro.mp4");
    assertThat(texts(table)).containsExactly("50% OFF: €9.99", "señor café über 20°");
  }

  @Test
  void condensedLettersThatTouchTheLineAboveAreRead() {
    Table table = table("gothic-captions-misread/gothic-captions-misread.mp4");
    assertThat(texts(table))
        .containsExactly(
            "I've always wondered that",
            "I'll always say what I mean",
            "It's all I want",
            "I can't wait all day",
            "Why always me?");
    double[] starts = {0, 1.333, 2.667, 4, 5.333};
    for (int row = 0; row < 5; row++) {
      times(table, row, starts[row], starts[row] + 1.067);
    }
  }

  @Test
  void aCaptionWhoseWordsLightUpInTurnIsOne() {
    Table table = table("karaoke-highlight/karaoke.mp4");
    assertThat(texts(table)).containsExactly("bake this cake at home");
    times(table, 0, 0.5, 3);
  }

  @Test
  void linesThatDriftSlowlyAreOneRowEach() {
    Table table = table("scrolling-text/credits-slow.mp4");
    assertThat(texts(table))
        .containsExactlyInAnyOrder("camera by nobody", "music from the box", "edited at night");
    assertThat(table.doubleColumn("start_s").asList()).containsOnly(0.0);
    assertThat(table.doubleColumn("end_s").asList()).allMatch(end -> end > 3.7);
  }

  @Test
  void otherScriptsAreRowsWithoutText() {
    Table table = table("other-scripts/cyrillic-arabic.mp4");
    assertThat(texts(table)).containsExactly("", "", "");
    assertThat(table.stringColumn("unread").asList()).containsOnly("script");
    times(table, 0, 0.5, 2.5);
    times(table, 1, 2.5, 4.1);
    times(table, 2, 4.1, 6);
  }

  @Test
  void aMarkThatJumpsBetweenCornersIsAWatermark() {
    Table table = table("bouncing-mark/bounce.mp4");
    assertThat(texts(table)).containsOnly("@cakelab").hasSize(4);
    assertThat(table.stringColumn("kind").asList()).containsOnly("watermark");
    assertThat(table.intColumn("track_id").asList()).containsOnly(1);
    times(table, 0, 0, 2);
    times(table, 3, 6, 8);
  }

  @Test
  void eachLineOfScrollingCreditsIsOneRow() {
    Table table = table("scrolling-text/credits.mp4");
    assertThat(texts(table))
        .containsExactly(
            "camera by nobody", "music from the box", "edited at night", "thanks to mother");
    double[][] whole = {{0.24, 5.6}, {0.9, 6.2}, {1.5, 6.9}, {2.1, 7.5}};
    for (int row = 0; row < 4; row++) {
      double startS = table.doubleColumn("start_s").get(row);
      double endS = table.doubleColumn("end_s").get(row);
      double both = Math.min(endS, whole[row][1]) - Math.max(startS, whole[row][0]);
      double either = Math.max(endS, whole[row][1]) - Math.min(startS, whole[row][0]);
      assertThat(both / either).as("row %d", row).isGreaterThan(0.85);
    }
  }
}
