package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.evidence.RowRef;
import dev.reelframe.analyzer.track.Shots;

/**
 * Whether a text comes or goes when its row begins or ends. Lettering of the scene is read only
 * from when it is near or nobody stands before it; so a time is told where the picture changes
 * there too ({@code visual_effects}) or a shot begins.
 */
final class CaptionTimes {
  private static final String EFFECTS = "visual_effects";
  private static final String OVERLAY = "overlay_change";
  private static final String CAPTION = "caption";

  /** The same moment, as sampling and a short fade allow, seconds. */
  private static final double TOGETHER_S = 0.3;

  private final ClipTables scene;
  private final Shots shots;

  CaptionTimes(ClipTables scene) {
    this.scene = scene;
    this.shots = Shots.of(scene.inputs());
  }

  boolean comes(RowRef text) {
    return text.startS() > 0 && seen(text.startS());
  }

  boolean goes(RowRef text) {
    return seen(text.endS());
  }

  /** What to call it: laid over the picture only if it is there throughout, comes or goes. */
  String kind(RowRef text) {
    String kind = text.text("kind").orElse(CAPTION);
    double endS = scene.inputs().end().durationS();
    boolean throughout = text.startS() < TOGETHER_S && text.endS() > endS - TOGETHER_S;
    boolean laidOver = throughout || comes(text) || goes(text);
    return kind.equals(CAPTION) && !laidOver ? "text" : kind;
  }

  /** Taken for granted where nobody has looked. */
  private boolean seen(double timeS) {
    boolean changes =
        scene.rows(EFFECTS).stream()
            .filter(e -> e.is("kind", OVERLAY))
            .anyMatch(e -> Math.abs(e.startS() - timeS) < TOGETHER_S);
    boolean withShot =
        shots.spans().stream().skip(1).anyMatch(s -> Math.abs(s.startS() - timeS) < TOGETHER_S);
    return !scene.has(EFFECTS) || changes || withShot;
  }
}
