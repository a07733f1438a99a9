package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.FrameMemo;
import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Faces of a frame, in two stages: a model proposes them, YuNet where it is there, else BlazeFace;
 * then the face mesh says of each proposal whether it is a face. What the mesh knows counts as
 * sure; what it does not know, such as a profile, keeps nearly the score of the proposal; what it
 * knows only when turned, a picture lying on its side, is no face, since neither model then says
 * where eyes and mouth are. Several proposals of one face have one mesh, and count once.
 *
 * <p>A frame that several analyzers ask about is looked at once; one detector serves one thread.
 */
public final class FaceDetector {
  /** The models of the first stage, the best first. */
  public static final ModelChoice FINDER = ModelChoice.anyOf(YunetFinder.MODEL, BlazeFinder.MODEL);

  /** The model of the second stage. */
  public static final ModelChoice MESH = ModelChoice.anyOf(FaceMesh.MODEL);

  /** Scores below this are noise; above it, they still support a track. */
  public static final double MIN_SCORE = 0.3;

  /** Presence in the mesh model from which there is a face. */
  static final double IS_FACE = 0.5;

  /** Presence from which no other way up is tried. */
  private static final double SURELY_UPRIGHT = 0.95;

  /** Presence from which a face is seen the other way up. */
  private static final double SURELY_TURNED = 0.9;

  /** Shorter sides show too little to tell which way up they are, pixels of the frame. */
  private static final double MIN_SIDE_TURNED_PX = 60;

  /** What a proposal that the mesh does not know loses. */
  private static final double UNKNOWN_TO_MESH = 0.05;

  /** Proposals that are verified, the surest first. */
  private static final int MOST = 12;

  /** Tips of noses this near, in sizes of the smaller face, are one. */
  private static final double SAME_NOSE = 0.25;

  /** A face this much inside of another, and so much smaller, is a part of it. */
  private static final double PART_OF = 0.7;

  private static final double PART_SIZE = 0.6;

  /** Boxes without a mesh that cover each other this much, or lie in another, are the same. */
  private static final double SAME_IOU = 0.3;

  private static final double INSIDE = 0.6;

  /** All that decides what is found in a frame. */
  private record Found(String finder, String mesh) implements FrameMemo.Key<List<Face>> {}

  private final FaceFinder finder;
  private final FaceMesh mesh;
  private final FrameMemo memo;

  private FaceDetector(FaceFinder finder, FaceMesh mesh, FrameMemo memo) {
    this.finder = finder;
    this.mesh = mesh;
    this.memo = memo;
  }

  /**
   * @param memo where what was found in a frame is kept for others
   * @throws dev.reelframe.models.ModelMissing where a model cannot be had
   */
  public static FaceDetector of(ModelAccess models, FrameMemo memo) {
    boolean yunet = models.store().choose(FINDER).equals(YunetFinder.MODEL);
    FaceFinder finder = yunet ? new YunetFinder(models) : new BlazeFinder(models);
    return new FaceDetector(finder, FaceMesh.of(models, memo), memo);
  }

  /** The model files, for the provenance of a table. */
  public List<ModelUse> uses() {
    return List.of(finder.use(), mesh.use());
  }

  /** The second stage, for those who want the mesh of a face that moved. */
  public FaceMesh mesh() {
    return mesh;
  }

  /**
   * Every face with a score of at least {@link #MIN_SCORE}, the surest first.
   *
   * @param frame BGR
   * @return boxes, points and meshes in the frame's pixels
   */
  public List<Face> detect(Frame frame) {
    if (frame.format() != PixelFormat.BGR) {
      throw new IllegalArgumentException("faces are found in BGR frames, not in " + frame);
    }
    Found key = new Found(finder.use().sha256(), mesh.use().sha256());
    return memo.get(frame, key, () -> run(frame));
  }

  private List<Face> run(Frame frame) {
    List<Face> proposed = new ArrayList<>(finder.propose(frame));
    proposed.sort(Comparator.comparingDouble(Face::score).reversed());
    List<Face> known = new ArrayList<>();
    List<Face> unknown = new ArrayList<>();
    for (Face face : proposed.subList(0, Math.min(MOST, proposed.size()))) {
      AlignedSquare place = AlignedSquare.of(face);
      Mesh upright = mesh.in(frame, place);
      if (isTurned(frame, face, place, upright.presence())) {
        continue;
      }
      Face placed = finder.placed(face, upright);
      if (upright.presence() >= IS_FACE) {
        double both = (face.score() + upright.presence()) / 2;
        known.add(placed.withScore(Math.max(face.score(), both)).withMesh(upright));
      } else {
        unknown.add(placed.withScore(face.score() - UNKNOWN_TO_MESH));
      }
    }
    return distinct(known, unknown);
  }

  /** Whether the mesh sees a face only, or better, in the picture turned by a quarter or a half. */
  private boolean isTurned(Frame frame, Face face, AlignedSquare place, double upright) {
    double side = Math.min(face.box().w(), face.box().h());
    if (upright >= SURELY_UPRIGHT || side < MIN_SIDE_TURNED_PX) {
      return false;
    }
    double least = Math.max(SURELY_TURNED, upright);
    for (double turn : new double[] {Math.PI, Math.PI / 2, -Math.PI / 2}) {
      if (mesh.in(frame, place.turned(turn)).presence() > least) {
        return true;
      }
    }
    return false;
  }

  private static List<Face> distinct(List<Face> known, List<Face> unknown) {
    known.sort(Comparator.comparingDouble(Face::score).reversed());
    unknown.sort(Comparator.comparingDouble(Face::score).reversed());
    List<Face> kept = new ArrayList<>();
    for (Face face : known) {
      if (kept.stream().noneMatch(k -> sameMesh(k.mesh().get(), face.mesh().get()))) {
        kept.add(face);
      }
    }
    for (Face face : unknown) {
      if (face.score() >= MIN_SCORE && kept.stream().noneMatch(k -> sameBox(k.box(), face.box()))) {
        kept.add(face);
      }
    }
    kept.sort(Comparator.comparingDouble(Face::score).reversed());
    return List.copyOf(kept);
  }

  /** Whether two meshes show one face, or the second a part of the first. */
  private static boolean sameMesh(Mesh a, Mesh b) {
    BoundingBox boxA = a.bounds();
    BoundingBox boxB = b.bounds();
    double sizeA = Math.max(boxA.w(), boxA.h());
    double sizeB = Math.max(boxB.w(), boxB.h());
    double apart = Math.hypot(a.x(Mesh.NOSE) - b.x(Mesh.NOSE), a.y(Mesh.NOSE) - b.y(Mesh.NOSE));
    return apart < SAME_NOSE * Math.min(sizeA, sizeB)
        || boxB.within(boxA) > PART_OF && sizeB < PART_SIZE * sizeA;
  }

  private static boolean sameBox(BoundingBox a, BoundingBox b) {
    return a.iou(b) > SAME_IOU || a.within(b) > INSIDE || b.within(a) > INSIDE;
  }
}
