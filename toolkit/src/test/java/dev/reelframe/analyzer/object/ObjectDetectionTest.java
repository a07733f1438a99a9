package dev.reelframe.analyzer.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Pictures;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What is decided from signals of known truth. */
class ObjectDetectionTest {
  private static final double END_S = 4;
  private final RowWriter<Sampled> signal = Sampled.SCHEMA.rows();

  private void see(double timeS, String label, double x, double y, double side, double score) {
    BoundingBox box = new BoundingBox(x, y, side, side);
    signal.add(new Sampled(timeS, null, label, Optional.of(box), null, false, score));
  }

  private void nothing(double timeS) {
    signal.add(Sampled.nothing(timeS, false));
  }

  private static Inputs inputs(double... cuts) {
    Schema schema = Schema.events("cut_analysis", "cuts").number("start_s", "").number("end_s", "");
    Rows rows = schema.rows();
    for (double cut : cuts) {
      rows.add(cut, null, null);
    }
    MeasuredTable table =
        MeasuredTable.of(
            rows.table(),
            schema,
            Provenance.of("cut_analysis", "1", Map.of()),
            State.OK,
            Optional.empty());
    MediaInfo media =
        new MediaInfo("mov", Optional.of(END_S), 0, Optional.empty(), Optional.empty());
    return new Inputs(media, new StreamEnd(END_S, END_S, 0, 120), Map.of("cut_analysis", table));
  }

  private Outcome decide(double... cuts) {
    return ObjectDetection.standard().decide(signal.table(), inputs(cuts));
  }

  private Table table(double... cuts) {
    return decide(cuts).table().orElseThrow();
  }

  @Test
  void onePersonInAShotIsOneRowFromEdgeToEdge() {
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, "person", 100 + 20 * i, 50, 200, 0.9);
    }
    Table table = table(2.2);
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.doubleColumn("start_s").asList()).containsExactly(0.0, 2.2);
    assertThat(table.doubleColumn("end_s").asList()).containsExactly(2.2, END_S);
    assertThat(table.intColumn("track_id").asList()).containsExactly(1, 2);
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(0.9, within(1e-9));
  }

  @Test
  void withoutEvidenceAtTheEdgeATrackEndsBetweenTwoSamples() {
    nothing(0);
    see(0.5, "dog", 10, 10, 50, 0.8);
    see(1, "dog", 10, 10, 50, 0.8);
    nothing(1.5);
    nothing(2);
    Table table = table();
    assertThat(table.doubleColumn("start_s").get(0)).isEqualTo(0.25);
    assertThat(table.doubleColumn("end_s").get(0)).isEqualTo(1.25);
  }

  @Test
  void aFlickerIsNoThing() {
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, "person", 100, 50, 200, 0.9);
    }
    see(1.5, "cell phone", 400, 50, 40, 0.55);
    see(1, "tie", 180, 90, 30, 0.35);
    see(1.5, "tie", 180, 90, 30, 0.4);
    assertThat(table().stringColumn("label").asList()).containsExactly("person");
  }

  @Test
  void aShotOfOneSampleNeedsNoSecond() {
    see(0, "person", 100, 50, 200, 0.9);
    see(0.5, "cat", 100, 50, 200, 0.9);
    see(1, "person", 100, 50, 200, 0.9);
    assertThat(table(0.4, 0.9).stringColumn("label").asList())
        .containsExactly("person", "cat", "person");
  }

  @Test
  void theLabelIsVotedAndOneSureLookCountsMoreThanTwoUnsure() {
    double[] car = {0.45, 0.45, 0.45};
    double[] truck = {0.3, 0.35, 0.8};
    for (int i = 0; i < 3; i++) {
      see(i * 0.5, "car", 10, 10, 100, car[i]);
      see(i * 0.5, "truck", 11, 10, 100, truck[i]);
    }
    Table table = table();
    assertThat(table.stringColumn("label").asList()).containsExactly("truck");
    assertThat(table.doubleColumn("confidence").get(0)).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void aCarSeenFromAboveIsNoCellPhone() {
    double[] phone = {0.55, 0.7, 0.85, 0.4};
    for (int i = 0; i < 4; i++) {
      see(i * 0.5, "cell phone", 10, 200 - 60 * i, 200, phone[i]);
      see(i * 0.5, "car", 12, 200 - 60 * i, 200, 0.75);
    }
    assertThat(table().stringColumn("label").asList()).containsExactly("car");
    assertThat(table().doubleColumn("confidence").get(0)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void anAnimalThatFillsThePictureIsNoPerson() {
    String[] guesses = {"cat", "horse", "dog", "cat", "cow", "teddy bear"};
    for (int i = 0; i < 6; i++) {
      see(i * 0.5, "person", 10, 10, 300, i % 2 == 0 ? 0.6 : 0.55);
      see(i * 0.5, guesses[i], 30, 10, 290, 0.2);
    }
    assertThat(table().rowCount()).isZero();
  }

  @Test
  void whoRidesAnAnimalOrHoldsOneIsAPerson() {
    for (int i = 0; i < 6; i++) {
      see(i * 0.5, "person", 100, 10, 200, 0.6);
      see(i * 0.5, "horse", 50, 110, 300, 0.8);
      see(i * 0.5, "cat", 180, 90, 60, 0.6);
    }
    assertThat(table().stringColumn("label").asList()).contains("person", "horse", "cat");
  }

  @Test
  void theKindIsElectedBeforeTheThing() {
    String[] names = {"car", "cell phone", "bus", "cell phone", "car"};
    double[] scores = {0.8, 0.85, 0.55, 0.75, 0.7};
    for (int i = 0; i < 5; i++) {
      see(i * 0.5, names[i], 10, 200, 200, scores[i]);
    }
    assertThat(table().stringColumn("label").asList()).containsExactly("car");
  }

  @Test
  void aCarIsNotCalledAVehicle() {
    for (int i = 0; i < 4; i++) {
      see(i * 0.5, "vehicle", 10, 200, 200, 0.8);
      see(i * 0.5, "car", 12, 200, 200, 0.6);
    }
    assertThat(table().stringColumn("label").asList()).containsExactly("car");
  }

  @Test
  void aWeakBoxInsideAStrongOneOfItsLabelIsAPartOfIt() {
    for (int i = 0; i < 4; i++) {
      see(i * 0.5, "person", 10, 10, 400, 0.9);
      see(i * 0.5, "person", 100, 100, 100, 0.55);
    }
    assertThat(table().rowCount()).isEqualTo(1);
  }

  @Test
  void noRowIsLessSureThanTheScoreThatIsAskedFor() {
    double[] scores = {0.55, 0.2, 0.3, 0.6, 0.25, 0.52, 0.2, 0.2};
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, "person", 100, 50, 200, scores[i]);
      see(i * 0.5, "bench", 400, 50, 100, 0.45);
    }
    Table table = table();
    assertThat(table.stringColumn("label").asList()).containsExactly("person");
    assertThat(table.doubleColumn("confidence").get(0)).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void aBedNeverBecomesNorJoinsAPerson() {
    for (int i = 0; i < 8; i++) {
      boolean narrow = i == 3 || i == 4;
      see(i * 0.5, "person", narrow ? 174 : 20, 2, narrow ? 200 : 352, 0.83);
      see(i * 0.5, "bed", 10, 10, 350, 0.6);
    }
    Table table = table();
    assertThat(table.stringColumn("label").asList()).containsOnlyOnce("person");
    Table told = decide().signal().orElseThrow();
    for (int row = 0; row < told.rowCount(); row++) {
      int track =
          told.intColumn("track_id").isMissing(row) ? 0 : told.intColumn("track_id").get(row);
      if (told.stringColumn("label").get(row).equals("person")) {
        assertThat(table.stringColumn("label").get(track - 1)).isEqualTo("person");
      } else if (track > 0) {
        assertThat(table.stringColumn("label").get(track - 1)).isEqualTo("bed");
      }
    }
  }

  @Test
  void aPersonSeenSurelyOnceIsAFlicker() {
    double[] scores = {0.3, 0.62, 0.35, 0.3, 0.3, 0.3, 0.3, 0.3};
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, "person", 100, 50, 200, scores[i]);
    }
    assertThat(table().isEmpty()).isTrue();
  }

  @Test
  void theSignalGetsTheTrackNumbersOfTheTable() {
    see(0, "person", 100, 50, 200, 0.9);
    see(0, "kite", 400, 50, 20, 0.2);
    see(0.5, "person", 100, 50, 200, 0.9);
    nothing(1);
    Outcome outcome = decide();
    Table told = outcome.signal().orElseThrow();
    assertThat(told.intColumn("track_id").asObjectArray()).containsExactly(1, null, 1, null);
    assertThat(signal.table().intColumn("track_id").countMissing()).isEqualTo(4);
    assertThat(ObjectDetection.standard().decide(told, inputs()).table().orElseThrow().print())
        .isEqualTo(outcome.table().orElseThrow().print());
  }

  @Test
  void nothingSeenIsEmpty() {
    nothing(0);
    nothing(0.5);
    assertThat(decide().state()).isEqualTo(State.EMPTY);
  }

  @Test
  void goodsAreTakenFromTheTable() {
    for (int i = 0; i < 8; i++) {
      see(i * 0.5, "bottle", 10, 10, 100, 0.9);
      see(i * 0.5, "person", 300, 10, 300, 0.9);
    }
    Outcome outcome = decide();
    MeasuredTable things =
        MeasuredTable.of(
            outcome.table().orElseThrow(),
            ObjectRow.SCHEMA.schema(),
            Provenance.of("object_detection", "1", Map.of()),
            State.OK,
            Optional.empty());
    MediaInfo.Picture picture = Pictures.of(200, 500, 30);
    MediaInfo media =
        new MediaInfo("mov", Optional.of(END_S), 0, Optional.of(picture), Optional.empty());
    Inputs inputs =
        new Inputs(media, new StreamEnd(END_S, END_S, 0, 120), Map.of("object_detection", things));
    Table goods = ProductDetection.standard().decide(Table.create(), inputs).table().orElseThrow();
    assertThat(goods.stringColumn("label").asList()).containsExactly("bottle");
    assertThat(goods.doubleColumn("frame_ratio").get(0)).isCloseTo(0.1, within(1e-9));
    assertThat(goods.doubleColumn("on_screen_s").get(0)).isEqualTo(END_S);
    assertThat(goods.intColumn("track_id").get(0)).isEqualTo(things.intColumn("track_id").get(0));
  }

  @Test
  void withoutThingsThereAreNoGoodsAndTheRemedyIsNamed() {
    Inputs bare = new Inputs(inputs().media(), inputs().end(), Map.of());
    Outcome outcome = ProductDetection.standard().decide(Table.create(), bare);
    assertThat(outcome.state())
        .isInstanceOfSatisfying(
            State.Skipped.class,
            skipped ->
                assertThat(skipped.remedy()).contains("reelframe models fetch object_detection"));
  }

  @Test
  void everyLabelHasAKind() {
    assertThat(CocoCategories.size())
        .as("COCO's and those of the model that comes along")
        .isEqualTo(88);
    assertThat(ProductDetection.labels()).contains("bottle", "cell phone").doesNotContain("person");
    assertThat(CocoCategories.of("my own label")).isEqualTo("my own label");
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> ObjectDetection.standard().every(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ObjectDetection.standard().score(1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ObjectDetection.standard().every(0.25).spec().views())
        .isEqualTo(List.of(ObjectDetection.standard().every(0.25).view()));
  }
}
