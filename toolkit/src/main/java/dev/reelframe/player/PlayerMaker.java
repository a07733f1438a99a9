package dev.reelframe.player;

import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunPage;
import dev.reelframe.pipeline.RunPageMaker;

/** Makes players of runs, for the service loader. */
public final class PlayerMaker implements RunPageMaker {
  /** For the service loader. */
  public PlayerMaker() {}

  @Override
  public RunPage player(Analysis run) {
    return Player.of(run);
  }
}
