package dev.reelframe.analyzer.face;

import dev.reelframe.media.Frame;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;

/** The first stage: proposes faces in a frame. One instance serves one thread. */
sealed interface FaceFinder permits YunetFinder, BlazeFinder {

  /**
   * Faces with a score of at least {@link FaceDetector#MIN_SCORE}; one face may be proposed more
   * than once, from looks at different scales.
   *
   * @param frame BGR
   * @return boxes and marks in the frame's pixels
   */
  List<Face> propose(Frame frame);

  /**
   * The box of a face whose mesh is known, from the hair to the chin: boxes of all finders mean the
   * same, whatever their models were trained on.
   */
  Face placed(Face proposed, Mesh mesh);

  /** The model file, for the provenance of a table. */
  ModelUse use();
}
