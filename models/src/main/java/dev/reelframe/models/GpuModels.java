package dev.reelframe.models;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.error.GpuException;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Dispatcher;
import dev.reelframe.gpu.schedule.Footprint;
import dev.reelframe.gpu.schedule.Footprints;
import dev.reelframe.gpu.schedule.Job;
import dev.reelframe.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Graphs on GPUs: one scheduler for every graph of the process that may use the same devices, so
 * that calls of all analyzers and clips wait in the same queues.
 */
final class GpuModels implements AutoCloseable {
  /** Largest batch that is tried; memory usually ends it sooner. */
  private static final int MOST_ITEMS = 64;

  /** Makes a session of a graph on a device. */
  interface Opening {
    OrtSession open(String model, Path file, SessionSettings settings, Gpu gpu) throws OrtException;
  }

  /** A graph that devices may load. */
  record Graph(Path file, SessionSettings settings) {}

  private static final Map<Device, GpuModels> SHARED = new HashMap<>();

  private final Map<String, Graph> graphs = new ConcurrentHashMap<>();
  private final Set<String> neverJoined = ConcurrentHashMap.newKeySet();
  private final List<OnnxAccelerator> accelerators = new ArrayList<>();
  private final Map<String, Gpu> byName = new HashMap<>();
  private final Dispatcher dispatcher;

  GpuModels(List<Gpu> gpus, Footprints footprints, Opening opening) {
    for (Gpu gpu : gpus) {
      accelerators.add(new OnnxAccelerator(gpu, Context.primary(gpu), this, opening));
      byName.put(gpu.uuid(), gpu);
    }
    dispatcher = Dispatcher.over(accelerators, footprints);
  }

  /**
   * The process's scheduler over the GPUs that a device stands for; one that has lost its last
   * device is made anew.
   *
   * @throws GpuException where there is no such GPU, or it cannot be used
   */
  static synchronized GpuModels on(Device wanted) {
    GpuModels known = SHARED.get(wanted);
    if (known == null || known.dispatcher.devices().isEmpty()) {
      List<Gpu> gpus =
          wanted.kind() == Device.Kind.AUTO
              ? List.copyOf(Gpu.list())
              : List.of(Gpu.select(wanted.toString()));
      Path remembered = Setting.home().resolve("gpu").resolve("footprints.properties");
      known = new GpuModels(gpus, Footprints.in(remembered), OnnxRuntime::onGpu);
      SHARED.put(wanted, known);
    }
    return known;
  }

  /** Makes a graph known; until it is measured it counts as large as its file. */
  Demand register(String name, Path file, SessionSettings settings) {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (IOException e) {
      throw new ModelMissing(name, "Model " + name + " has no file " + file + ".", null);
    }
    String key = graphs.containsKey(name) ? name + " " + file + " " + settings : name;
    graphs.put(key, new Graph(file, settings));
    return new Demand(key, new Footprint(bytes, 0), MOST_ITEMS);
  }

  /** Frees a graph wherever it is loaded; none of its calls is running. */
  void forget(Demand demand) {
    dispatcher.forget(demand);
    accelerators.forEach(accelerator -> accelerator.unload(demand));
    graphs.remove(demand.model());
  }

  Optional<Graph> graph(Demand demand) {
    return Optional.ofNullable(graphs.get(demand.model()));
  }

  CompletableFuture<Void> submit(Job job) {
    return dispatcher.submit(job);
  }

  /** A device by its name in the scheduler. */
  Device device(String name) {
    return Device.cuda(byName.get(name).index());
  }

  /** Whether rows of several calls may share a batch: not once a graph has refused that. */
  boolean mayJoin(Demand demand) {
    return !neverJoined.contains(demand.model());
  }

  void neverJoin(Demand demand) {
    neverJoined.add(demand.model());
  }

  @Override
  public void close() {
    dispatcher.close();
    accelerators.forEach(OnnxAccelerator::close);
  }
}
