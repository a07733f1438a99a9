package dev.reelframe.analyzer.eye;

import dev.reelframe.analyzer.eye.Gaze.Direction;
import dev.reelframe.analyzer.face.TrackedFace;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One face's eyes over its track.
 *
 * @param samples by time
 * @param blinks numbers of the samples in which the eyes are open again after a blink
 */
record EyeTrack(List<Moment> samples, List<Integer> blinks) {
  /** A look that lasts for fewer samples, of five a second, is a flicker. */
  private static final int FEWEST = 3;

  /**
   * The eyes in one frame.
   *
   * @param number within the track
   * @param row of the signal
   * @param unknown why there is no gaze; empty where there is one
   * @param presence of the face in the mesh model, 0..1
   */
  record Moment(
      int number,
      int row,
      double timeS,
      BoundingBox box,
      boolean closed,
      Optional<Gaze> gaze,
      Optional<EyeRow.Unseen> unknown,
      double presence) {}

  /** Reads the rows of a signal that belong to one face. */
  static EyeTrack of(List<EyeRow.Sampled> signal, List<Integer> rows) {
    List<EyeOpening.Opening> openings = rows.stream().map(row -> opening(signal.get(row))).toList();
    boolean[] closed = EyeOpening.closed(openings);
    double[] times = new double[closed.length];
    List<Moment> samples = new ArrayList<>();
    for (int i = 0; i < closed.length; i++) {
      EyeRow.Sampled eyes = signal.get(rows.get(i));
      times[i] = eyes.face().timeS();
      Optional<Gaze> gaze = closed[i] ? Optional.empty() : eyes.look();
      samples.add(
          new Moment(
              i,
              rows.get(i),
              times[i],
              eyes.face().box(),
              closed[i],
              gaze,
              gaze.isPresent() ? Optional.empty() : Optional.of(why(closed[i], openings.get(i))),
              eyes.confidence()));
    }
    return new EyeTrack(samples, EyeOpening.blinks(times, closed));
  }

  private static EyeOpening.Opening opening(EyeRow.Sampled eyes) {
    return EyeOpening.Opening.of(
        Stream.of(eyes.rightOpeningRatio(), eyes.leftOpeningRatio())
            .flatMapToDouble(OptionalDouble::stream)
            .toArray());
  }

  private static EyeRow.Unseen why(boolean closed, EyeOpening.Opening opening) {
    if (closed) {
      return EyeRow.Unseen.EYES_CLOSED;
    }
    return Double.isNaN(opening.mean()) ? EyeRow.Unseen.NO_EYES : EyeRow.Unseen.EYES_TOO_SMALL;
  }

  /** Stretches in which the eyes look one way, or cannot be seen to. */
  List<Stretches.Part<Moment>> parts(Interval whole, double cameraDeg) {
    return Stretches.of(
        whole, samples, FEWEST, s -> List.of(direction(s, cameraDeg), s.unknown), Moment::timeS);
  }

  private static Optional<Direction> direction(Moment sample, double cameraDeg) {
    return sample.gaze.map(gaze -> gaze.direction(cameraDeg));
  }

  /** The row of a part. */
  EyeRow row(TrackedFace face, List<Moment> part, double cameraDeg) {
    List<Gaze> seen = part.stream().flatMap(s -> s.gaze.stream()).toList();
    // Where the look is seen in a few samples only, the row tells what holds in most.
    boolean told = 2 * seen.size() >= part.size();
    int first = part.getFirst().number;
    int last = part.getLast().number;
    return new EyeRow(
        face,
        told ? Stretches.mostly(part, s -> direction(s, cameraDeg)) : Optional.empty(),
        told ? OptionalDouble.of(cameraRatio(seen, cameraDeg)) : OptionalDouble.empty(),
        told ? median(seen.stream().mapToDouble(Gaze::yawDeg)) : OptionalDouble.empty(),
        told ? median(seen.stream().mapToDouble(Gaze::pitchDeg)) : OptionalDouble.empty(),
        told ? Optional.empty() : Stretches.mostly(part, Moment::unknown),
        part.stream().filter(Moment::closed).count() / (double) part.size(),
        blinks.stream().filter(b -> b >= first && b <= last).count(),
        part.size(),
        part.stream().mapToDouble(Moment::presence).average().orElseThrow());
  }

  /** Writes what was decided into the rows of the signal. */
  void complete(List<EyeRow.Sampled> signal, double cameraDeg) {
    for (Moment sample : samples) {
      signal.set(
          sample.row, signal.get(sample.row).decided(direction(sample, cameraDeg), sample.closed));
    }
  }

  private static double cameraRatio(List<Gaze> gazes, double cameraDeg) {
    return gazes.stream().filter(g -> g.offCameraDeg() <= cameraDeg).count()
        / (double) gazes.size();
  }

  private static OptionalDouble median(DoubleStream all) {
    double[] values = all.sorted().toArray();
    int n = values.length;
    return OptionalDouble.of((values[(n - 1) / 2] + values[n / 2]) / 2);
  }
}
