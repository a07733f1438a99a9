package dev.reelframe.gpu.schedule;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A simulation whose jobs are counted: each must end once. */
final class SimulatedRun implements Simulation.Behaviour {
  /** A job of a test. */
  static final class Work implements Job {
    private final Demand demand;
    private final String form;
    private final int items;
    private final boolean divisible;

    Work(Demand demand, String form, int items, boolean divisible) {
      this.demand = demand;
      this.form = form;
      this.items = items;
      this.divisible = divisible;
    }

    @Override
    public Demand demand() {
      return demand;
    }

    @Override
    public String form() {
      return form;
    }

    @Override
    public int items() {
      return items;
    }

    @Override
    public boolean divisible() {
      return divisible;
    }
  }

  final Simulation simulation;
  final Map<Job, Integer> done = new IdentityHashMap<>();
  final Map<Job, Double> doneS = new IdentityHashMap<>();
  final List<RuntimeException> failures = new ArrayList<>();
  private final Map<String, Footprint> real;
  private final ToDoubleFunction<Integer> seconds;
  private int jobs;

  /**
   * @param real what models really take; as declared where it is not said
   * @param seconds of a batch, by its items
   */
  SimulatedRun(
      List<Schedule.Device> devices,
      Footprints footprints,
      Map<String, Footprint> real,
      ToDoubleFunction<Integer> seconds) {
    this.real = real;
    this.seconds = seconds;
    this.simulation = new Simulation(devices, footprints, this);
  }

  static Demand model(String name, long loadedBytes, long bytesPerItem, int mostItems) {
    return new Demand(name, new Footprint(loadedBytes, bytesPerItem), mostItems);
  }

  static Schedule.Device device(String name, long bytes) {
    return new Schedule.Device(name, "card", bytes);
  }

  Job submit(double timeS, Demand demand, int items) {
    return submit(timeS, new Work(demand, "", items, true));
  }

  Job submit(double timeS, Job job) {
    jobs++;
    simulation.at(
        timeS,
        () ->
            simulation.submit(
                job,
                why -> {
                  done.merge(job, 1, Integer::sum);
                  doneS.put(job, simulation.nowS());
                  why.ifPresent(failures::add);
                }));
    return job;
  }

  SimulatedRun run() {
    simulation.run();
    return this;
  }

  /** Every job has ended, and no job twice. */
  boolean endedOnceEach() {
    return simulation.isDone()
        && done.size() == jobs
        && done.values().stream().allMatch(n -> n == 1);
  }

  /** Sizes of the batches that ran. */
  List<Integer> batches() {
    return simulation.busy().stream().map(Simulation.Busy::items).filter(n -> n > 0).toList();
  }

  double busyS(String device) {
    return simulation.busy().stream()
        .filter(b -> b.device().equals(device))
        .mapToDouble(b -> b.endS() - b.startS())
        .sum();
  }

  @Override
  public Footprint takes(Demand demand) {
    return real.getOrDefault(demand.model(), demand.expected());
  }

  @Override
  public double loadS(Schedule.Device device, Demand demand) {
    return 0.5;
  }

  @Override
  public double runS(Schedule.Device device, Demand demand, int items) {
    return seconds.applyAsDouble(items);
  }
}
