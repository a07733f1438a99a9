package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Inputs;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tech.tablesaw.api.Table;

/** Signals of {@code face_detection} with known truth. */
public final class FaceSignal {
  private final RowWriter<FaceRow.Sampled> rows = FaceRow.Sampled.SCHEMA.rows();

  /** A face of 100 by 120 pixels in one colour before another. */
  public FaceSignal face(double timeS, double x, double y, double score) {
    return face(timeS, x, y, score, null);
  }

  public FaceSignal face(double timeS, double x, double y, double score, Integer lookAlike) {
    return face(timeS, new double[] {x, y, 100, 120}, score, lookAlike);
  }

  /** A face in a box: x, y, width, height. */
  public FaceSignal face(double timeS, double[] box, double score, Integer lookAlike) {
    double x = box[0];
    double y = box[1];
    Face face =
        new Face(
            new BoundingBox(x, y, box[2], box[3]),
            List.of(
                new Face.Mark(x + 30, y + 45),
                new Face.Mark(x + 70, y + 45),
                new Face.Mark(x + 50, y + 70),
                new Face.Mark(x + 35, y + 95),
                new Face.Mark(x + 65, y + 95)),
            score);
    rows.add(
        FaceRow.Sampled.of(timeS, Math.round(timeS * 30), face, false)
            .like(lookAlike == null ? OptionalInt.empty() : OptionalInt.of(lookAlike)));
    return this;
  }

  public FaceSignal nobody(double timeS) {
    rows.add(FaceRow.Sampled.nobody(timeS, Math.round(timeS * 30), false));
    return this;
  }

  public Table table() {
    return rows.table();
  }

  /** What an analyzer may read in a clip of 4 s of 720 by 1280 pixels with those cuts. */
  public static Inputs inputs(double... cuts) {
    Schema schema = Schema.events("cut_analysis", "cuts").number("start_s", "").number("end_s", "");
    Rows rows = schema.rows();
    for (double cut : cuts) {
      rows.add(cut, null, null);
    }
    MeasuredTable table = measured(rows.table(), schema, Optional.empty());
    MediaInfo.Picture picture = Pictures.of(720, 1280, 30);
    MediaInfo media =
        new MediaInfo("mov", Optional.of(4.0), 0, Optional.of(picture), Optional.empty());
    return new Inputs(media, new StreamEnd(4, 4, 0, 120), Map.of("cut_analysis", table));
  }

  /** The same with the table {@code face_detection} decided from this signal. */
  public Inputs decided(double... cuts) {
    Inputs before = inputs(cuts);
    var outcome = FaceDetection.standard().decide(table(), before);
    MeasuredTable signal =
        measured(outcome.signal().orElseThrow(), FaceRow.Sampled.SCHEMA.schema(), Optional.empty());
    Map<String, MeasuredTable> tables = new HashMap<>(before.tables());
    tables.put(
        FaceDetection.NAME,
        measured(outcome.table().orElseThrow(), FaceRow.SCHEMA.schema(), Optional.of(signal)));
    return new Inputs(before.media(), before.end(), tables);
  }

  private static MeasuredTable measured(
      Table table, Schema schema, Optional<MeasuredTable> signal) {
    return MeasuredTable.of(
        table, schema, Provenance.of(schema.table(), "1", Map.of()), State.OK, signal);
  }
}
