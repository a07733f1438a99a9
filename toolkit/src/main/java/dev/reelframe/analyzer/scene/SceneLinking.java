package dev.reelframe.analyzer.scene;

import java.util.ArrayList;
import java.util.List;

/** Shots linked into scenes. */
record SceneLinking(List<Shot> shots, double alike, int reachShots, double reachS) {

  /** Runs of shots; a run ends where no link goes over its end. */
  List<List<Shot>> list() {
    List<List<Shot>> scenes = new ArrayList<>();
    int first = 0;
    int linked = 0;
    for (int i = 0; i < shots.size(); i++) {
      linked = Math.max(linked, farthestLink(i));
      if (linked <= i) {
        scenes.add(shots.subList(first, i + 1));
        first = i + 1;
        linked = i + 1;
      }
    }
    return scenes;
  }

  private int farthestLink(int from) {
    int most = Math.min(shots.size() - 1, from + reachShots);
    for (int to = most; to > from; to--) {
      double between = shots.get(to).span().startS() - shots.get(from).span().endS();
      if (between <= reachS && shots.get(from).like(shots.get(to)) >= alike) {
        return to;
      }
    }
    return from;
  }

  /** Mean similarity of neighbours; NaN with one shot. */
  static double cohesion(List<Shot> scene) {
    double sum = 0;
    for (int i = 1; i < scene.size(); i++) {
      sum += scene.get(i - 1).like(scene.get(i));
    }
    return sum / (scene.size() - 1);
  }

  /** Largest similarity of a shot of one scene with one of the other; NaN where one has none. */
  static double closest(List<Shot> before, List<Shot> scene) {
    double most = Double.NaN;
    for (Shot a : before) {
      for (Shot b : scene) {
        double like = a.like(b);
        most = Double.isNaN(most) ? like : Math.max(most, like);
      }
    }
    return most;
  }
}
