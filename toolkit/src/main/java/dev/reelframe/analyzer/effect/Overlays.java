package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.cut.CutRow;
import dev.reelframe.analyzer.effect.VisualEffect.Kind;
import dev.reelframe.analyzer.text.CaptionRow;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What is laid over the picture and when it comes or goes: captions by the rows of {@code
 * text_overlay}, other things by the steps of the signal. Lettering of the scene is read now and
 * not then, as a camera drifts or somebody passes; so a caption counts where the picture changes in
 * its place when it comes or when it goes.
 */
final class Overlays {
  /** The same moment, as the text's sampling and a short fade allow, seconds. */
  private static final double TOGETHER_S = 0.3;

  /** A caption that comes or goes with the picture is none of its changes, seconds. */
  private static final double WITH_PICTURE_S = 0.1;

  /** Share of the smaller box that two sightings of one change have in common. */
  private static final double SHARED = 0.3;

  /** Time between a row's start or end and the frame that changes, seconds. */
  private static final double BY_THE_FRAME_S = 0.15;

  /** What counts here of a row of {@code text_overlay}. */
  private record Written(
      double startS, double endS, String text, BoundingBox box, CaptionRow.Kind kind) {
    static final RowSchema<Written> SCHEMA = CaptionRow.SCHEMA.select(Written.class);
  }

  private final Shots shots;
  private final List<CutRow> rows;
  private final double frameS;

  /**
   * @param rows how each frame changes
   * @param frameS duration of a frame, seconds
   */
  Overlays(Shots shots, List<CutRow> rows, double frameS) {
    this.shots = shots;
    this.rows = rows;
    this.frameS = frameS;
  }

  /** One for each time that something comes or goes. */
  List<VisualEffect> find(List<Finding> steps, Inputs inputs) {
    List<VisualEffect> out = new ArrayList<>();
    captions(inputs).forEach(effect -> add(out, effect));
    for (Finding step : steps) {
      if (!edge(step.timeS())) {
        add(out, change(step.timeS(), step.box()));
      }
    }
    out.sort(Comparator.comparingDouble(VisualEffect::startS));
    return out;
  }

  /** One thing that goes where another comes is one change, as is a caption with its plate. */
  private static void add(List<VisualEffect> found, VisualEffect effect) {
    PixelRect box = effect.box().orElseThrow();
    for (int i = 0; i < found.size(); i++) {
      VisualEffect known = found.get(i);
      PixelRect there = known.box().orElseThrow();
      boolean together = Math.abs(known.startS() - effect.startS()) < TOGETHER_S;
      if (together && there.shared(box) > SHARED * Math.min(box.area(), there.area())) {
        found.set(i, known.in(there.union(box)));
        return;
      }
    }
    found.add(effect);
  }

  private List<VisualEffect> captions(Inputs inputs) {
    List<VisualEffect> out = new ArrayList<>();
    Optional<MeasuredTable> texts = inputs.table("text_overlay");
    Optional<MediaInfo.Picture> picture = inputs.media().picture();
    if (texts.isEmpty() || picture.isEmpty()) {
      return out;
    }
    for (Written caption : Written.SCHEMA.read(texts.get())) {
      if (!caption.text().isEmpty() && caption.kind() != CaptionRow.Kind.LABEL) {
        PixelRect box = box(caption.box(), picture.get());
        double[] within =
            DoubleStream.of(caption.startS(), caption.endS()).filter(time -> !edge(time)).toArray();
        // One end is enough: a caption that comes at once may fade out.
        if (Arrays.stream(within).anyMatch(time -> changes(time, box))) {
          Arrays.stream(within).forEach(time -> out.add(change(time, box)));
        }
      }
    }
    return out;
  }

  private static PixelRect box(BoundingBox box, MediaInfo.Picture picture) {
    double x = box.x() / picture.width();
    double y = box.y() / picture.height();
    return new PixelRect(x, y, x + box.w() / picture.width(), y + box.h() / picture.height());
  }

  private VisualEffect change(double timeS, PixelRect box) {
    return new VisualEffect(
        timeS, timeS + frameS, Kind.OVERLAY_CHANGE, Double.NaN, Optional.of(box));
  }

  /** Whether more than usual changes in a place about a time; taken for granted where unknown. */
  private boolean changes(double timeS, PixelRect box) {
    return rows.isEmpty()
        || rows.stream()
            .filter(row -> Math.abs(row.timeS() - timeS) <= BY_THE_FRAME_S)
            .filter(row -> !Double.isNaN(row.changedLeft()))
            .anyMatch(row -> changed(row).shared(box) > 0);
  }

  private static PixelRect changed(CutRow row) {
    return new PixelRect(
        row.changedLeft(), row.changedTop(), row.changedRight(), row.changedBottom());
  }

  /** Whether a shot begins or ends there, or one goes over into another. */
  private boolean edge(double timeS) {
    for (Interval shot : shots.spans()) {
      if (Math.abs(shot.startS() - timeS) < WITH_PICTURE_S
          || Math.abs(shot.endS() - timeS) < WITH_PICTURE_S) {
        return true;
      }
    }
    return shots.spans().stream().filter(s -> s.startS() <= timeS && timeS < s.endS()).count() != 1;
  }
}
