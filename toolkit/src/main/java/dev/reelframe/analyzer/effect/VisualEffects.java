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
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.Table;

/**
 * {@code visual_effects}: what an editor did to the picture within shots. Freezes, flashes, zoom
 * punches, changes of look and of speed are read from the signal of {@code cut_analysis}; captions
 * that come or go from {@code text_overlay}; other overlays, pictures in the picture and split
 * screens from frames.
 */
public record VisualEffects() implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "visual_effects";

  /** A row of the table. */
  private record EffectRow(
      double startS,
      double endS,
      @Column("what is done to the picture") Kind kind,
      @Column(
              "zoom_punch: enlargement; speed_change: speed after over speed before, about;"
                  + " split_screen: number of pictures; else missing")
          double factor,
      Optional<BoundingBox> box) {
    static final RowSchema<EffectRow> SCHEMA =
        RowSchema.of(
                EffectRow.class,
                NAME,
                "One effect; a sudden one lasts for the one frame that brings it")
            .version(2);
  }

  /** Time between looks for split screens, seconds. */
  private static final double LOOK_S = 0.2;

  /** Share of a shot's looks that see a split screen; the first second of a shot does not yet. */
  private static final double SPLIT_SHARE = 0.4;

  /** The analyzer; it has no parameters. */
  public static VisualEffects standard() {
    return new VisualEffects();
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", EffectRow.SCHEMA.schema())
        .signal(Finding.SCHEMA.schema())
        .reads(Frames.all().width(144))
        .after(Analyzers.cuts(), Analyzers.textOverlay());
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new EffectFold();
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Shots shots = Shots.of(inputs);
    Optional<MeasuredTable> changes = inputs.table("cut_analysis").flatMap(MeasuredTable::signal);
    List<CutRow> rows = changes.map(CutRow.SCHEMA::read).orElse(List.of());
    List<VisualEffect> effects = new ArrayList<>();
    List<VisualEffect> appearances = new ArrayList<>();
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      Interval alone = alone(shots, shot);
      List<CutRow> own =
          rows.stream()
              .filter(r -> r.timeS() >= alone.startS() - 1e-6 && r.timeS() < alone.endS() - 1e-6)
              .toList();
      if (!own.isEmpty()) {
        ChangeEffects ofShot = new ChangeEffects(own, alone.endS());
        effects.addAll(ofShot.find());
        appearances.addAll(ofShot.appearances());
        effects.addAll(SpeedChanges.find(own));
      }
    }
    double frameS = rows.size() < 2 ? 0.04 : rows.get(1).timeS() - rows.get(0).timeS();
    Map<Finding.Kind, List<Finding>> found =
        Finding.SCHEMA.read(signal).stream().collect(Collectors.groupingBy(Finding::kind));
    effects.addAll(
        new Overlays(shots, rows, frameS)
            .find(found.getOrDefault(Finding.Kind.STEP, List.of()), inputs));
    effects.addAll(insets(found.getOrDefault(Finding.Kind.INSET, List.of()), appearances, shots));
    effects.addAll(splits(found.getOrDefault(Finding.Kind.SPLIT, List.of()), shots));
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
    RowWriter<EffectRow> rows = EffectRow.SCHEMA.rows();
    for (VisualEffect e : effects) {
      Optional<BoundingBox> box =
          e.box()
              .map(share ->
                  new BoundingBox(
                      share.left() * width,
                      share.top() * height,
                      share.width() * width,
                      share.height() * height));
      rows.add(new EffectRow(e.startS(), e.endS(), e.kind(), e.factor(), box));
    }
    return rows.table();
  }

  /** Joins sightings of an inset; it began when something new came in its place. */
  private static List<VisualEffect> insets(
      List<Finding> seen, List<VisualEffect> appearances, Shots shots) {
    List<Inset> found = new ArrayList<>();
    for (Finding finding : seen) {
      double time = finding.timeS();
      PixelRect box = finding.box();
      Inset last = found.isEmpty() ? null : found.getLast();
      if (last != null && time - last.lastS < Inset.GAP_S && last.box.iou(box) > 0.7) {
        found.set(found.size() - 1, new Inset(last.firstS, time, last.box, last.count + 1));
      } else {
        found.add(new Inset(time, time, box, 1));
      }
    }
    return found.stream().filter(i -> i.count >= 3).map(i -> i.effect(appearances, shots)).toList();
  }

  private record Inset(double firstS, double lastS, PixelRect box, int count) {
    /** Sightings may be this far apart, seconds. */
    static final double GAP_S = 0.9;

    /** An inset is seen this long after it appeared, at the most, seconds. */
    static final double LATE_S = 2.5;

    VisualEffect effect(List<VisualEffect> appearances, Shots shots) {
      Interval shot = shots.spans().get(shots.at(firstS));
      double start =
          appearances.stream()
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

  /** Shots in most of which the screen is split; edges of a scene come and go with the camera. */
  private static List<VisualEffect> splits(List<Finding> seen, Shots shots) {
    List<VisualEffect> out = new ArrayList<>();
    for (int shot = 0; shot < shots.spans().size(); shot++) {
      Interval span = shots.spans().get(shot);
      int number = shot;
      List<Finding> own = seen.stream().filter(f -> shots.at(f.timeS()) == number).toList();
      double seenS = own.size() * LOOK_S;
      if (own.size() >= 3 && seenS >= SPLIT_SHARE * span.length()) {
        double pictures =
            ChangeEffects.median(own.stream().mapToDouble(Finding::pictures).toArray());
        out.add(VisualEffect.whole(span.startS(), span.endS(), Kind.SPLIT_SCREEN, pictures));
      }
    }
    return out;
  }
}
