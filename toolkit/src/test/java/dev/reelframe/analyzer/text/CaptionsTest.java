package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Rows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What is decided from readings of known truth. */
class CaptionsTest {
  private final TextOverlay analyzer = TextOverlay.standard();
  private String moves;
  private double lineScore = 0.95;
  private double lineHeight = 50;
  private final Rows rows = analyzer.spec().signal().orElseThrow().rows();

  private void line(int number, double startS, double endS, String text, double x, double y) {
    line(number, startS, endS, text, x, y, "alone", "alone", 0.97);
  }

  private void line(
      int number,
      double startS,
      double endS,
      String text,
      double x,
      double y,
      String enters,
      String leaves,
      double confidence) {
    rows.add(
        startS,
        Math.round(30 * startS),
        number,
        startS,
        endS,
        enters,
        leaves,
        moves,
        1,
        text.isEmpty() ? null : text,
        text.isEmpty() ? "script" : "nothing",
        x,
        y,
        text.isEmpty() ? 300 : 30.0 * text.length(),
        lineHeight,
        720,
        1280,
        0,
        lineHeight,
        lineScore,
        confidence);
  }

  private Table table() {
    MediaInfo media =
        new MediaInfo("mov", Optional.of(10.0), 0, Optional.empty(), Optional.empty());
    return analyzer
        .decide(rows.table(), new Inputs(media, new StreamEnd(10, 10, 10, 300), Map.of()))
        .table()
        .orElseThrow();
  }

  private List<String> texts() {
    return table().stringColumn("text").asList();
  }

  @Test
  void aCaptionThatDriftsStaysOne() {
    line(1, 1.0, 2.1, "KOSTENLOS", 150, 320);
    line(2, 1.0, 2.2, "TESTEN", 200, 385);
    line(3, 2.7, 4.0, "KOSTENLOS", 163, 343);
    line(4, 2.1, 4.2, "TESTEN", 212, 402);
    assertThat(texts()).containsExactly("KOSTENLOS TESTEN");
    assertThat(table().doubleColumn("start_s").get(0)).isEqualTo(1.0);
    assertThat(table().doubleColumn("end_s").get(0)).isEqualTo(4.2);
  }

  @Test
  void aLetterThatStandsAloneMustLookLikeText() {
    lineScore = 0.76;
    line(1, 1, 3, "R", 420, 471);
    line(2, 1, 3, "OK", 100, 900);
    lineScore = 0.92;
    line(3, 4, 6, "7", 420, 471);
    assertThat(texts()).containsExactly("OK", "7");
  }

  @Test
  void theSameTextInTheSamePlaceAfterAWhileIsAnother() {
    line(1, 1, 2, "JETZT", 150, 320);
    line(2, 2.6, 3.6, "JETZT", 151, 321);
    assertThat(texts()).containsExactly("JETZT", "JETZT");
  }

  @Test
  void linesBelowEachOtherAreOneCaption() {
    line(1, 1, 3, "FÜR MEHR ENERGIE", 100, 260);
    line(2, 1, 3, "3 TIPPS", 200, 190);
    Table table = table();
    assertThat(table.stringColumn("text").asList()).containsExactly("3 TIPPS FÜR MEHR ENERGIE");
    assertThat(table.row(0).getDouble("y_px")).isEqualTo(190);
    assertThat(table.row(0).getDouble("h_px")).isEqualTo(120);
    assertThat(table.row(0).getString("language")).isEqualTo("deu");
  }

  @Test
  void farApartOrAtOtherTimesTheyAreTwo() {
    line(1, 1, 3, "Oben steht es", 100, 100);
    line(2, 1, 3, "Unten auch", 100, 1000);
    line(3, 5, 6, "Wort eins", 100, 400);
    line(4, 5.5, 7, "Wort zwei", 100, 460);
    assertThat(texts()).containsExactly("Oben steht es", "Unten auch", "Wort eins", "Wort zwei");
  }

  @Test
  void aCaptionInThePlaceOfAnotherIsTheNextRow() {
    line(1, 1, 2, "Zucker dazu", 100, 400);
    line(2, 2, 3, "Eier trennen", 100, 400);
    Table table = table();
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(1.0, 2.0);
    assertThat(table.doubleColumn("end_s").asList()).containsExactly(2.0, 3.0);
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 2);
  }

  @Test
  void aCaptionThatWasLostForAMomentIsOne() {
    line(1, 1, 2, "Zucker dazu", 100, 400);
    line(2, 2.1, 4, "Zucker dazu", 102, 401);
    Table table = table();
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(table.row(0).getDouble("end_s")).isEqualTo(4);
  }

  @Test
  void twoReadingsInOnePlaceAtOneTimeAreOne() {
    line(1, 1, 4, "Schritt 1", 100, 400);
    line(2, 3.2, 4, "Schrit1", 101, 401, "alone", "alone", 0.92);
    Table table = table();
    assertThat(table.stringColumn("text").asList()).containsExactly("Schritt 1");
    assertThat(table.row(0).getDouble("start_s")).isEqualTo(1);
  }

  @Test
  void aTypedCaptionIsOneRowWithItsLastText() {
    line(1, 1, 1.5, "Das", 100, 400);
    line(2, 1.5, 2, "Das ist", 100, 400);
    line(3, 2, 4, "Das ist neu", 100, 400);
    Table table = table();
    assertThat(table.stringColumn("text").asList()).containsExactly("Das ist neu");
    assertThat(table.row(0).getDouble("start_s")).isEqualTo(1);
    assertThat(table.row(0).getDouble("end_s")).isEqualTo(4);
  }

  @Test
  void doubtfulReadingsShortScrapsAndSignsAreDropped() {
    lineScore = 0.8;
    line(1, 1, 3, "Mlsfts", 100, 400, "alone", "alone", 0.5);
    line(2, 1, 3, "II", 300, 700, "alone", "alone", 0.91);
    line(3, 1, 3, "...", 300, 900, "alone", "alone", 0.99);
    line(4, 1, 1.1, "Blitz", 300, 1000);
    assertThat(texts()).isEmpty();
    line(5, 4, 6, "OK", 300, 300, "alone", "alone", 0.99);
    assertThat(texts()).containsExactly("OK");
  }

  @Test
  void aSingleSignThatComesOrGoesAloneIsACaption() {
    line(1, 1, 2, "7", 300, 400, "alone", "alone", 0.99);
    line(2, 2, 4, "I", 500, 700, "picture", "picture", 0.99);
    line(3, 5, 7, "7", 300, 400, "alone", "alone", 0.93);
    assertThat(texts()).containsExactly("7");
  }

  @Test
  void whatSurelyIsTextAndCannotBeReadIsARowWithoutText() {
    line(1, 1, 3, "", 100, 400);
    line(2, 4, 6, "Oyg jle", 100, 400, "alone", "alone", 0.8);
    Table table = table();
    assertThat(table.stringColumn("text").asList()).containsExactly("", "");
    assertThat(table.stringColumn("unread").asList()).containsExactly("script", "illegible");
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(1.0, 4.0);
    assertThat(table.doubleColumn("confidence").asList()).containsExactly(0.95, 0.95);
  }

  @Test
  void textureThatComesAndGoesWithItsPictureIsNoRow() {
    line(1, 1, 3, "", 100, 400, "picture", "picture", 0);
    line(2, 4, 4.3, "", 100, 400);
    lineScore = 0.85;
    line(3, 5, 8, "", 100, 400);
    assertThat(texts()).isEmpty();
  }

  @Test
  void aStrapInWhichLettersAreDoubtedIsNoRow() {
    line(1, 1, 3, "MisAis", 100, 400, "alone", "alone", 0.66);
    line(2, 1, 3, "ro", 300, 700, "alone", "alone", 0.85);
    assertThat(texts()).isEmpty();
  }

  @Test
  void aSmoothThingThatFillsThePictureIsNoRow() {
    lineHeight = 140;
    line(1, 1, 3, "", 100, 400);
    assertThat(texts()).isEmpty();
  }

  @Test
  void twoThatCannotBeReadInOnePlaceAreTwo() {
    line(1, 1, 3, "", 100, 400);
    line(2, 3, 5, "", 160, 400);
    assertThat(table().rowCount()).isEqualTo(2);
  }

  @Test
  void aCaptionOfWhichALineCannotBeReadTellsTheRest() {
    line(1, 1, 3, "Neu bei uns", 100, 400);
    line(2, 1, 3, "", 100, 460);
    Table table = table();
    assertThat(table.stringColumn("text").asList()).containsExactly("Neu bei uns");
    assertThat(table.stringColumn("unread").asList()).containsExactly("part");
  }

  @Test
  void kindsFollowFromHowTheyComeAndGo() {
    line(1, 0, 10, "@reelframe", 20, 30, "clip", "clip", 0.97);
    line(2, 2, 4, "Folge mir", 225, 600);
    line(3, 4, 6, "BAHNHOF", 40, 600, "picture", "picture", 0.97);
    assertThat(table().stringColumn("kind").asList())
        .containsExactly("watermark", "caption", "label");
  }

  @Test
  void aMarkThatJumpsIsOneWatermarkInSeveralPlaces() {
    line(1, 0, 3, "@cake", 20, 30, "clip", "alone", 0.97);
    line(2, 1, 2, "Zucker dazu", 200, 600);
    line(3, 3.1, 7, "@cake", 550, 1200);
    line(4, 7, 10, "@cake", 20, 30, "alone", "clip", 0.97);
    Table table = table();
    assertThat(table.stringColumn("kind").asList())
        .containsExactly("watermark", "caption", "watermark", "watermark");
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 2, 1, 1);
  }

  @Test
  void aHandleThatIsNotThereAllOfTheTimeIsACaption() {
    line(1, 1, 3, "@cake", 20, 30);
    line(2, 3.1, 7, "@cake", 550, 1200);
    assertThat(table().stringColumn("kind").asList()).containsExactly("caption", "caption");
    assertThat(table().intColumn("track_id").asList()).containsExactly(1, 2);
  }

  @Test
  void aLineOfSharedLettersBesideOneOfAnotherScriptIsNotLatin() {
    line(1, 1, 3, "TEMA", 100, 400);
    assertThat(texts()).containsExactly("TEMA");
    line(2, 4, 6, "", 100, 400);
    assertThat(texts()).containsExactly("", "");
  }

  @Test
  void linesThatScrollAreARowEachThoughTheyWereFoundInOnePlace() {
    moves = "up";
    line(1, 1, 5, "Directed by Anna", 100, 1200);
    line(2, 1.1, 5.1, "Written by Tom", 100, 1200);
    line(3, 5.4, 6, "Directed by Anna", 100, 40);
    assertThat(texts()).containsExactly("Directed by Anna", "Written by Tom");
    assertThat(table().doubleColumn("end_s").asList()).containsExactly(6.0, 5.1);
  }

  @Test
  void theSeenPiecesOfATickerAreOneText() {
    moves = "left";
    line(1, 1, 4, "Breaking news: the litt", 100, 1200);
    line(2, 2.5, 6, "ws: the little bakery op", 5, 1201);
    line(3, 5, 9, "bakery opens again", 5, 1200);
    line(4, 7, 9, "gain", 5, 1200);
    assertThat(texts()).containsExactly("Breaking news: the little bakery opens again");
    assertThat(table().doubleColumn("start_s").get(0)).isEqualTo(1);
    assertThat(table().doubleColumn("end_s").get(0)).isEqualTo(9);
  }

  @Test
  void thresholdsAreTriedAgainWithoutDecoding() {
    line(1, 1, 3, "Vielleicht", 100, 400, "alone", "alone", 0.8);
    assertThat(texts()).containsExactly("");
    Table all =
        analyzer
            .confidence(0.5)
            .decide(
                rows.table(),
                new Inputs(
                    new MediaInfo("mov", Optional.empty(), 0, Optional.empty(), Optional.empty()),
                    new StreamEnd(10, 10, 10, 300),
                    Map.of()))
            .table()
            .orElseThrow();
    assertThat(all.stringColumn("text").asList()).containsExactly("Vielleicht");
  }
}
