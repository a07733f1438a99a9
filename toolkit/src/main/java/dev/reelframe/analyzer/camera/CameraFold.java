package dev.reelframe.analyzer.camera;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Measures the camera's motion between frames about a tenth of a second apart. */
final class CameraFold implements Fold {
  /** Time between the frames of a pair, seconds, less half of a frame of 60 per second. */
  private static final double STEP_S = 0.1 - 1 / 120.0;

  private final RowWriter<MotionRow> rows = MotionRow.SCHEMA.rows();
  private GreyPyramid before;
  private GreyPyramid now;
  private PointTracks tracks;
  private GlobalMotion motion;

  /** Of all frames from the older of the pair on. */
  private final List<Slide> slides = new ArrayList<>();

  @Override
  public void frame(Frame frame) {
    if (before == null) {
      before = new GreyPyramid(frame.width(), frame.height());
      now = new GreyPyramid(frame.width(), frame.height());
      tracks = new PointTracks(frame.width(), frame.height());
      motion = new GlobalMotion(frame.width(), frame.height(), tracks.x0.length);
      before.read(frame);
      slides.add(Slide.of(before));
      return;
    }
    now.read(frame);
    slides.add(Slide.of(now));
    double span = frame.timeS() - before.timeS;
    if (span < STEP_S) {
      return;
    }
    tracks.follow(before, now);
    add(motion.of(tracks, before, now), CellVotes.of(before, now), span);
    GreyPyramid swap = before;
    before = now;
    now = swap;
    slides.subList(0, slides.size() - 1).clear();
  }

  private void add(GlobalMotion.Found found, CellVotes cells, double span) {
    Optional<Similarity> whip = found.sure() ? Optional.empty() : Slide.through(slides);
    boolean sure = found.sure() || whip.isPresent();
    MotionRow.Sides sides =
        sure
            ? MotionRow.Sides.NONE
            : MotionRow.Sides.against(SideFlow.of(before, now), now.width[0], span);
    rows.add(
        new MotionRow(
            now.timeS,
            now.frame,
            before.timeS,
            sure,
            MotionRow.Motion.against(whip.orElse(found.motion()), now.width[0], span),
            found.support(),
            found.still(),
            found.points(),
            cells.stillSides(),
            cells.movedSides(),
            sides));
  }

  @Override
  public Table signal(StreamEnd end) {
    return rows.table();
  }
}
