package dev.reelframe.pipeline;

/**
 * Makes the page that plays a run. The rooms above implement it; {@link Analysis#player()} takes
 * the one that {@link java.util.ServiceLoader} finds, {@link Analysis#player(RunPageMaker)} any.
 */
public interface RunPageMaker {
  /** A page of this run. */
  RunPage player(Analysis run);
}
