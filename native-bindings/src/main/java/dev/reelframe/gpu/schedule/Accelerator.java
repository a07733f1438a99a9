package dev.reelframe.gpu.schedule;

/**
 * A device that does what the schedule says.
 *
 * <p>A {@link dev.reelframe.gpu.error.GpuException} says through its recovery what happens next:
 * out of memory makes batches smaller, a lost device or a spoiled context gives the device up;
 * whatever else is thrown is the fault of the job.
 */
public interface Accelerator {
  Schedule.Device device();

  /** Batches at a time: with two, one is prepared and copied while another is computed. */
  int lanes();

  /** Free memory now, as the driver tells it. */
  long freeBytes();

  /**
   * Loads a model; nothing else runs on the device meanwhile.
   *
   * @return memory that it took
   */
  long load(Demand demand);

  void unload(Demand demand);

  /** Runs a batch. */
  Finished run(Batch batch);

  /**
   * A batch that has been worked on.
   *
   * @param use memory that it took
   * @param handOver gives the jobs their results: called before they end, quick, and not called
   *     where the batch has gone to another device meanwhile
   */
  record Finished(Use use, Runnable handOver) {}
}
