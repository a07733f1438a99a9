package dev.reelframe.experiment;

import static dev.reelframe.analyzer.Analyzers.cuts;

import dev.reelframe.media.SampleClip;
import java.nio.file.Path;

/**
 * Main class of a child with the simulated driver: a small experiment into the folder that is
 * named.
 */
public final class GpuExperiment {
  private GpuExperiment() {}

  public static void main(String[] arguments) {
    Experiment.of(cuts())
        .clip(SampleClip.video().file().toString())
        .vary("device", "auto", "cpu")
        .warmups(0)
        .repeats(1)
        .into(Path.of(arguments[0]))
        .run();
  }
}
