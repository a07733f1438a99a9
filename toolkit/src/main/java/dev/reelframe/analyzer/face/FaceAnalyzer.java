package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.models.ResidentModels;

/**
 * An analyzer of the faces that {@code face_detection} finds: it looks when that looks.
 *
 * @param <A> itself
 */
public interface FaceAnalyzer<A extends FaceAnalyzer<A>> extends Analyzer {
  /** Finds the faces. */
  FaceDetection faces();

  /** The same over the faces of that detection. */
  A faces(FaceDetection other);

  /** Looks every so many seconds. */
  default A every(double seconds) {
    return faces(faces().every(seconds));
  }

  /** Looks again where a cell of the picture changed by this much, 0..255; 0 always looks. */
  default A stillness(double difference) {
    return faces(faces().stillness(difference));
  }

  /** Ends tracks at the cuts of that analyzer, whose table is named {@code cut_analysis}. */
  default A cuts(Analyzer analyzer) {
    return faces(faces().cuts(analyzer));
  }

  /** Takes its models from there. */
  default A models(ResidentModels resident) {
    return faces(faces().models(resident));
  }

  @Override
  default Analyzer withRequired(Analyzer other) {
    return other instanceof FaceDetection f ? faces(f) : this;
  }
}
