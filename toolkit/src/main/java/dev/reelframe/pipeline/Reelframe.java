package dev.reelframe.pipeline;

import dev.reelframe.media.SampleClip;

/** What concerns the whole process. */
public final class Reelframe {
  private Reelframe() {}

  /**
   * Makes this process ready for work, once in a session: every model of the standard pipeline is
   * loaded, and the code has been compiled over the sample clip. Models stay until {@link
   * dev.reelframe.models.ResidentModels#close} of {@code ResidentModels.shared()}.
   *
   * @return the seconds that it took, which the first clip does not take any more
   */
  public static double warm() {
    return warm(Pipeline.standard());
  }

  /** The same for the analyzers and the device of a pipeline. */
  public static double warm(Pipeline pipeline) {
    return pipeline.progress(Progress.SILENT).run(SampleClip.video()).cost().wallS();
  }
}
