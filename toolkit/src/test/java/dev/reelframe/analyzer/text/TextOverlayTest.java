package dev.reelframe.analyzer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Scenery;
import dev.reelframe.analyzer.cta.CallsToAction;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Clips of known captions, found by the real models. */
class TextOverlayTest {
  private static final int WIDTH = 360;
  private static final int HEIGHT = 640;
  private static final int FPS = 30;

  @TempDir static Path home;
  @TempDir Path dir;
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

  private static TextOverlay analyzer() {
    return TextOverlay.standard().models(models);
  }

  private MeasuredTable read(int frames, SyntheticClip.Painter painter) {
    SyntheticClip clip = SyntheticClip.of(WIDTH, HEIGHT, FPS).draw(frames, painter);
    return analyzer().apply(Video.open(clip.options("-b:v", "3M").write(dir.resolve("clip.mp4"))));
  }

  private static void centred(Graphics2D g, String text, int baseline, int size) {
    Drawn.outlined(g, text, Drawn.centred(text, WIDTH, size), baseline, size);
  }

  private static void row(Table table, int row, String text, int from, int to) {
    Row found = table.row(row);
    assertThat(found.getString("text")).isEqualTo(text);
    assertThat(found.getDouble("start_s")).isCloseTo((double) from / FPS, within(1e-4));
    assertThat(found.getDouble("end_s")).isCloseTo((double) to / FPS, within(1e-4));
  }

  private static boolean during(int n, int from, int to) {
    return n >= from && n < to;
  }

  @Test
  void captionsOverAMovingPictureExactToTheFrame() {
    Scenery[] shots = {Scenery.of(1, WIDTH, HEIGHT), Scenery.of(2, WIDTH, HEIGHT)};
    Table table =
        read(
            100,
            (n, g) -> {
              // A cut at frame 50, in the midst of the first caption; the camera always moves.
              shots[n < 50 ? 0 : 1].draw(g, 2.5 * n, n);
              if (during(n, 17, 71)) {
                centred(g, "Größe ändert", 150, 30);
                centred(g, "100 % Übung", 190, 30);
              }
              if (during(n, 33, 45)) {
                Drawn.boxed(g, "Kurz da", 100, 480, 28, Color.BLACK, Color.WHITE);
              }
              if (during(n, 75, 88)) {
                centred(g, "Schritt 1", 400, 28);
              }
              if (during(n, 88, 100)) {
                centred(g, "Teig kneten", 400, 28);
              }
            });
    assertThat(table.rowCount()).isEqualTo(4);
    row(table, 0, "Größe ändert 100 % Übung", 17, 71);
    row(table, 1, "Kurz da", 33, 45);
    row(table, 2, "Schritt 1", 75, 88);
    row(table, 3, "Teig kneten", 88, 100);
    Row box = table.row(0);
    PixelRect wanted =
        Drawn.bounds("Größe ändert", Drawn.centred("Größe ändert", WIDTH, 30), 150, 30)
            .union(Drawn.bounds("100 % Übung", Drawn.centred("100 % Übung", WIDTH, 30), 190, 30));
    assertThat(box.getDouble("x_px")).isCloseTo(wanted.left(), within(10.0));
    assertThat(box.getDouble("y_px")).isCloseTo(wanted.top(), within(10.0));
    assertThat(box.getDouble("w_px")).isCloseTo(wanted.width(), within(16.0));
    assertThat(box.getDouble("h_px")).isCloseTo(wanted.height(), within(16.0));
    assertThat(table.stringColumn("kind").asList()).containsOnly("caption");
  }

  @Test
  void twoAtOnceInALandscapePictureOneOfThemFading() {
    Scenery scenery = Scenery.of(6, 640, 360);
    SyntheticClip clip =
        SyntheticClip.of(640, 360, FPS)
            .draw(
                70,
                (n, g) -> {
                  scenery.draw(g, 3 * n, 0);
                  if (during(n, 10, 60)) {
                    Drawn.boxed(g, "Was denkst du?", 40, 300, 26, Color.WHITE, Color.BLACK);
                  }
                  if (during(n, 20, 55)) {
                    float alpha = Math.min(1, Math.min((n - 19) / 6f, (55 - n) / 6f));
                    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
                    Drawn.outlined(g, "Jetzt 20 % sparen", 150, 100, 32);
                  }
                });
    Table table = analyzer().apply(Video.open(clip.write(dir.resolve("wide.mp4"))));
    assertThat(table.rowCount()).isEqualTo(2);
    row(table, 0, "Was denkst du?", 10, 60);
    assertThat(table.row(1).getString("text")).isEqualTo("Jetzt 20 % sparen");
    assertThat(table.row(1).getDouble("start_s")).isCloseTo(20.0 / FPS, within(0.1));
    assertThat(table.row(1).getDouble("end_s")).isCloseTo(55.0 / FPS, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "640, 2", "2, 640", "161, 99"})
  void oddSizes(int width, int height) {
    Path file =
        SyntheticClip.of(width, height, 10)
            .draw(
                8,
                (n, g) -> {
                  g.setColor(Color.WHITE);
                  g.fillRect(n, 0, width / 3 + 1, height / 2 + 1);
                })
            .write(dir.resolve("odd.mkv"));
    assertThat(analyzer().apply(Video.open(file)).rowCount()).isZero();
  }

  @Test
  void aWatermarkAndATypedCaption() {
    List<String> typed = List.of("Das", "Das ist", "Das ist alles");
    Table table =
        read(
            75,
            (n, g) -> {
              g.setColor(new Color(40, 60, 90 + n));
              g.fillRect(0, 0, WIDTH, HEIGHT);
              Drawn.plain(g, "reelframe", 230, 40, 20, Color.WHITE);
              if (n >= 20) {
                Drawn.outlined(g, typed.get(Math.min(2, (n - 20) / 12)), 40, 380, 30);
              }
            });
    assertThat(table.rowCount()).isEqualTo(2);
    row(table, 0, "reelframe", 0, 75);
    row(table, 1, "Das ist alles", 20, 75);
    assertThat(table.stringColumn("kind").asList()).containsExactly("watermark", "caption");
  }

  @Test
  void linesThatScrollOverAStandingPictureAndACaptionThatStays() {
    Scenery scenery = Scenery.of(8, WIDTH, HEIGHT);
    Table table =
        read(
            120,
            (n, g) -> {
              scenery.draw(g);
              centred(g, "Das Ende", 60, 30);
              centred(g, "Regie Anna Berg", 700 - 3 * n, 26);
              centred(g, "Musik Tom Wolf", 760 - 3 * n, 26);
            });
    // In letters that move between two samples a gap may close.
    assertThat(table.stringColumn("text").asList().stream().map(t -> t.replace(" ", "")).toList())
        .containsExactly("DasEnde", "RegieAnnaBerg", "MusikTomWolf");
    row(table, 0, "Das Ende", 0, 120);
    assertThat(table.row(1).getDouble("start_s")).isCloseTo(23.0 / FPS, within(0.3));
    assertThat(table.row(2).getDouble("start_s")).isCloseTo(43.0 / FPS, within(0.3));
    assertThat(table.row(1).getDouble("end_s")).isEqualTo(4);
  }

  @Test
  void aCameraThatPansOverTextureShowsNoText() {
    Scenery scenery = Scenery.of(9, WIDTH, HEIGHT);
    assertThat(read(60, (n, g) -> scenery.draw(g, 0, 4 * n - 100)).rowCount()).isZero();
    assertThat(read(60, (n, g) -> scenery.draw(g, 4 * n - 100, 0)).rowCount()).isZero();
  }

  @Test
  void aVerticalLineIsReadFromEitherSide() {
    Table table =
        read(
            45,
            (n, g) -> {
              g.setColor(new Color(40, 60, 90 + n));
              g.fillRect(0, 0, WIDTH, HEIGHT);
              if (n >= 10) {
                var turned = (Graphics2D) g.create();
                turned.rotate(-Math.PI / 2, 60, 400);
                Drawn.outlined(turned, "Sommer 2026", 60, 400, 30);
                turned.dispose();
                var other = (Graphics2D) g.create();
                other.rotate(Math.PI / 2, 300, 200);
                Drawn.outlined(other, "Made in Berlin", 300, 200, 30);
                other.dispose();
              }
            });
    assertThat(table.stringColumn("text").asList())
        .containsExactlyInAnyOrder("Sommer 2026", "Made in Berlin");
    assertThat(table.row(0).getDouble("h_px")).isGreaterThan(150);
    assertThat(table.row(0).getDouble("w_px")).isLessThan(50);
  }

  @Test
  void twoSlantedLinesAreOneCaption() {
    Scenery[] shots = {Scenery.of(11, WIDTH, HEIGHT)};
    Table table =
        read(
            45,
            (n, g) -> {
              shots[0].draw(g, 2 * n, 0);
              if (n >= 10) {
                var turned = (Graphics2D) g.create();
                turned.rotate(Math.toRadians(-20), 180, 320);
                Drawn.outlined(turned, "Nur heute", 90, 300, 34);
                Drawn.outlined(turned, "alles billig", 90, 346, 34);
                turned.dispose();
              }
            });
    assertThat(table.stringColumn("text").asList()).containsExactly("Nur heute alles billig");
    assertThat(table.row(0).getDouble("start_s")).isCloseTo(10.0 / FPS, within(1e-4));
  }

  @Test
  void noTextIsAnAnswer() {
    Scenery scenery = Scenery.of(4, WIDTH, HEIGHT);
    MeasuredTable table = read(45, (n, g) -> scenery.draw(g, n, 0));
    assertThat(table.rowCount()).isZero();
    assertThat(table.state()).isEqualTo(State.EMPTY);
  }

  @Test
  void aloneAndInAPipelineTheSame() {
    Video video =
        Video.open(
            SyntheticClip.of(WIDTH, HEIGHT, FPS)
                .draw(
                    40,
                    (n, g) -> {
                      if (n >= 12) {
                        centred(g, "Link in Bio", 300, 32);
                      }
                    })
                .write(dir.resolve("same.mp4")));
    Analyzer text = analyzer();
    MeasuredTable alone = text.apply(video);
    Analysis run = Pipeline.of(text, CallsToAction.in(text)).run(video);
    Table together = run.table(TextOverlay.NAME);
    assertThat(together.print()).isEqualTo(alone.print());
    assertThat(text.apply(alone.signal().orElseThrow()).print()).isEqualTo(alone.print());
    assertThat(run.table(CallsToAction.NAME).stringColumn("cta").asList()).containsExactly("link");
    assertThat(alone.provenance().models()).hasSize(2);
  }

  @Test
  void theSampleHasItsCaptionsAndNoRowForAStrapOfTheSuit() {
    Table table = analyzer().apply(SampleClip.video());
    assertThat(table.stringColumn("text").asList())
        .containsExactly(
            "HELLO REELFRAME",
            "Meet the astronaut",
            "Jetzt einen Kaffee!",
            "Three balls",
            "LINK IN BIO");
    assertThat(table.stringColumn("unread").asList()).containsOnly("");
  }

  @Test
  void realFootage() {
    Table table = analyzer().apply(Video.open(SharedFolder.media("bench49.mp4")));
    assertThat(table.stringColumn("text").asList())
        .contains(
            "WAS GEHT AB LEUTE",
            "Mein neues Fahrrad",
            "3 TIPPS FÜR MEHR ENERGIE",
            "Wasser trinken!",
            "JETZT FOLGEN UND LIKEN",
            "100 % ehrlich",
            "Link in Bio")
        .hasSize(7);
  }
}
