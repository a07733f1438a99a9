package dev.reelframe.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.schedule.Accelerator;
import dev.reelframe.gpu.schedule.Batch;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Footprint;
import dev.reelframe.gpu.schedule.Schedule;
import dev.reelframe.gpu.schedule.Slice;
import dev.reelframe.gpu.schedule.Use;
import dev.reelframe.gpu.trace.GpuTrace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A GPU whose models are sessions of ONNX Runtime. */
final class OnnxAccelerator implements Accelerator, AutoCloseable {
  /** One batch is joined and copied while another is computed. */
  private static final int LANES = 2;

  private static final Footprint NOTHING = new Footprint(0, 0);

  private final Gpu gpu;
  private final Context context;
  private final GpuModels models;
  private final GpuModels.Opening opening;
  private final Map<String, OrtSession> sessions = new ConcurrentHashMap<>();

  /**
   * @param context the primary one, which the runtime uses too; closed with this
   */
  OnnxAccelerator(Gpu gpu, Context context, GpuModels models, GpuModels.Opening opening) {
    this.gpu = gpu;
    this.context = context;
    this.models = models;
    this.opening = opening;
  }

  @Override
  public Schedule.Device device() {
    return new Schedule.Device(gpu.uuid(), gpu.name(), gpu.memoryBytes());
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public long freeBytes() {
    return context.memory().freeBytes();
  }

  @Override
  public long load(Demand demand) {
    GpuModels.Graph graph =
        models
            .graph(demand)
            .orElseThrow(() -> new IllegalStateException(demand.model() + " was closed"));
    long before = freeBytes();
    try {
      sessions.put(
          demand.model(), opening.open(demand.model(), graph.file(), graph.settings(), gpu));
    } catch (OrtException e) {
      throw typed(e, () -> OnnxErrors.loading(demand.model(), graph.file(), e));
    }
    NativeCount.SESSIONS.opened();
    return Math.max(0, before - freeBytes());
  }

  @Override
  public void unload(Demand demand) {
    OrtSession session = sessions.remove(demand.model());
    if (session != null) {
      try {
        session.close();
        NativeCount.SESSIONS.closed();
      } catch (OrtException e) {
        throw typed(e, () -> OnnxErrors.running(demand.model(), e));
      }
    }
  }

  @Override
  public Finished run(Batch batch) {
    OrtSession session = sessions.get(batch.demand().model());
    Slice first = batch.slices().getFirst();
    long before = freeBytes();
    long start = System.nanoTime();
    try (GpuTrace.Span span = GpuTrace.span(batch.demand().model())) {
      Runnable handOver =
          first.job() instanceof GraphJob.Whole<?> whole
              ? whole.on(session)
              : rows(session, batch.slices());
      long nanos = System.nanoTime() - start;
      long taken = Math.max(0, before - freeBytes());
      return new Finished(
          new Use(taken, taken),
          () -> {
            handOver.run();
            batch.slices().forEach(slice -> account(slice, nanos, batch.items()));
          });
    } catch (OrtException e) {
      throw failed(batch, e);
    }
  }

  private void account(Slice slice, long nanos, int items) {
    GraphJob job = (GraphJob) slice.job();
    job.nanos().addAndGet(nanos * slice.items() / items);
    job.ranOn(gpu.uuid());
  }

  private Runnable rows(OrtSession session, List<Slice> slices) throws OrtException {
    GraphJob.Rows first = (GraphJob.Rows) slices.getFirst().job();
    Map<String, OnnxTensor> inputs = RowTensors.joined(OnnxRuntime.environment(), slices);
    int items = slices.stream().mapToInt(Slice::items).sum();
    List<Runnable> handOver = new ArrayList<>();
    try (OrtSession.Result result =
        session.run(inputs, new LinkedHashSet<>(first.feeds().wanted()))) {
      for (Map.Entry<String, OnnxValue> output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        long[] shape = tensor.getInfo().getShape();
        if (shape.length == 0 || shape[0] != items) {
          throw new ModelMismatch(
              output.getKey() + " has not a row for each of " + items + " items.");
        }
        ByteBuffer bytes = tensor.getByteBuffer();
        int from = 0;
        for (Slice slice : slices) {
          GatheredRows rows = ((GraphJob.Rows) slice.job()).gathered();
          int at = from;
          rows.prepare(output.getKey(), tensor);
          handOver.add(() -> rows.put(output.getKey(), bytes, slice.from(), at, slice.items()));
          from += slice.items();
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
    return () -> handOver.forEach(Runnable::run);
  }

  private RuntimeException failed(Batch batch, OrtException error) {
    return typed(
        error,
        () -> {
          // A graph that cannot take several rows at once is not asked to again.
          if (batch.slices().size() > 1) {
            models.neverJoin(batch.demand());
          }
          return OnnxErrors.running(batch.demand().model(), error);
        });
  }

  /** Errors of the device say more about it than about the graph. */
  private RuntimeException typed(OrtException error, Supplier<ModelException> ofTheGraph) {
    String text = String.valueOf(error.getMessage());
    Failure failure = new Failure("OrtRun", 0, "" + error.getCode(), text, Optional.of(gpu.uuid()));
    if (OnnxErrors.outOfMemory(error)) {
      return new DeviceExhausted(failure);
    }
    return OnnxErrors.deviceFailed(error) ? new DeviceLost(failure) : ofTheGraph.get();
  }

  /** Frees all sessions. */
  @Override
  public void close() {
    sessions.keySet().forEach(model -> unload(new Demand(model, NOTHING, 1)));
    context.close();
  }
}
