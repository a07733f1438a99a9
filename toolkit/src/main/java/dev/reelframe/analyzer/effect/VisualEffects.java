package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.cut.CutRow;
import dev.reelframe.analyzer.effect.VisualEffect.Kind;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code visual_effects}: what an editor did to the picture within shots. Freezes, flashes, zoom
 * punches, overlays that come or go, changes of look and of speed are read from the signal of
 * {@code cut_analysis}; pictures in the picture from frames.
 */
public record VisualEffects() implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "visual_effects";

  static final Schema SIGNAL =
      Schema.frames(NAME + "_signal", "The frame of a picture in the picture, where there is one")
          .number("left_ratio", "left edge, share of the width")
          .number("top_ratio", "top edge, share of the height")
          .number("right_ratio", "right edge, share of the width")
          .number("bottom_ratio", "bottom edge, share of the height");

  private static final Schema TABLE =
      Schema.intervals(NAME, "One effect; a sudden one lasts for the one frame that brings it")
          .text("kind", "what is done to the picture", Kind.words())
          .number(
              "factor",
              "zoom_punch: enlargement; speed_change: speed after over speed before, about; else"
                  + " missing")
          .box();

  /** The analyzer; it has no parameters. */
  public static VisualEffects standard() {
    return new VisualEffects();
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", TABLE)
        .signal(SIGNAL)
        .reads(Frames.all().width(144))
        .after(Analyzers.cuts());
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new InsetFold();
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Shots shots = Shots.of(inputs);
    Optional<MeasuredTable> changes = inputs.table("cut_analysis").flatMap(MeasuredTable::signal);
    List<CutRow> rows = changes.map(CutRow.SCHEMA::read).orElse(List.of());
    List<VisualEffect> effects = new ArrayList<>();
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      Interval alone = alone(shots, shot);
      List<CutRow> own =
          rows.stream()
              .filter(r -> r.timeS() >= alone.startS() - 1e-6 && r.timeS() < alone.endS() - 1e-6)
              .toList();
      if (!own.isEmpty()) {
        effects.addAll(new ChangeEffects(own, alone.endS()).find());
        effects.addAll(SpeedChanges.find(own));
      }
    }
    effects.addAll(insets(signal, effects, shots));
    effects.sort(
        Comparator.comparingDouble(VisualEffect::startS).thenComparing(VisualEffect::kind));
    Table table = table(effects.stream().distinct().toList(), inputs);
    return changes.isPresent()
        ? Outcome.of(table)
        : Outcome.degraded(table, "without the signal of cut_analysis: only pictures in pictures");
  }

  /** The part of a shot that no dissolve or fade shares with another. */
  private static Interval alone(Shots shots, int shot) {
    List<Interval> spans = shots.spans();
    Interval whole = spans.get(shot);
    double start = shot == 0 ? whole.startS() : spans.get(shot - 1).endS();
    double end = shot + 1 == spans.size() ? whole.endS() : spans.get(shot + 1).startS();
    return start < end ? new Interval(start, end) : whole;
  }

  private static Table table(List<VisualEffect> effects, Inputs inputs) {
    double width = inputs.media().picture().map(MediaInfo.Picture::width).orElse(1);
    double height = inputs.media().picture().map(MediaInfo.Picture::height).orElse(1);
    Rows rows = TABLE.rows();
    for (VisualEffect e : effects) {
      PixelRect box = e.box().orElse(null);
      rows.add(
          e.startS(),
          e.endS(),
          e.kind().word(),
          e.factor(),
          box == null ? null : box.left() * width,
          box == null ? null : box.top() * height,
          box == null ? null : (box.right() - box.left()) * width,
          box == null ? null : (box.bottom() - box.top()) * height);
    }
    return rows.table();
  }

  /** Joins sightings of an inset; it began where an overlay appeared in its place. */
  private static List<VisualEffect> insets(Table signal, List<VisualEffect> effects, Shots shots) {
    List<Inset> found = new ArrayList<>();
    for (int row = 0; row < signal.rowCount(); row++) {
      if (signal.column("left_ratio").isMissing(row)) {
        continue;
      }
      double time = signal.doubleColumn("time_s").getDouble(row);
      PixelRect box =
          new PixelRect(
              signal.doubleColumn("left_ratio").getDouble(row),
              signal.doubleColumn("top_ratio").getDouble(row),
              signal.doubleColumn("right_ratio").getDouble(row),
              signal.doubleColumn("bottom_ratio").getDouble(row));
      Inset last = found.isEmpty() ? null : found.getLast();
      if (last != null && time - last.lastS < Inset.GAP_S && last.box.iou(box) > 0.7) {
        found.set(found.size() - 1, new Inset(last.firstS, time, last.box, last.count + 1));
      } else {
        found.add(new Inset(time, time, box, 1));
      }
    }
    return found.stream().filter(i -> i.count >= 3).map(i -> i.effect(effects, shots)).toList();
  }

  private record Inset(double firstS, double lastS, PixelRect box, int count) {
    /** Sightings may be this far apart, seconds. */
    static final double GAP_S = 0.9;

    /** An inset is seen this long after it appeared, at the most, seconds. */
    static final double LATE_S = 2.5;

    VisualEffect effect(List<VisualEffect> effects, Shots shots) {
      Interval shot = shots.spans().get(shots.at(firstS));
      double start =
          effects.stream()
              .filter(e -> e.kind() == Kind.OVERLAY_CHANGE && e.box().isPresent())
              .filter(e -> e.startS() <= firstS && e.startS() > firstS - LATE_S)
              .filter(e -> e.box().get().iou(box) > 0.4)
              .mapToDouble(VisualEffect::startS)
              .min()
              .orElse(Math.max(shot.startS(), firstS - 1));
      double end = Math.min(shot.endS(), lastS + 0.2);
      return new VisualEffect(
          Math.min(start, end - 0.01), end, Kind.PICTURE_IN_PICTURE, Double.NaN, Optional.of(box));
    }
  }
}
