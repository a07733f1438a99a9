package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.table.Interval;
import java.util.List;
import java.util.Optional;

/**
 * Whether a thing came or went when its track begins or ends. A track also ends where somebody
 * steps behind another one or the model loses sight of a thing that stays; so a time is told only
 * where the picture shows why: at a change of shots, or at the left or right side of the picture.
 */
final class Entrances {
  /** A box this close to a side of the picture reaches it, share of the width. */
  private static final double AT_SIDE = 0.03;

  /** A track begins with its shot, seconds. */
  private static final double WITH_SHOT_S = 0.1;

  private final ClipTables scene;
  private final Shots shots;

  Entrances(ClipTables scene, Shots shots) {
    this.scene = scene;
    this.shots = shots;
  }

  /** The second within which the row is known to hold: the whole of it where nothing shows less. */
  Interval known(RowRef track, Interval second) {
    List<RowRef> samples =
        scene.samples(
            track.name(),
            track.integer("track_id").orElse(-1),
            new Interval(track.startS(), track.endS()));
    boolean comes =
        atShot(track.startS()) || atSide(samples.isEmpty() ? track : samples.getFirst());
    boolean goes = atShot(track.endS()) || atSide(samples.isEmpty() ? track : samples.getLast());
    double start = comes ? Math.max(track.startS(), second.startS()) : second.startS();
    double end = goes ? Math.min(track.endS(), second.endS()) : second.endS();
    return start < end ? new Interval(start, end) : second;
  }

  private boolean atShot(double timeS) {
    return shots.spans().stream()
        .anyMatch(s ->
            Math.abs(s.startS() - timeS) < WITH_SHOT_S || Math.abs(s.endS() - timeS) < WITH_SHOT_S);
  }

  /** At one side: who fills the picture from side to side does not leave by either. */
  private boolean atSide(RowRef box) {
    Optional<Picture> picture = scene.inputs().media().picture();
    double left = box.number("x_px").orElse(Double.NaN);
    double right = left + box.number("w_px").orElse(Double.NaN);
    return picture.isPresent()
        && left < AT_SIDE * picture.get().width() != right > (1 - AT_SIDE) * picture.get().width();
  }
}
