package dev.reelframe.analyzer.djl;

import ai.djl.modality.cv.output.Joints;
import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joints of bodies or hands, each body followed through its shot. */
final class JointTable extends OutputTable<JointTable.Row, JointTable.Sampled> {
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

  JointTable(String name) {
    super(
        RowSchema.of(Row.class, name, "A body, from when it comes into a shot until it leaves"),
        RowSchema.of(
            Sampled.class,
            name + "_signal",
            "A joint in a sampled frame; none where none was seen"));
  }

  @Override
  List<Sampled> seen(double timeS, Object output, double widthPx, double heightPx) {
    List<Joints> bodies = output instanceof Joints one ? List.of(one) : List.of((Joints[]) output);
    List<Sampled> seen = new ArrayList<>();
    for (int body = 0; body < bodies.size(); body++) {
      int joint = 0;
      for (Joints.Joint j : bodies.get(body).getJoints()) {
        double x = j.getX() * widthPx;
        double y = j.getY() * heightPx;
        seen.add(new Sampled(timeS, null, body + 1, joint++, x, y, j.getConfidence()));
      }
    }
    return bodies.isEmpty()
        ? List.of(new Sampled(timeS, null, null, null, null, null, Double.NaN))
        : seen;
  }

  /** One body in one frame. */
  private record Body(double timeS, List<Integer> rows, List<Sampled> sure, BoundingBox box) {
    double score() {
      return sure.stream().mapToDouble(Sampled::confidence).average().orElse(0);
    }
  }

  /** The bodies of a signal with at least two sure joints: fewer have no box. */
  private static List<Body> bodies(List<Sampled> all, double score) {
    record Place(double timeS, int body) {}
    Map<Place, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < all.size(); row++) {
      Sampled s = all.get(row);
      if (s.body() != null) {
        rows.computeIfAbsent(new Place(s.timeS(), s.body()), p -> new ArrayList<>()).add(row);
      }
    }
    List<Body> bodies = new ArrayList<>();
    rows.forEach((place, its) -> {
      List<Sampled> sure = its.stream().map(all::get).filter(s -> s.confidence() >= score).toList();
      if (sure.size() >= 2) {
        bodies.add(new Body(place.timeS(), its, sure, around(sure)));
      }
    });
    return bodies;
  }

  private static BoundingBox around(List<Sampled> joints) {
    double left = joints.stream().mapToDouble(Sampled::xPx).min().orElseThrow();
    double top = joints.stream().mapToDouble(Sampled::yPx).min().orElseThrow();
    double right = joints.stream().mapToDouble(Sampled::xPx).max().orElseThrow();
    double bottom = joints.stream().mapToDouble(Sampled::yPx).max().orElseThrow();
    return new BoundingBox(left, top, right - left, bottom - top);
  }

  private static List<Track> tracks(List<Body> bodies, Shots shots, double score) {
    List<TrackDetection> boxes = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      Body one = bodies.get(i);
      boxes.add(TrackDetection.of(i, one.timeS(), one.box(), one.score(), BODY));
    }
    return ByteTrack.standard().scores(score, Math.min(score, BoxTable.LEAST)).follow(boxes, shots);
  }

  @Override
  List<Row> decide(List<Sampled> all, SampleTimes times, double score) {
    List<Body> bodies = bodies(all, score);
    return tracks(bodies, times.shots(), score).stream()
        .map(track -> row(track, bodies, times))
        .toList();
  }

  private static Row row(Track track, List<Body> bodies, SampleTimes times) {
    Interval when = track.interval(times);
    double joints =
        track.sightings().stream()
            .mapToInt(s -> bodies.get(s.row()).sure().size())
            .average()
            .orElseThrow();
    return new Row(
        when.startS(), when.endS(), track.id(), joints, track.medianBox(), track.meanScore());
  }

  @Override
  List<Sampled> numbered(List<Sampled> all, Shots shots, double score) {
    List<Sampled> numbered = new ArrayList<>(all);
    List<Body> bodies = bodies(all, score);
    for (Track track : tracks(bodies, shots, score)) {
      track.sightings().stream()
          .flatMap(s -> bodies.get(s.row()).rows().stream())
          .forEach(row -> numbered.set(row, all.get(row).in(track.id())));
    }
    return numbered;
  }
}
