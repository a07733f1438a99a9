package dev.reelframe.analyzer.djl;

import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Rectangle;
import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.track.Track;
import dev.reelframe.analyzer.track.TrackDetection;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Boxes of things, followed through each shot. */
final class BoxTable extends OutputTable<BoxTable.Row, BoxTable.Sampled> {
  /** Boxes of less are not written down. */
  static final double LEAST = 0.1;

  /** Edges that lie farther out are no shares of a picture. */
  private static final double FAR_OUT = 2;

  record Row(
      double startS,
      double endS,
      @Column("number of the track; ends at a cut") int trackId,
      @Column("what the model calls it, voted over the track") String label,
      BoundingBox box,
      @Column("mean score of the track's boxes") double confidence) {}

  record Sampled(
      double timeS,
      @Column("track of the table that the box belongs to; missing for none") Integer trackId,
      @Column("what the model calls it; missing where it found nothing") String label,
      Optional<BoundingBox> box,
      double confidence) {

    Sampled in(Integer track) {
      return new Sampled(timeS, track, label, box, confidence);
    }
  }

  BoxTable(String name) {
    super(
        RowSchema.of(Row.class, name, "A thing, from when it comes into a shot until it leaves"),
        RowSchema.of(
            Sampled.class,
            name + "_signal",
            "A box in a sampled frame; no box where nothing was found"));
  }

  @Override
  List<Sampled> seen(double timeS, Object output, double widthPx, double heightPx) {
    List<Sampled> found = new ArrayList<>();
    for (DetectedObjects.DetectedObject thing :
        ((DetectedObjects) output).<DetectedObjects.DetectedObject>items()) {
      if (thing.getProbability() >= LEAST) {
        BoundingBox box = box(thing.getBoundingBox().getBounds(), widthPx, heightPx);
        found.add(
            new Sampled(
                timeS, null, thing.getClassName(), Optional.of(box), thing.getProbability()));
      }
    }
    return found.isEmpty()
        ? List.of(new Sampled(timeS, null, "", Optional.empty(), Double.NaN))
        : found;
  }

  /** DJL's boxes are shares of the picture. */
  private static BoundingBox box(Rectangle r, double widthPx, double heightPx) {
    if (r.getX() + r.getWidth() > FAR_OUT || r.getY() + r.getHeight() > FAR_OUT) {
      throw new ModelMismatch(
          "A box at "
              + r
              + " is no share of the picture: let the translator give boxes as DJL has them, 0 to"
              + " 1 (in YoloV8Translator the argument applyRatio=true).");
    }
    return new BoundingBox(
            r.getX() * widthPx,
            r.getY() * heightPx,
            r.getWidth() * widthPx,
            r.getHeight() * heightPx)
        .clipped(widthPx, heightPx);
  }

  @Override
  List<Row> decide(List<Sampled> all, SampleTimes times, double score) {
    return tracks(all, times.shots(), score).stream().map(track -> row(track, times)).toList();
  }

  private static Row row(Track track, SampleTimes times) {
    Interval when = track.interval(times);
    return new Row(
        when.startS(),
        when.endS(),
        track.id(),
        track.label(),
        track.medianBox(),
        track.meanScore());
  }

  @Override
  List<Sampled> numbered(List<Sampled> all, Shots shots, double score) {
    List<Sampled> numbered = new ArrayList<>(all);
    for (Track track : tracks(all, shots, score)) {
      track.sightings().forEach(s -> numbered.set(s.row(), all.get(s.row()).in(track.id())));
    }
    return numbered;
  }

  private static List<Track> tracks(List<Sampled> all, Shots shots, double score) {
    List<TrackDetection> boxes = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      Sampled s = all.get(row);
      if (s.box().isPresent()) {
        boxes.add(TrackDetection.of(row, s.timeS(), s.box().get(), s.confidence(), s.label()));
      }
    }
    return ByteTrack.standard().scores(score, Math.min(score, LEAST)).follow(boxes, shots);
  }
}
