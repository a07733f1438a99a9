package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ResidentModels;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * {@code face_detection}: where faces are, followed through each shot; the base of {@code
 * age_estimation}, {@code face_emotion} and {@code eye_tracking}. The signal has the faces of every
 * look, also doubtful ones, and a row without box for a look that found none; the table a row per
 * track.
 *
 * <p>{@code identity_id} joins the tracks of a person who is seen again later in the clip, {@link
 * FaceClustering}; of who that is nothing is known.
 *
 * @param everyS {@link #EVERY_S}
 * @param stillness {@link ChangeGate#THRESHOLD}
 * @param score {@link #SCORE}
 * @param cuts the analyzer whose table {@code cut_analysis} ends tracks; without it a clip is one
 *     shot
 * @param models where the model comes from
 */
public record FaceDetection(
    double everyS,
    double stillness,
    double score,
    Optional<Analyzer> cuts,
    Supplier<ResidentModels> models)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "face_detection";

  /** Width of the view, pixels: enough for eyes, and most phone clips come so at no cost. */
  public static final int WIDTH_PX = 720;

  public static final Parameter<Double> EVERY_S =
      Parameter.number(
              "every_s", 0.4, "time between looks for faces; the view has two frames in that time")
          .above(0);

  public static final Parameter<Double> SCORE =
      Parameter.number("score", 0.75, "from which a detection is sure: it may start a track")
          .above(0)
          .below(1);

  public FaceDetection {
    EVERY_S.check(everyS);
    ChangeGate.THRESHOLD.check(stillness);
    SCORE.check(score);
  }

  /** With the default of each parameter. */
  public static FaceDetection standard() {
    return new FaceDetection(
        EVERY_S.standard(),
        ChangeGate.THRESHOLD.standard(),
        SCORE.standard(),
        Optional.empty(),
        ResidentModels::shared);
  }

  /** Looks for faces every so many seconds; the view has twice as many frames. */
  public FaceDetection every(double seconds) {
    return new FaceDetection(seconds, stillness, score, cuts, models);
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  public FaceDetection stillness(double difference) {
    return new FaceDetection(everyS, difference, score, cuts, models);
  }

  /** Keeps tracks that reach this score. */
  public FaceDetection score(double least) {
    return new FaceDetection(everyS, stillness, least, cuts, models);
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public FaceDetection cuts(Analyzer analyzer) {
    return new FaceDetection(everyS, stillness, score, Optional.of(analyzer), models);
  }

  /** Takes its model from there. */
  public FaceDetection models(ResidentModels resident) {
    return new FaceDetection(everyS, stillness, score, cuts, () -> resident);
  }

  /** The frames that it samples. */
  public Frames view() {
    return Frames.every(everyS / 2).width(WIDTH_PX);
  }

  /** A new look-out over that view; every analyzer with the same parameters sees the same. */
  public FaceSchedule watch(RunContext run) {
    FaceDetector detector = FaceDetector.of(run.models(models.get()), run.memo());
    return new FaceSchedule(detector, everyS, new ChangeGate(stillness, run.memo()));
  }

  /** Width of the display picture that boxes are measured in, pixels. */
  public static double displayWidth(MediaInfo media) {
    return media.picture().map(MediaInfo.Picture::width).orElse(WIDTH_PX);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", FaceRow.SCHEMA.schema())
        .signal(FaceRow.Sampled.SCHEMA.schema())
        .reads(view())
        .after(cuts.stream().toArray(Analyzer[]::new))
        .uses(FaceDetector.FINDER, FaceDetector.MESH, FaceEmbedding.MODEL)
        .parameter(EVERY_S, everyS, this::every)
        .parameter(ChangeGate.THRESHOLD, stillness, this::stillness)
        .parameter(SCORE, score, this::score);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new FaceFold(
        watch(run), FaceEmbedding.of(run.models(models.get())), displayWidth(media));
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    List<FaceRow.Sampled> looks = FaceRow.Sampled.SCHEMA.read(signal);
    FollowedFaces faces = FollowedFaces.in(looks, Shots.of(inputs), score);
    return Outcome.of(FaceRow.SCHEMA.table(faces.rows(inputs.media())))
        .signal(FaceRow.Sampled.SCHEMA.table(faces.numbered(looks)));
  }
}
