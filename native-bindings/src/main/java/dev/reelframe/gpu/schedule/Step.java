package dev.reelframe.gpu.schedule;

/** What a device is to do next. */
public sealed interface Step {
  /**
   * Load a model; nothing else runs on the device meanwhile, so that its memory can be measured.
   */
  record Load(Demand demand) implements Step {}

  /** Free a model that nobody uses, for the sake of another one. */
  record Unload(Demand demand) implements Step {}

  /** Run a batch. */
  record Run(Batch batch) implements Step {}
}
