package dev.reelframe.player;

import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunPage;

/** Makes players of runs, for the service loader. */
public final class PlayerMaker implements RunPage.Maker {
  /** For the service loader. */
  public PlayerMaker() {}

  @Override
  public RunPage player(Analysis run) {
    return Player.of(run);
  }
}
