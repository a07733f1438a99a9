package dev.reelframe.analyzer.scene;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.audio.AudioRow;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code scene_segmentation}: shots grouped into scenes. Two shots that are alike and not far apart
 * are linked, and all shots between them belong to the same scene (overlapping links: A. Hanjalic
 * et al., "Automated high-level movie segmentation for advanced video-retrieval systems", 1999); so
 * a dialogue that cuts to and fro is one scene. Alike is what shares colours, structure and sound.
 * Scenes cover the picture without gaps; they begin at cuts, or in the middle of dissolves.
 *
 * @param cuts finds the shots
 * @param audio measures the sound; a clip without sound is compared by its picture alone
 * @param alike {@link #ALIKE}
 * @param reachShots {@link #REACH_SHOTS}
 * @param reachS {@link #REACH_S}
 */
public record SceneSegmentation(
    Analyzer cuts, Analyzer audio, double alike, int reachShots, double reachS)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "scene_segmentation";

  private static final double STEP_S = 0.1;

  /** A row of the table. */
  private record SceneRow(
      Interval span,
      @Column("number of the scene, from 1") int scene,
      @Column("number of its shots") int shots,
      @Column("mean similarity of neighbouring shots in it; missing with one") double cohesionRatio,
      @Column("1 - the largest similarity of a shot of this scene with one of the scene before")
          double boundaryRatio,
      @Column("time of the sampled frame that is most like the whole scene") double keyTimeS) {
    static final RowSchema<SceneRow> SCHEMA =
        RowSchema.of(SceneRow.class, NAME, "A scene: one or more shots of the same place")
            .labels("scene");
  }

  public static final Parameter<Double> ALIKE =
      Parameter.number(
              "alike", 0.7, "similarity from which shots are linked; higher makes more scenes")
          .from(0)
          .upTo(1);

  public static final Parameter<Integer> REACH_SHOTS =
      Parameter.integer("reach_shots", 4, "links go at most this many shots ahead").from(1);

  public static final Parameter<Double> REACH_S =
      Parameter.number("reach_s", 10, "links leave at most this time between two shots").from(0);

  public SceneSegmentation {
    ALIKE.check(alike);
    REACH_SHOTS.check(reachShots);
    REACH_S.check(reachS);
  }

  /** With the default of each parameter. */
  public static SceneSegmentation after(Analyzer cuts, Analyzer audio) {
    return new SceneSegmentation(
        cuts, audio, ALIKE.standard(), REACH_SHOTS.standard(), REACH_S.standard());
  }

  /** Links shots from another similarity on; higher makes more scenes. */
  public SceneSegmentation alike(double similarity) {
    return new SceneSegmentation(cuts, audio, similarity, reachShots, reachS);
  }

  /** Links shots over so many others, and so many seconds, at most. */
  public SceneSegmentation reach(int shots, double seconds) {
    return new SceneSegmentation(cuts, audio, alike, shots, seconds);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("1", SceneRow.SCHEMA.schema())
        .signal(LookRow.SCHEMA.schema())
        .reads(Frames.all().width(144))
        .after(cuts, audio)
        .parameter(ALIKE, alike, this::alike)
        .parameter(REACH_SHOTS, reachShots, shots -> reach(shots, reachS))
        .parameter(REACH_S, reachS, seconds -> reach(reachShots, seconds));
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      private final RowWriter<LookRow> rows = LookRow.SCHEMA.rows();
      private double next;

      @Override
      public void frame(Frame frame) {
        if (frame.timeS() + 1e-6 < next) {
          return;
        }
        next = frame.timeS() + STEP_S;
        rows.add(LookRow.of(frame.timeS(), frame.index(), VisualDescriptor.of(frame)));
      }

      @Override
      public Table signal(StreamEnd end) {
        return rows.table();
      }
    };
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<Interval> spans = spans(Shots.of(inputs));
    List<LookRow> samples = LookRow.SCHEMA.read(signal);
    List<VisualDescriptor> looks = samples.stream().map(LookRow::look).toList();
    List<Double> times = samples.stream().map(LookRow::timeS).toList();
    List<AudioRow> sound =
        inputs.table("audio_analysis").map(AudioRow.SCHEMA::read).orElse(List.of());
    List<Shot> shots = new ArrayList<>();
    for (Interval span : spans) {
      shots.add(new Shot(span, mean(within(looks, times, span)), AudioDescriptor.of(sound, span)));
    }
    RowWriter<SceneRow> rows = SceneRow.SCHEMA.rows();
    List<Shot> before = List.of();
    for (List<Shot> scene : new SceneLinking(shots, alike, reachShots, reachS).list()) {
      Interval span = new Interval(scene.getFirst().span().startS(), scene.getLast().span().endS());
      rows.add(
          new SceneRow(
              span,
              rows.size() + 1,
              scene.size(),
              SceneLinking.cohesion(scene),
              1 - SceneLinking.closest(before, scene),
              keyTime(looks, times, span)));
      before = scene;
    }
    Optional<MeasuredTable> cutTable = inputs.table("cut_analysis");
    return cutTable.isPresent()
        ? Outcome.of(rows.table())
        : Outcome.degraded(rows.table(), "cut_analysis has no table, so all is one shot");
  }

  /** Shots without overlap: a gradual change is divided in its middle. */
  private static List<Interval> spans(Shots shots) {
    List<Double> starts = new ArrayList<>();
    List<Interval> all = shots.spans();
    for (int i = 0; i < all.size(); i++) {
      starts.add(i == 0 ? 0.0 : (all.get(i - 1).endS() + all.get(i).startS()) / 2);
    }
    return all.isEmpty() ? List.of() : Interval.standing(starts, all.getLast().endS());
  }

  private static List<VisualDescriptor> within(
      List<VisualDescriptor> looks, List<Double> times, Interval span) {
    List<VisualDescriptor> out = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      if (times.get(i) >= span.startS() && times.get(i) < span.endS()) {
        out.add(looks.get(i));
      }
    }
    return out;
  }

  private static Optional<VisualDescriptor> mean(List<VisualDescriptor> looks) {
    if (looks.isEmpty()) {
      return Optional.empty();
    }
    float[] mean = new float[VisualDescriptor.SIZE];
    for (VisualDescriptor look : looks) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += look.values()[i] / looks.size();
      }
    }
    return Optional.of(new VisualDescriptor(mean));
  }

  /** Time of the frame whose colours are nearest to those of the scene; NaN without a frame. */
  private static double keyTime(List<VisualDescriptor> looks, List<Double> times, Interval span) {
    Optional<VisualDescriptor> whole = mean(within(looks, times, span));
    double best = -1;
    double key = Double.NaN;
    for (int i = 0; i < looks.size() && whole.isPresent(); i++) {
      boolean inside = times.get(i) >= span.startS() && times.get(i) < span.endS();
      double like = looks.get(i).colorLike(whole.get());
      if (inside && like > best) {
        best = like;
        key = times.get(i);
      }
    }
    return key;
  }
}
