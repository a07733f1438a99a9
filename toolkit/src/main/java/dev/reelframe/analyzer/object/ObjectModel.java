package dev.reelframe.analyzer.object;

import dev.reelframe.media.Frame;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;

/** A model that finds things in a frame. One instance serves one thread. */
sealed interface ObjectModel permits YoloxModel, SsdModel {

  /**
   * Everything with a score of at least {@link ObjectDetector#MIN_SCORE}.
   *
   * @param frame BGR
   * @return boxes in the frame's pixels, cut off at its edges, by falling score
   */
  List<Detection> look(Frame frame);

  /** The model file, for the provenance of a table. */
  ModelUse use();
}
