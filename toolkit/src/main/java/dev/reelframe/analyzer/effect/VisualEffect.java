package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.PixelRect;
import java.util.Optional;

/**
 * One effect.
 *
 * @param startS seconds, inclusive
 * @param endS seconds, exclusive
 * @param factor of a zoom punch the enlargement, of a speed change the speed after over that
 *     before, of a split screen the number of pictures; else NaN
 * @param box where, as shares of the picture; empty for the whole
 */
record VisualEffect(double startS, double endS, Kind kind, double factor, Optional<PixelRect> box) {

  enum Kind {
    FREEZE,
    FLASH,
    ZOOM_PUNCH,
    OVERLAY_CHANGE,
    FILTER_CHANGE,
    SPEED_CHANGE,
    PICTURE_IN_PICTURE,
    SPLIT_SCREEN
  }

  /** The same in another box. */
  VisualEffect in(PixelRect place) {
    return new VisualEffect(startS, endS, kind, factor, Optional.of(place));
  }

  static VisualEffect whole(double startS, double endS, Kind kind, double factor) {
    return new VisualEffect(startS, endS, kind, factor, Optional.empty());
  }
}
