package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.analyzer.vision.ImageCrop;
import dev.reelframe.media.Frame;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.OnnxModel;
import dev.reelframe.models.Tensor;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * BlazeFace (Bazarevsky et al. 2019, arXiv:1907.05047), the model for back cameras, over the frame
 * in a square; where no face is large, also over squares along its longer side, in which small
 * faces are larger. Boxes of one face are averaged by their scores, as published. It takes many
 * round things for faces: only with a mesh as second stage are they told apart.
 */
final class BlazeFinder implements FaceFinder {
  /** Name of the model in the catalogue. */
  static final String MODEL = "blazeface";

  private static final int SIDE_PX = 256;
  private static final int KEYPOINTS = 6;

  /** Boxes that cover each other this much are the same face. */
  private static final double SAME_IOU = 0.3;

  /** Share of a box inside of another from which it shows a part of the same face. */
  private static final double PART_OF = 0.6;

  /** Least score in a part of the frame: cut off things look more like faces. */
  private static final double MIN_PART_SCORE = 0.5;

  /** With a sure face this much of the frame's shorter side wide, others are not tiny. */
  private static final double LARGE = 0.25;

  private static final double SURE = 0.6;

  /** A frame this much longer than wide is looked at in parts. */
  private static final double LONG = 1.25;

  /** Share of the part beside that a part of the frame adds at least. */
  private static final double STEP = 0.9;

  /** From the box of a mesh to that of a face: it reaches this much of its height higher. */
  private static final double HAIR = 0.124;

  /** From BlazeFace's box, which begins at the brows, to that of a face: x, y, width, height. */
  private static final double[] TO_FACE = {0.05, -0.234, 0.909, 1.269};

  private final OnnxModel model;
  private final ModelUse use;
  private final Tensor input = Tensor.allocate(ElementType.FLOAT32, 1, SIDE_PX, SIDE_PX, 3);

  BlazeFinder(ModelAccess models) {
    this.model = models.get(MODEL);
    this.use = new ModelUse(MODEL, models.files(MODEL).modelSha256());
  }

  @Override
  public ModelUse use() {
    return use;
  }

  @Override
  public List<Face> propose(Frame frame) {
    double longer = Math.max(frame.width(), frame.height());
    double shorter = Math.min(frame.width(), frame.height());
    BoundingBox whole =
        new BoundingBox(
            (frame.width() - longer) / 2, (frame.height() - longer) / 2, longer, longer);
    List<Face> found = new ArrayList<>(in(frame, whole, FaceDetector.MIN_SCORE));
    boolean large =
        found.stream().anyMatch(f -> f.score() >= SURE && f.box().w() > LARGE * shorter);
    if (!large && longer >= LONG * shorter) {
      int parts = (int) Math.ceil(longer / (STEP * shorter));
      for (int i = 0; i < parts; i++) {
        double at = (longer - shorter) * i / (parts - 1);
        boolean upright = frame.height() > frame.width();
        BoundingBox part = new BoundingBox(upright ? 0 : at, upright ? at : 0, shorter, shorter);
        for (Face face : in(frame, part, MIN_PART_SCORE)) {
          if (found.stream().noneMatch(f -> same(f.box(), face.box()))) {
            found.add(face);
          }
        }
      }
    }
    return found;
  }

  private static boolean same(BoundingBox a, BoundingBox b) {
    return a.iou(b) > SAME_IOU || a.within(b) > PART_OF || b.within(a) > PART_OF;
  }

  /** Faces in a square, with boxes as of a face. */
  private List<Face> in(Frame frame, BoundingBox square, double least) {
    ImageCrop window = new ImageCrop(square, SIDE_PX, SIDE_PX, 0);
    float gain = Brightening.of(frame);
    window.fill(frame, input.floats(), ImageCrop.Layout.RGB_PIXELS, gain / 127.5f, -1);
    Map<String, Tensor> out = model.run(Map.of(model.inputs().getFirst().name(), input));
    float[] scores = out.get("scores").toFloats();
    float[] boxes = out.get("boxes").toFloats();
    float[] points = out.get("keypoints").toFloats();
    List<Face> found = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= least) {
        double x = square.x() + boxes[4 * i] * square.w();
        double y = square.y() + boxes[4 * i + 1] * square.h();
        double w = (boxes[4 * i + 2] - boxes[4 * i]) * square.w();
        double h = (boxes[4 * i + 3] - boxes[4 * i + 1]) * square.h();
        found.add(new Face(new BoundingBox(x, y, w, h), marks(points, i, square), scores[i]));
      }
    }
    return averaged(found);
  }

  /** Eyes and nose; it knows the middle of the mouth and not its corners. */
  private static List<Face.Mark> marks(float[] points, int face, BoundingBox square) {
    List<Face.Mark> marks = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      int at = 2 * (KEYPOINTS * face + k);
      marks.add(
          new Face.Mark(
              square.x() + points[at] * square.w(), square.y() + points[at + 1] * square.h()));
    }
    marks.add(Face.Mark.UNKNOWN);
    marks.add(Face.Mark.UNKNOWN);
    return marks;
  }

  /** Each face once: the mean of the boxes round its surest, weighted by score. */
  private static List<Face> averaged(List<Face> all) {
    List<Face> left = new ArrayList<>(all);
    left.sort(Comparator.comparingDouble(Face::score).reversed());
    List<Face> kept = new ArrayList<>();
    while (!left.isEmpty()) {
      Face best = left.getFirst();
      List<Face> cluster =
          left.stream().filter(f -> f == best || f.box().iou(best.box()) > SAME_IOU).toList();
      left.removeAll(cluster);
      kept.add(mean(cluster, best.score()));
    }
    return kept;
  }

  private static Face mean(List<Face> cluster, double score) {
    double weights = cluster.stream().mapToDouble(Face::score).sum();
    double[] box = new double[4];
    double[] marks = new double[2 * Face.Point.COUNT];
    for (Face face : cluster) {
      double weight = face.score() / weights;
      box[0] += weight * face.box().x();
      box[1] += weight * face.box().y();
      box[2] += weight * face.box().w();
      box[3] += weight * face.box().h();
      for (int k = 0; k < Face.Point.COUNT; k++) {
        marks[2 * k] += weight * face.marks().get(k).x();
        marks[2 * k + 1] += weight * face.marks().get(k).y();
      }
    }
    List<Face.Mark> means = new ArrayList<>();
    for (int k = 0; k < Face.Point.COUNT; k++) {
      means.add(new Face.Mark(marks[2 * k], marks[2 * k + 1]));
    }
    return new Face(new BoundingBox(box[0], box[1], box[2], box[3]), means, score);
  }

  @Override
  public Face placed(Face proposed, Mesh mesh) {
    if (mesh.presence() < FaceDetector.IS_FACE) {
      BoundingBox b = proposed.box();
      BoundingBox box =
          new BoundingBox(
              b.x() + TO_FACE[0] * b.w(),
              b.y() + TO_FACE[1] * b.h(),
              TO_FACE[2] * b.w(),
              TO_FACE[3] * b.h());
      return new Face(box, proposed.marks(), proposed.score());
    }
    BoundingBox skin = mesh.bounds();
    double hair = HAIR * skin.h();
    return new Face(
        new BoundingBox(skin.x(), skin.y() - hair, skin.w(), skin.h() + hair),
        List.of(
            mesh.middle(Mesh.Eye.RIGHT),
            mesh.middle(Mesh.Eye.LEFT),
            mesh.mark(Mesh.NOSE),
            mesh.mark(Mesh.MOUTH_RIGHT),
            mesh.mark(Mesh.MOUTH_LEFT)),
        proposed.score());
  }
}
