package dev.reelframe.analyzer.scene;

import dev.reelframe.table.Interval;
import java.util.Optional;

/**
 * One shot and what it is like.
 *
 * @param span from the middle of the change before to the middle of the change after
 * @param look mean look; empty where no frame was sampled in it
 * @param hearing mean sound; empty without sound
 */
record Shot(Interval span, Optional<VisualDescriptor> look, Optional<AudioDescriptor> hearing) {
  private static final double COLOR = 0.6;
  private static final double STRUCTURE = 0.2;
  private static final double SOUND = 0.2;

  /** Sound is only typical of a place after this long: a word or a pause is not. */
  private static final double TYPICAL_S = 3;

  /**
   * How alike two shots are, 0..1: 0.6 colour + 0.2 structure + 0.2 sound, the weight of what is
   * not known given to the rest. In shots below 3 s sound weighs less, in proportion.
   */
  double like(Shot other) {
    double sum = 0;
    double weight = 0;
    if (look.isPresent() && other.look.isPresent()) {
      sum += COLOR * look.get().colorLike(other.look.get());
      sum += STRUCTURE * look.get().structureLike(other.look.get());
      weight += COLOR + STRUCTURE;
    }
    if (hearing.isPresent() && other.hearing.isPresent()) {
      double shorter = Math.min(span.length(), other.span.length());
      double sound = SOUND * Math.min(1, shorter / TYPICAL_S);
      sum += sound * hearing.get().like(other.hearing.get());
      weight += sound;
    }
    return weight == 0 ? 0 : sum / weight;
  }
}
