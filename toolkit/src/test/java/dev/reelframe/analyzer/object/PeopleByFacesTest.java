package dev.reelframe.analyzer.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What faces say of how many people there are. */
class PeopleByFacesTest {
  private static final double END_S = 4;
  private final FaceDetection faces = FaceDetection.standard();
  private final Rows faceTable = faces.spec().schema().rows();
  private final Rows faceSignal = faces.spec().signal().orElseThrow().rows();
  private final RowWriter<Sampled> signal = Sampled.SCHEMA.rows();
  private int tracks;

  private void person(double timeS, double x, double w, double score) {
    BoundingBox box = new BoundingBox(x, 0, w, 640);
    signal.add(new Sampled(timeS, null, "person", Optional.of(box), null, false, score));
  }

  private void nothing(double timeS) {
    signal.add(Sampled.nothing(timeS, false));
  }

  /** A face all the time, in the same place. */
  private void face(double x, double y, double side, double score) {
    tracks++;
    Map<String, Object> row = box(x, y, side, score);
    row.putAll(Map.of("start_s", 0.0, "end_s", END_S, "sightings", 10));
    add(faceTable, faces.spec().schema(), row);
    for (double timeS = 0; timeS < END_S; timeS += 0.4) {
      Map<String, Object> seen = box(x, y, side, score);
      seen.putAll(Map.of("time_s", timeS, "frame", Math.round(timeS * 30), "repeated", false));
      add(faceSignal, faces.spec().signal().orElseThrow(), seen);
    }
  }

  private Map<String, Object> box(double x, double y, double side, double score) {
    return new HashMap<>(
        Map.of(
            "track_id",
            tracks,
            "x_px",
            x,
            "y_px",
            y,
            "w_px",
            side,
            "h_px",
            side,
            "confidence",
            score));
  }

  private static void add(Rows rows, Schema schema, Map<String, Object> cells) {
    rows.add(schema.fields().stream().map(f -> cells.get(f.name())).toArray());
  }

  private static MeasuredTable measured(
      Table table, Schema schema, Optional<MeasuredTable> withSignal) {
    return MeasuredTable.of(
        table, schema, Provenance.of(schema.table(), "1", Map.of()), State.OK, withSignal);
  }

  private Outcome decide(Table boxes) {
    Schema signalSchema = faces.spec().signal().orElseThrow();
    MeasuredTable found =
        measured(
            faceTable.table(),
            faces.spec().schema(),
            Optional.of(measured(faceSignal.table(), signalSchema, Optional.empty())));
    MediaInfo media =
        new MediaInfo("mov", Optional.of(END_S), 0, Optional.empty(), Optional.empty());
    Inputs inputs =
        new Inputs(media, new StreamEnd(END_S, END_S, 0, 120), Map.of("face_detection", found));
    return ObjectDetection.standard().decide(boxes, inputs);
  }

  private Table table() {
    return decide(signal.table()).table().orElseThrow();
  }

  @Test
  void aDuetIsTwo() {
    for (int i = 0; i < 8; i++) {
      person(i * 0.5, 4, 716, 0.9);
    }
    face(20, 20, 320, 0.94);
    face(380, 20, 320, 0.92);
    Table table = table();
    assertThat(table.stringColumn("label").asList()).containsExactly("person", "person");
    assertThat(table.doubleColumn("x_px").asList()).containsExactly(4.0, 360.0);
    assertThat(table.doubleColumn("w_px").asList()).containsExactly(356.0, 360.0);
    assertThat(table.doubleColumn("end_s").asList()).containsOnly(END_S);
    assertThat(table.doubleColumn("confidence").asList()).containsExactly(0.94, 0.92);
  }

  @Test
  void aBoxBetweenTwoPeopleIsNoThird() {
    for (int i = 0; i < 8; i++) {
      person(i * 0.5, 0, 370, 0.55);
      person(i * 0.5, 350, 370, 0.55);
      person(i * 0.5, 180, 400, 0.52);
    }
    face(20, 20, 320, 0.94);
    face(380, 20, 320, 0.92);
    assertThat(table().doubleColumn("x_px").asList()).containsExactly(0.0, 350.0);
  }

  @Test
  void aFaceMakesAWeakPersonSure() {
    for (int i = 0; i < 8; i++) {
      person(i * 0.5, 100, 300, 0.3);
      person(i * 0.5, 450, 200, 0.3);
    }
    face(200, 40, 100, 0.9);
    Table table = table();
    assertThat(table.doubleColumn("x_px").asList()).containsExactly(100.0);
    assertThat(table.doubleColumn("confidence").asList()).containsExactly(0.9);
  }

  @Test
  void aFaceWhoseBodyNobodySawIsAPerson() {
    for (int i = 0; i < 8; i++) {
      nothing(i * 0.5);
    }
    face(200, 40, 300, 0.9);
    face(600, 40, 20, 0.9);
    Table table = table();
    assertThat(table.doubleColumn("x_px").asList()).containsExactly(200.0);
    assertThat(table.doubleColumn("w_px").asList()).containsExactly(300.0);
  }

  @Test
  void aFaceOnAShirtIsNoSecondPerson() {
    for (int i = 0; i < 8; i++) {
      person(i * 0.5, 100, 300, 0.9);
    }
    face(200, 40, 100, 0.9);
    face(210, 300, 90, 0.9);
    assertThat(table().rowCount()).isEqualTo(1);
  }

  @Test
  void decidedAgainFromItsOwnSignalItSaysTheSame() {
    for (int i = 0; i < 8; i++) {
      person(i * 0.5, 4, 716, 0.9);
    }
    face(20, 20, 320, 0.94);
    face(380, 20, 320, 0.92);
    Outcome first = decide(signal.table());
    Outcome second = decide(first.signal().orElseThrow());
    assertThat(second.table().orElseThrow().print()).isEqualTo(first.table().orElseThrow().print());
    assertThat(second.signal().orElseThrow().printAll())
        .isEqualTo(first.signal().orElseThrow().printAll());
  }
}
