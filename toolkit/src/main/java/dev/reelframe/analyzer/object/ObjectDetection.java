package dev.reelframe.analyzer.object;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.cut.CutAnalysis;
import dev.reelframe.analyzer.face.FaceDetection;
import dev.reelframe.analyzer.face.FaceTracks;
import dev.reelframe.analyzer.object.ObjectRow.Sampled;
import dev.reelframe.analyzer.track.ByteTrack;
import dev.reelframe.analyzer.track.SampleTimes;
import dev.reelframe.analyzer.track.Shots;
import dev.reelframe.analyzer.vision.ChangeGate;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.RowWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code object_detection}: things, followed through each shot. The signal has a row for each box
 * in each sampled frame, down to boxes that are little more than a guess, and one without box for a
 * frame in which nothing was found; the table has a row per track and shot with the label voted
 * over the track.
 *
 * <p>A model looks at every sampled frame that differs from the one before: YOLOX, which knows the
 * 80 classes of COCO, where it is there, else SSD-MobileNet, which knows 23 things. Words are
 * COCO's where a thing has one there; of its own SSD-MobileNet has {@code vehicle, boot, footwear,
 * high heels, box, camera, desk, stationary bicycle}.
 *
 * @param everyS {@link #EVERY_S}
 * @param stillness {@link ChangeGate#THRESHOLD}
 * @param score {@link #SCORE}
 * @param cuts the analyzer whose table {@code cut_analysis} ends tracks; without it a clip is one
 *     shot
 * @param faces the analyzer whose faces vote for people
 * @param models where the models come from
 */
public record ObjectDetection(
    double everyS,
    double stillness,
    double score,
    Optional<Analyzer> cuts,
    FaceDetection faces,
    Supplier<ResidentModels> models)
    implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "object_detection";

  /** Width of the view, pixels: a landscape picture fills the model's input exactly. */
  public static final int WIDTH_PX = 416;

  public static final Parameter<Double> EVERY_S =
      Parameter.number("every_s", 0.5, "time between sampled frames").above(0);

  public static final Parameter<Double> SCORE =
      Parameter.number("score", 0.5, "from which a detection is sure: it may start a track")
          .above(0)
          .below(1);

  public ObjectDetection {
    EVERY_S.check(everyS);
    ChangeGate.THRESHOLD.check(stillness);
    SCORE.check(score);
  }

  /** With the default of each parameter. */
  public static ObjectDetection standard() {
    return new ObjectDetection(
        EVERY_S.standard(),
        ChangeGate.THRESHOLD.standard(),
        SCORE.standard(),
        Optional.of(CutAnalysis.standard()),
        FaceDetection.standard().cuts(CutAnalysis.standard()),
        ResidentModels::shared);
  }

  /** Samples a frame every so many seconds. */
  public ObjectDetection every(double seconds) {
    return new ObjectDetection(seconds, stillness, score, cuts, faces, models);
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  public ObjectDetection stillness(double difference) {
    return new ObjectDetection(everyS, difference, score, cuts, faces, models);
  }

  /** Starts tracks from detections of this score on. */
  public ObjectDetection score(double least) {
    return new ObjectDetection(everyS, stillness, least, cuts, faces, models);
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  public ObjectDetection cuts(Analyzer analyzer) {
    return new ObjectDetection(
        everyS, stillness, score, Optional.of(analyzer), faces.cuts(analyzer), models);
  }

  /** Lets the faces of that analyzer vote for people. */
  public ObjectDetection faces(FaceDetection analyzer) {
    return new ObjectDetection(everyS, stillness, score, cuts, analyzer, models);
  }

  /** Takes its models from there. */
  public ObjectDetection models(ResidentModels resident) {
    return new ObjectDetection(
        everyS, stillness, score, cuts, faces.models(resident), () -> resident);
  }

  /** The frames that it samples. */
  public Frames view() {
    return Frames.every(everyS).width(WIDTH_PX);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("4", ObjectRow.SCHEMA.schema())
        .signal(Sampled.SCHEMA.schema())
        .reads(view())
        .after(Stream.concat(cuts.stream(), Stream.of(faces)).toArray(Analyzer[]::new))
        .uses(ObjectDetector.MODEL, ObjectDetector.SECOND)
        .parameter(EVERY_S, everyS, this::every)
        .parameter(ChangeGate.THRESHOLD, stillness, this::stillness)
        .parameter(SCORE, score, this::score);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    ModelAccess resident = run.models(models.get());
    double width = media.picture().map(MediaInfo.Picture::width).orElse(WIDTH_PX);
    return new ObjectFold(
        ObjectDetector.of(resident, run.memo()), new ChangeGate(stillness, run.memo()), width);
  }

  @Override
  public Outcome decide(Table signal, Inputs inputs) {
    SampleTimes samples = SampleTimes.of(signal, Shots.of(inputs));
    Optional<FaceTracks> faceTracks = FaceTracks.of(inputs);
    List<Sampled> found = Sampled.SCHEMA.read(signal);
    List<Sampled> boxes = faceTracks.map(f -> PeopleByFaces.voted(found, f)).orElse(found);
    ByteTrack tracker = ByteTrack.standard().scores(score, ObjectDetector.MIN_SCORE);
    List<ObjectTrack> things = ObjectTrack.in(boxes, faceTracks, samples, tracker);
    RowWriter<ObjectRow> rows = ObjectRow.SCHEMA.rows();
    things.forEach(thing -> rows.add(thing.row(rows.size() + 1, samples)));
    return Outcome.of(rows.table())
        .signal(Sampled.SCHEMA.table(ObjectTrack.numbered(boxes, things)));
  }
}
