package dev.reelframe.analyzer;

import dev.reelframe.models.Device;
import dev.reelframe.models.ModelAccess;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.models.UsageMeter;
import java.util.concurrent.Semaphore;

/**
 * What one run over one video gives an analyzer to work with: nothing of it is kept by the process,
 * so two runs side by side do not know of each other.
 *
 * @param device where models are wanted to run
 * @param workers how many threads the run may keep busy; a model that is asked for once, for the
 *     whole video, may use as many
 * @param permits one for each analyzer that may work now; runs that share the cores share them
 * @param memo what analyzers of the run found in frames, so that none looks twice
 * @param usage counts what the models of this analyzer cost
 * @param originNanos of {@link System#nanoTime}: second 0 of the run
 */
public record RunContext(
    Device device,
    int workers,
    Semaphore permits,
    FrameMemo memo,
    UsageMeter usage,
    long originNanos) {

  /** A run of its own. */
  public static RunContext on(Device device, int workers) {
    return on(device, workers, new Semaphore(workers), System.nanoTime());
  }

  /** A run beside others that take their permits from the same place. */
  public static RunContext on(Device device, int workers, Semaphore permits, long originNanos) {
    return new RunContext(device, workers, permits, new FrameMemo(), new UsageMeter(), originNanos);
  }

  /** As many workers as a run has unless it is told otherwise. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The same run for another analyzer: it shares the memo; calls are told to its own lane. */
  RunContext forAnalyzer(Lane lane) {
    return new RunContext(
        device, workers, permits, memo, new UsageMeter(lane::called), originNanos);
  }

  /** Models for this run: loaded on its device, their calls counted by its meter. */
  public ModelAccess models(ResidentModels resident) {
    return resident.on(device, usage);
  }
}
