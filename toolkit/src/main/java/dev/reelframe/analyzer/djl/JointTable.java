package dev.reelframe.analyzer.djl;

import ai.djl.modality.cv.output.Joints;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Joints of bodies or hands, each body followed through its shot. */
final class JointTable implements OutputTable {
  /** What all bodies are called; they are told apart by where they are. */
  private static final String BODY = "body";

  record Row(
      double startS,
      double endS,
      @Column("number of the track; ends at a cut") int trackId,
      @Column("joints seen surely enough, mean over its samples") double joints,
      BoundingBox box,
      @Column("mean score of its joints") double confidence) {}

  record Sampled(
      double timeS,
      @Column("track of the table that the joint belongs to; missing for none") Integer trackId,
      @Column("number of the body in its frame, from 1; missing where there is none") Integer body,
      @Column("number of the joint in the model's own order, from 0") Integer joint,
      @Column("left edge of the picture is 0") Double xPx,
      @Column("top edge of the picture is 0") Double yPx,
      double confidence) {

    Sampled in(Integer track) {
      return new Sampled(timeS, track, body, joint, xPx, yPx, confidence);
    }
  }

  private final RowSchema<Row> rows;
  private final RowSchema<Sampled> samples;

  JointTable(String name) {
    rows = RowSchema.of(Row.class, name, "A body, from when it comes into a shot until it leaves");
    samples =
        RowSchema.of(
            Sampled.class,
            name + "_signal",
            "A joint in a sampled frame; none where none was seen");
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public Schema signal() {
    return samples.schema();
  }

  @Override
  public Signal newSignal(double widthPx, double heightPx) {
    RowWriter<Sampled> writer = samples.rows();
    return new Signal() {
      @Override
      public void add(double timeS, Object output) {
        List<Joints> bodies =
            output instanceof Joints one ? List.of(one) : List.of((Joints[]) output);
        for (int body = 0; body < bodies.size(); body++) {
          int joint = 0;
          for (Joints.Joint j : bodies.get(body).getJoints()) {
            writer.add(
                new Sampled(
                    timeS,
                    null,
                    body + 1,
                    joint++,
                    j.getX() * widthPx,
                    j.getY() * heightPx,
                    j.getConfidence()));
          }
        }
        if (bodies.isEmpty()) {
          writer.add(new Sampled(timeS, null, null, null, null, null, Double.NaN));
        }
      }

      @Override
      public Table table() {
        return writer.table();
      }
    };
  }

  /** One body in one frame. */
  private record Seen(double timeS, List<Integer> rows, List<Sampled> sure, BoundingBox box) {
    double score() {
      return sure.stream().mapToDouble(Sampled::confidence).average().orElse(0);
    }
  }

  /** The bodies of a signal with at least two sure joints: fewer have no box. */
  private List<Seen> seen(List<Sampled> all, double score) {
    record Place(double timeS, int body) {}
    Map<Place, List<Integer>> bodies = new LinkedHashMap<>();
    for (int row = 0; row < all.size(); row++) {
      Sampled s = all.get(row);
      if (s.body() != null) {
        bodies.computeIfAbsent(new Place(s.timeS(), s.body()), p -> new ArrayList<>()).add(row);
      }
    }
    List<Seen> seen = new ArrayList<>();
    bodies.forEach((place, its) -> {
      List<Sampled> sure = its.stream().map(all::get).filter(s -> s.confidence() >= score).toList();
      if (sure.size() >= 2) {
        seen.add(new Seen(place.timeS(), its, sure, around(sure)));
      }
    });
    return seen;
  }

  private static BoundingBox around(List<Sampled> joints) {
    double left = joints.stream().mapToDouble(Sampled::xPx).min().orElseThrow();
    double top = joints.stream().mapToDouble(Sampled::yPx).min().orElseThrow();
    double right = joints.stream().mapToDouble(Sampled::xPx).max().orElseThrow();
    double bottom = joints.stream().mapToDouble(Sampled::yPx).max().orElseThrow();
    return new BoundingBox(left, top, right - left, bottom - top);
  }

  private static List<Track> tracks(List<Seen> seen, Inputs inputs, double score) {
    List<TrackDetection> boxes = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      Seen one = seen.get(i);
      boxes.add(TrackDetection.of(i, one.timeS(), one.box(), one.score(), BODY));
    }
    return ByteTrack.standard()
        .scores(score, Math.min(score, BoxTable.LEAST))
        .follow(boxes, Shots.of(inputs));
  }

  @Override
  public Table decide(Table signal, Inputs inputs, double score) {
    List<Seen> seen = seen(samples.read(signal), score);
    SampleTimes times = SampleTimes.of(signal, Shots.of(inputs));
    RowWriter<Row> writer = rows.rows();
    for (Track track : tracks(seen, inputs, score)) {
      Interval when = track.interval(times);
      double joints =
          track.sightings().stream()
              .mapToInt(s -> seen.get(s.row()).sure().size())
              .average()
              .orElseThrow();
      writer.add(
          new Row(
              when.startS(),
              when.endS(),
              track.id(),
              joints,
              track.medianBox(),
              track.meanScore()));
    }
    return writer.table();
  }

  @Override
  public Table numbered(Table signal, Inputs inputs, double score) {
    List<Sampled> all = new ArrayList<>(samples.read(signal));
    List<Seen> seen = seen(all, score);
    for (Track track : tracks(seen, inputs, score)) {
      track
          .sightings()
          .forEach(s ->
              seen.get(s.row()).rows().forEach(row -> all.set(row, all.get(row).in(track.id()))));
    }
    return samples.table(all);
  }
}
