package dev.reelframe.analyzer.text;

import java.util.Optional;

/**
 * Which edges of a place stand still, from three small pictures: some time before a sample, at it,
 * and after it. What moves is no overlay.
 */
record StandingEdges(LumaImage earlier, LumaImage now, LumaImage later) {
  /** Share of a line's edges that must stand; what moves shares few by chance. */
  private static final double STANDING = 0.4;

  /**
   * The edges that stand; empty where most of them move, or where there are too few to follow.
   *
   * @param line in pixels of the small pictures
   */
  Optional<LineTemplate> in(RotatedBox line) {
    LineTemplate standing = most(line);
    return standing.firm() && standing.size() >= STANDING * all(line).size()
        ? Optional.of(standing)
        : Optional.empty();
  }

  /** Whether a piece of a line may stand: so few edges tell nothing. */
  boolean maybe(RotatedBox piece) {
    LineTemplate all = all(piece);
    return !all.firm() || most(piece).size() >= STANDING * all.size();
  }

  private LineTemplate all(RotatedBox line) {
    return LineTemplate.of(now, now, line);
  }

  private LineTemplate most(RotatedBox line) {
    LineTemplate forward = LineTemplate.of(now, later, line);
    LineTemplate back = LineTemplate.of(now, earlier, line);
    return forward.size() >= back.size() ? forward : back;
  }
}
