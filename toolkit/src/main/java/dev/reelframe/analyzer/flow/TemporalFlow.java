package dev.reelframe.analyzer.flow;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code temporal_flow}: the pace of the clip second by second, fused from cuts, motion, sound and,
 * where an analyzer of it is given, text; and that of the hook, the first seconds, in which a
 * viewer decides to stay. The schema states the formula.
 *
 * @param cuts finds changes of shot
 * @param audio measures loudness and onsets; a clip without sound does without
 * @param text finds captions; without it text takes no part
 * @param hookS {@link #HOOK_S}
 */
public record TemporalFlow(Analyzer cuts, Analyzer audio, Optional<Analyzer> text, double hookS)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "temporal_flow";

  /** A row of the table: a second. */
  private record FlowRow(
      double startS,
      double endS,
      @Column(
              "0 nothing happens .. 1: 0.35 (1 - exp(-cuts / 0.5)) + 0.30 (1 - exp(-motion / 0.3))"
                  + " + 0.20 sound + 0.15 (1 - exp(-text / 0.5)), sound = 1/2 clamp((loudness + 50)"
                  + " / 40) + 1/2 (1 - exp(-onsets / 4)); divided by the weights of the parts that"
                  + " are known; cuts and text count 1.5 s around, weighted by nearness")
          double paceRatio,
      @Column("changes of shot that fall into this second") double cutsPerS,
      @Column("mean motion of the picture, shots not crossed") double motionWidthsPerS,
      @Column("K-weighted loudness; missing without sound") double loudnessLufs,
      @Column("beginnings of notes, beats, syllables; missing without sound") double onsetsPerS,
      @Column("captions that appear; missing where text_overlay has no table")
          double textChangesPerS,
      @Column("whether this second belongs to the hook") boolean hook,
      @Column("mean pace of the hook: the same in all rows") double hookPaceRatio,
      @Column("mean pace after the hook: the same in all rows") double bodyPaceRatio) {
    static final RowSchema<FlowRow> SCHEMA =
        RowSchema.of(
            FlowRow.class,
            NAME,
            "A second of the clip; the last one may be shorter, or longer by 0.1 s");
  }

  /** A row of the signal. */
  record FrameMotion(
      double timeS,
      long frame,
      @Column("distance moved since the frame before, frame widths") double motionWidths) {
    static final RowSchema<FrameMotion> SCHEMA =
        RowSchema.of(FrameMotion.class, NAME + "_signal", "Motion of every frame");
  }

  public static final Parameter<Double> HOOK_S =
      Parameter.number("hook_s", 3, "length of the hook").above(0);

  public TemporalFlow {
    HOOK_S.check(hookS);
  }

  /** Without text, with the default of each parameter. */
  public static TemporalFlow after(Analyzer cuts, Analyzer audio) {
    return new TemporalFlow(cuts, audio, Optional.empty(), HOOK_S.standard());
  }

  /** With a hook of another length, seconds. */
  public TemporalFlow hook(double seconds) {
    return new TemporalFlow(cuts, audio, text, seconds);
  }

  /** With the captions of that analyzer, whose table is named {@code text_overlay}. */
  public TemporalFlow text(Analyzer captions) {
    return new TemporalFlow(cuts, audio, Optional.of(captions), hookS);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", FlowRow.SCHEMA.schema())
        .signal(FrameMotion.SCHEMA.schema())
        .reads(Frames.all().width(144))
        .after(Stream.concat(Stream.of(cuts, audio), text.stream()).toArray(Analyzer[]::new))
        .parameter(HOOK_S, hookS, this::hook);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      private final NormalFlow motion = new NormalFlow();
      private final RowWriter<FrameMotion> rows = FrameMotion.SCHEMA.rows();

      @Override
      public void frame(Frame frame) {
        rows.add(new FrameMotion(frame.timeS(), frame.index(), motion.next(frame)));
      }

      @Override
      public Table signal(StreamEnd end) {
        return rows.table();
      }
    };
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<Interval> seconds = Interval.seconds(inputs.end().pictureS());
    ClipEvents happenings = ClipEvents.of(signal, inputs);
    List<Pace> paces = new ArrayList<>();
    List<Pace> smooth = new ArrayList<>();
    for (Interval second : seconds) {
      paces.add(happenings.within(second.startS(), second.endS()));
      smooth.add(happenings.around(paces.getLast(), second.startS(), second.endS()));
    }
    double hook = mean(smooth, seconds, 0, hookS);
    double body = mean(smooth, seconds, hookS, Double.POSITIVE_INFINITY);
    RowWriter<FlowRow> rows = FlowRow.SCHEMA.rows();
    for (int second = 0; second < paces.size(); second++) {
      Pace pace = paces.get(second);
      rows.add(
          new FlowRow(
              seconds.get(second).startS(),
              seconds.get(second).endS(),
              smooth.get(second).fused(),
              pace.cuts(),
              pace.motion(),
              pace.loudness(),
              pace.onsets(),
              pace.text(),
              second < hookS,
              hook,
              body));
    }
    return missing(inputs).isEmpty()
        ? Outcome.of(rows.table())
        : Outcome.degraded(rows.table(), missing(inputs) + " has no table");
  }

  /** The table that should be there and is not; empty where none is. */
  private static String missing(Inputs inputs) {
    if (inputs.table("cut_analysis").isEmpty()) {
      return "cut_analysis";
    }
    boolean sound = inputs.media().sound().isPresent();
    return sound && inputs.table("audio_analysis").isEmpty() ? "audio_analysis" : "";
  }

  /** Mean pace over a stretch, seconds weighted by what of them lies in it; NaN without any. */
  private static double mean(List<Pace> paces, List<Interval> seconds, double fromS, double toS) {
    double sum = 0;
    double weight = 0;
    for (int second = 0; second < paces.size(); second++) {
      Interval span = seconds.get(second);
      double shared = Math.min(span.endS(), toS) - Math.max(span.startS(), fromS);
      if (shared > 0) {
        sum += shared * paces.get(second).fused();
        weight += shared;
      }
    }
    return sum / weight;
  }
}
