package dev.reelframe.models;

import ai.onnxruntime.OrtSession;
import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Job;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph whose calls the scheduler places on GPUs: loaded there when there is work and memory for
 * it. Where no GPU is left, or none has the memory, its calls run on the CPU from then on, and say
 * why.
 */
final class ScheduledCalls implements GraphCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledCalls.class);

  private final GpuModels gpus;
  private final Demand demand;
  private final Path file;
  private final SessionSettings settings;
  private final DeviceUse device;
  private volatile Optional<DirectCalls> onCpu = Optional.empty();

  private ScheduledCalls(
      GpuModels gpus, Demand demand, Path file, SessionSettings settings, DeviceUse device) {
    this.gpus = gpus;
    this.demand = demand;
    this.file = file;
    this.settings = settings;
    this.device = device;
  }

  /**
   * Registers a graph, and lets a device load it once.
   *
   * @throws ModelUnavailable where no device can
   */
  static ScheduledCalls open(GpuModels gpus, String name, Path file, SessionSettings settings) {
    Demand demand = gpus.register(name, file, settings);
    GraphJob.Whole<Boolean> probe = new GraphJob.Whole<>(demand, 1, session -> true);
    try {
      gpus.submit(probe).join();
    } catch (CompletionException e) {
      gpus.forget(demand);
      throw unavailable(name, e.getCause());
    }
    DeviceUse use = new DeviceUse(settings.device(), gpus.device(probe.device()), "");
    return new ScheduledCalls(gpus, demand, file, settings, use);
  }

  private static ModelException unavailable(String name, Throwable cause) {
    return cause instanceof ModelException known
        ? known
        : new ModelUnavailable(
            "Model " + name + " cannot run on a GPU: " + cause.getMessage(), false, cause);
  }

  @Override
  public DeviceUse device() {
    return device;
  }

  @Override
  public <T> Answer<T> whole(long items, Call<T> call) {
    GraphJob.Whole<T> job = new GraphJob.Whole<>(demand, items, call);
    return ran(job)
        ? new Answer<>(job.value(), use(job), job.nanos().get(), 0)
        : onCpu().whole(items, call);
  }

  @Override
  public Answer<Outputs> rows(Feeds feeds) {
    if (!gpus.mayJoin(demand)) {
      return whole(
          feeds.items(), on -> DirectCalls.outputs(on.run(feeds.inputs(), feeds.wanted())));
    }
    GraphJob.Rows job = new GraphJob.Rows(demand, feeds);
    return ran(job)
        ? new Answer<>(job.gathered().outputs(), use(job), job.nanos().get(), 0)
        : onCpu().rows(feeds);
  }

  private DeviceUse use(GraphJob.Base job) {
    return new DeviceUse(settings.device(), gpus.device(job.device()), "");
  }

  /** Whether a GPU has done it; from the first no on, the CPU does. */
  private boolean ran(Job job) {
    if (onCpu.isPresent()) {
      return false;
    }
    try {
      gpus.submit(job).join();
      return true;
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof DeviceLost || e.getCause() instanceof DeviceExhausted)) {
        throw e.getCause() instanceof RuntimeException known ? known : e;
      }
      moveToCpu(e.getCause().getMessage());
      return false;
    }
  }

  private synchronized void moveToCpu(String reason) {
    if (onCpu.isEmpty()) {
      LOG.warn("{} goes on on the CPU: {}", demand.model(), reason);
      DeviceUse use = new DeviceUse(settings.device(), Device.cpu(), reason);
      OrtSession session = OnnxRuntime.onCpu(demand.model(), file, settings);
      onCpu = Optional.of(new DirectCalls(demand.model(), session, use));
    }
  }

  private DirectCalls onCpu() {
    return onCpu.orElseThrow();
  }

  @Override
  public void close() {
    gpus.forget(demand);
    onCpu.ifPresent(DirectCalls::close);
  }
}
