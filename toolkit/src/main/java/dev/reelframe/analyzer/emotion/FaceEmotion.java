package dev.reelframe.analyzer.emotion;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.face.CroppedFaceModel;
import dev.reelframe.analyzer.face.EnoughSeen;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceDetector;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.face.PerFaceFold;
import dev.reelframe.analyzer.track.Stretches;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
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
public record FaceEmotion(FaceDetection faces) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "face_emotion";

  /** Name of the model in the catalogue. */
  static final String MODEL = "faceapi_expression";

  private static final String OUTPUT = "neutral_happy_sad_angry_fearful_disgusted_surprised";

  /** Share by which a box is grown on every side: YuNet's are tighter than the model is used to. */
  private static final double MARGIN = 0.1;

  /** In the order of the model's output. */
  static final List<String> EXPRESSIONS =
      List.of("neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised");

  static final Schema TABLE =
      probabilities(
              FaceTracks.columns(
                      NAME,
                      "A stretch in which a face seems to wear one expression: perceived, not felt")
                  .text(
                      "expression",
                      "perceived expression with the largest mean probability",
                      words()),
              "mean over the looks of the probability of the perceived expression")
          .text("unknown", "why no expression is given", EnoughSeen.REASONS)
          .integer("looks", "looks that were averaged")
          .confidence()
          .version(2);
  static final Schema SIGNAL =
      probabilities(
              PerFaceFold.columns(
                      NAME + "_signal", "The perceived expression of a face in one frame")
                  .text("expression", "the most probable one", words()),
              "probability of the perceived expression")
          .flag("repeated", "the picture had not changed: measured in an earlier look");

  private static String[] words() {
    return EXPRESSIONS.toArray(String[]::new);
  }

  private static Schema probabilities(Schema schema, String meaning) {
    Schema more = schema;
    for (String expression : EXPRESSIONS) {
      more = more.number(expression, meaning + " " + expression + ", 0..1");
    }
    return more;
  }

  /** Expressions of the standard face detection's faces. */
  public static FaceEmotion standard() {
    return new FaceEmotion(FaceDetection.standard());
  }

  /** Looks every so many seconds. */
  public FaceEmotion every(double seconds) {
    return new FaceEmotion(faces.every(seconds));
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  public FaceEmotion stillness(double difference) {
    return new FaceEmotion(faces.stillness(difference));
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public FaceEmotion cuts(Analyzer analyzer) {
    return new FaceEmotion(faces.cuts(analyzer));
  }

  /** Takes its models from there. */
  public FaceEmotion models(ResidentModels resident) {
    return new FaceEmotion(faces.models(resident));
  }

  @Override
  public FaceEmotion withRequired(Analyzer other) {
    return other instanceof FaceDetection f ? new FaceEmotion(f) : this;
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("3", TABLE)
        .signal(SIGNAL)
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
    return new PerFaceFold(
        faces.watch(run),
        SIGNAL,
        (frame, face) -> cells(model, frame, face),
        model.use(),
        FaceDetection.displayWidth(media));
  }

  private static List<Object> cells(CroppedFaceModel model, Frame frame, BoundingBox face) {
    float[] out = model.run(frame, face.grown(MARGIN), OUTPUT);
    double[] probabilities = new double[out.length];
    for (int i = 0; i < out.length; i++) {
      probabilities[i] = out[i];
    }
    return cells(probabilities);
  }

  /** The most probable expression, then all probabilities. */
  private static List<Object> cells(double[] probabilities) {
    List<Object> cells = new ArrayList<>();
    cells.add(EXPRESSIONS.get(largest(probabilities)));
    for (double probability : probabilities) {
      cells.add(probability);
    }
    return cells;
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    Optional<FaceTracks> tracks = FaceTracks.of(inputs);
    if (tracks.isEmpty()) {
      return FaceTracks.missing();
    }
    Table numbered = tracks.get().numbered(signal);
    EnoughSeen enough = EnoughSeen.of(inputs);
    List<List<Object>> found = new ArrayList<>();
    tracks
        .get()
        .rows(numbered)
        .forEach((track, looks) -> {
          if (looks.isEmpty()) {
            found.add(
                cells(tracks.get().cells(track), numbered, looks, Optional.of("face_too_small")));
          }
          for (var part : parts(numbered, looks, tracks.get().interval(track))) {
            List<BoundingBox> boxes =
                part.samples().stream().map(r -> BoundingBox.of(numbered.row(r))).toList();
            List<Object> cells = tracks.get().cells(track, part.interval(), boxes);
            found.add(cells(cells, numbered, part.samples(), enough.lacks(boxes)));
          }
        });
    found.sort(Comparator.comparingDouble(cells -> (double) cells.getFirst()));
    Rows rows = TABLE.rows();
    found.forEach(cells -> rows.add(cells.toArray()));
    return Outcome.of(rows.table()).signal(numbered);
  }

  /** Stretches in which a face wears one expression; a shorter one is a flicker of the model. */
  private static List<Stretches.Part<Integer>> parts(
      Table signal, List<Integer> looks, Interval whole) {
    return Stretches.of(
        whole,
        looks,
        EnoughSeen.FEWEST_LOOKS,
        row -> signal.stringColumn("expression").get(row),
        row -> signal.doubleColumn("time_s").getDouble(row));
  }

  /** A row: its first cells, then those from {@code expression} on. */
  private static List<Object> cells(
      List<Object> first, Table signal, List<Integer> looks, Optional<String> unknown) {
    List<Object> cells = new ArrayList<>(first);
    double[] means = means(signal, looks);
    cells.addAll(
        unknown.isEmpty() ? cells(means) : Collections.nCopies(1 + means.length, (Object) null));
    cells.add(unknown.orElse(null));
    cells.add(looks.size());
    cells.add(unknown.isEmpty() ? means[largest(means)] : null);
    return cells;
  }

  /** Mean probabilities; a look counts as much as the detector is sure of the face. */
  private static double[] means(Table signal, List<Integer> rows) {
    double[] sums = new double[EXPRESSIONS.size()];
    double weights = 0;
    for (int row : rows) {
      double weight = signal.doubleColumn("face_score").getDouble(row);
      weights += weight;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * signal.doubleColumn(EXPRESSIONS.get(i)).getDouble(row);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= weights;
    }
    return sums;
  }
}
