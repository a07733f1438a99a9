package dev.reelframe.analyzer.emotion;

import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.CroppedFaceModel;
import dev.reelframe.analyzer.face.EnoughSeen;
import dev.reelframe.analyzer.face.FaceAnalyzer;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceDetector;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.face.PerFaceFold;
import dev.reelframe.analyzer.face.SampledFace;
import dev.reelframe.analyzer.face.TrackedFace;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * {@code face_emotion}: the expression that each face of {@code face_detection} seems to wear.
 * Perceived expression, not a feeling: an actor's tears count as sad. The signal has seven
 * probabilities for every look; the table a row per stretch in which a face wears one expression,
 * with their mean. A face under 40 pixels, or seen in fewer than three looks, has a row that says
 * so.
 *
 * @param faces finds the faces; also says how often frames are looked at
 */
public record FaceEmotion(FaceDetection faces) implements FaceAnalyzer<FaceEmotion> {
  /** Name of the table. */
  public static final String NAME = "face_emotion";

  /** Name of the model in the catalogue. */
  static final String MODEL = "faceapi_expression";

  private static final String OUTPUT = "neutral_happy_sad_angry_fearful_disgusted_surprised";

  /** Share by which a box is grown on every side: YuNet's are tighter than the model is used to. */
  private static final double MARGIN = 0.1;

  /** In the order of the model's output. */
  enum Expression {
    NEUTRAL,
    HAPPY,
    SAD,
    ANGRY,
    FEARFUL,
    DISGUSTED,
    SURPRISED;

    /** The most probable one; of equally probable ones the first. */
    static Expression of(Map<Expression, Double> probabilities) {
      Expression best = NEUTRAL;
      for (Expression next : values()) {
        best = probabilities.get(next) > probabilities.get(best) ? next : best;
      }
      return best;
    }
  }

  /** A row of the table: a stretch of one expression. */
  private record EmotionRow(
      TrackedFace face,
      @Column("perceived expression with the largest mean probability")
          Optional<Expression> expression,
      @Column("mean over the looks of the probability of the perceived expression {}, 0..1")
          Map<Expression, Double> probabilities,
      @Column("why no expression is given") Optional<EnoughSeen.Reason> unknown,
      @Column("looks that were averaged") int looks,
      double confidence) {
    static final RowSchema<EmotionRow> SCHEMA =
        RowSchema.of(
                EmotionRow.class,
                NAME,
                "A stretch in which a face seems to wear one expression: perceived, not felt")
            .version(2);

    static EmotionRow unknown(TrackedFace face, EnoughSeen.Reason why, int looks) {
      return new EmotionRow(face, Optional.empty(), Map.of(), Optional.of(why), looks, Double.NaN);
    }

    static EmotionRow of(TrackedFace face, List<EmotionLook> looks) {
      Map<Expression, Double> means = means(looks);
      Expression expression = Expression.of(means);
      return new EmotionRow(
          face,
          Optional.of(expression),
          means,
          Optional.empty(),
          looks.size(),
          means.get(expression));
    }
  }

  /** A row of the signal. */
  record EmotionLook(
      SampledFace face,
      @Column("how sure the detector is of the face, 0..1") double faceScore,
      @Column("the most probable one") Expression expression,
      @Column("probability of the perceived expression {}, 0..1")
          Map<Expression, Double> probabilities,
      @Column("the picture had not changed: measured in an earlier look") boolean repeated)
      implements SampledFace.Sample<EmotionLook> {
    static final RowSchema<EmotionLook> SCHEMA =
        RowSchema.of(
            EmotionLook.class, NAME + "_signal", "The perceived expression of a face in one frame");

    static EmotionLook of(
        SampledFace face, double score, Map<Expression, Double> probabilities, boolean repeated) {
      return new EmotionLook(face, score, Expression.of(probabilities), probabilities, repeated);
    }

    @Override
    public EmotionLook of(SampledFace other) {
      return new EmotionLook(other, faceScore, expression, probabilities, repeated);
    }
  }

  /** Expressions of the standard face detection's faces. */
  public static FaceEmotion standard() {
    return new FaceEmotion(FaceDetection.standard());
  }

  @Override
  public FaceEmotion faces(FaceDetection other) {
    return new FaceEmotion(other);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", EmotionRow.SCHEMA.schema())
        .signal(EmotionLook.SCHEMA.schema())
        .reads(faces.view())
        .after(faces)
        .uses(ModelChoice.anyOf(MODEL), FaceDetector.FINDER, FaceDetector.MESH)
        .fact("every_s", faces.everyS())
        .fact("stillness", faces.stillness());
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    CroppedFaceModel model =
        CroppedFaceModel.of(run.models(faces.models().get()), MODEL, run.memo());
    return new PerFaceFold<>(
        faces.watch(run),
        EmotionLook.SCHEMA,
        EmotionLook::of,
        (frame, face) -> probabilities(model, frame, face),
        model.use(),
        FaceDetection.displayWidth(media));
  }

  private static Map<Expression, Double> probabilities(
      CroppedFaceModel model, Frame frame, BoundingBox face) {
    float[] out = model.run(frame, face.grown(MARGIN), OUTPUT);
    Map<Expression, Double> probabilities = new EnumMap<>(Expression.class);
    for (Expression expression : Expression.values()) {
      probabilities.put(expression, (double) out[expression.ordinal()]);
    }
    return probabilities;
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<FaceTracks> tracks = FaceTracks.of(inputs);
    if (tracks.isEmpty()) {
      return FaceTracks.missing();
    }
    List<EmotionLook> numbered = tracks.get().numbered(EmotionLook.SCHEMA.read(signal));
    EnoughSeen enough = EnoughSeen.of(inputs);
    List<EmotionRow> found = new ArrayList<>();
    tracks
        .get()
        .samples(numbered)
        .forEach((track, looks) -> {
          if (looks.isEmpty()) {
            TrackedFace face = tracks.get().whole(track);
            found.add(EmotionRow.unknown(face, EnoughSeen.Reason.FACE_TOO_SMALL, 0));
          }
          for (var part : parts(looks, tracks.get().interval(track))) {
            List<EmotionLook> own = part.samples();
            List<BoundingBox> boxes = own.stream().map(look -> look.face().box()).toList();
            TrackedFace face = tracks.get().part(track, part.interval(), boxes);
            found.add(
                enough
                    .lacks(boxes)
                    .map(why -> EmotionRow.unknown(face, why, own.size()))
                    .orElseGet(() -> EmotionRow.of(face, own)));
          }
        });
    found.sort(Comparator.comparingDouble(row -> row.face.startS()));
    return Outcome.of(EmotionRow.SCHEMA.table(found)).signal(EmotionLook.SCHEMA.table(numbered));
  }

  /** Stretches in which a face wears one expression; a shorter one is a flicker of the model. */
  private static List<Stretches.Part<EmotionLook>> parts(List<EmotionLook> looks, Interval whole) {
    return Stretches.of(
        whole,
        looks,
        EnoughSeen.FEWEST_LOOKS,
        EmotionLook::expression,
        look -> look.face().timeS());
  }

  /** Mean probabilities; a look counts as much as the detector is sure of the face. */
  private static Map<Expression, Double> means(List<EmotionLook> looks) {
    double weights = 0;
    Map<Expression, Double> means = new EnumMap<>(Expression.class);
    for (EmotionLook look : looks) {
      weights += look.faceScore;
      look.probabilities.forEach((e, p) -> means.merge(e, look.faceScore * p, Double::sum));
    }
    double all = weights;
    means.replaceAll((e, sum) -> sum / all);
    return means;
  }
}
