package dev.reelframe.gpu.schedule;

import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what each device does next. Jobs wait in one queue per model and form, whoever they come
 * from; a device that is free gets the oldest queue that it can serve, as a batch as large as its
 * memory allows. A model is admitted by the memory that it needs and that is free; models without
 * work make room. Models that are loaded go before older work that would drive one of them out, but
 * only {@value #PATIENCE} times, so that nothing waits for ever.
 *
 * <p>Without threads and without a clock, so that the same decisions can be played in logical time.
 * Who calls it from several threads guards it.
 */
public final class Schedule {
  /** How often work may be overtaken for the sake of models that are loaded. */
  static final int PATIENCE = 16;

  /** Hears how jobs end, each exactly once. */
  public interface Listener {
    void done(Job job);

    void failed(Job job, RuntimeException why);
  }

  /**
   * A device to give work to.
   *
   * @param name tells devices apart, a UUID for instance
   * @param card its kind: what is measured on one holds for others of the kind
   * @param memoryBytes all its memory
   */
  public record Device(String name, String card, long memoryBytes) {}

  private record QueueKey(String model, String form) {}

  private record OnDevice(String device, String model) {}

  private final Footprints footprints;
  private final Listener listener;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<QueueKey, WorkQueue> queues = new LinkedHashMap<>();

  /** Items that have not been worked on, of each job that has not ended. */
  private final Map<Job, Integer> left = new IdentityHashMap<>();

  /** Models that ran out of memory with others beside them: they get the device for themselves. */
  private final Set<OnDevice> solitary = new HashSet<>();

  /** Models that ran out of memory beside a running batch: that says nothing about their size. */
  private final Set<OnDevice> unshared = new HashSet<>();

  private long jobs;

  public Schedule(Collection<Device> devices, Footprints footprints, Listener listener) {
    this.footprints = footprints;
    this.listener = listener;
    for (Device device : devices) {
      places.put(device.name(), new Place(device.name(), device.card(), device.memoryBytes()));
    }
  }

  /** Takes a job over; it ends through the listener, possibly before this returns. */
  public void submit(Job job) {
    Slice slice = Slice.whole(job, jobs++);
    left.put(job, job.items());
    if (live().isEmpty()) {
      fail(job, noDevice());
    } else {
      put(slice);
    }
  }

  private void put(Slice slice) {
    Job job = slice.job();
    queues
        .computeIfAbsent(
            new QueueKey(job.demand().model(), job.form()),
            key -> new WorkQueue(job.demand(), job.form()))
        .add(slice);
  }

  /** Whether any job has not ended. */
  public boolean hasWork() {
    return !left.isEmpty();
  }

  /** Devices that have not been lost. */
  public List<String> devices() {
    return live().stream().map(place -> place.name).toList();
  }

  private List<Place> live() {
    return places.values().stream().filter(place -> !place.isLost()).toList();
  }

  /**
   * What a device is to do now; empty where it has to wait for more work, or for the end of what
   * runs on it. A step that is given must be reported: loaded, unloaded, ended or failed.
   *
   * @param freeBytes its free memory, as the driver tells it
   */
  public Optional<Step> next(String device, long freeBytes) {
    Place place = places.get(device);
    if (!place.takesWork()) {
      return Optional.empty();
    }
    place.measured(freeBytes);
    Optional<Step> step = next(place, true);
    // What is patient for ever on an idle device would wait for nobody.
    return step.isEmpty() && place.isIdle() ? next(place, false) : step;
  }

  private Optional<Step> next(Place place, boolean patient) {
    List<WorkQueue> overtaken = new ArrayList<>();
    for (WorkQueue queue : waiting(place)) {
      Choice choice = choose(place, queue, patient);
      switch (choice.verdict()) {
        case NOW -> {
          overtaken.forEach(WorkQueue::passed);
          return choice.step();
        }
        case WAIT -> {
          return Optional.empty();
        }
        case PASS -> overtaken.add(queue);
        case NEVER -> refuse(place, queue, noMemory(place, queue));
      }
    }
    return Optional.empty();
  }

  private List<WorkQueue> waiting(Place place) {
    return queues.values().stream()
        .filter(queue -> !queue.isEmpty() && !queue.isRefusedBy(place))
        .sorted(Comparator.comparingLong(WorkQueue::age))
        .toList();
  }

  /** What can be done for a queue on a device. */
  private record Choice(Verdict verdict, Optional<Step> step) {
    enum Verdict {
      NOW,
      /** When what runs there has ended, and nothing else before it. */
      WAIT,
      /** Others may go before it. */
      PASS,
      NEVER
    }

    static Choice now(Step step) {
      return new Choice(Verdict.NOW, Optional.of(step));
    }

    static Choice not(Verdict verdict) {
      return new Choice(verdict, Optional.empty());
    }
  }

  private Choice choose(Place place, WorkQueue queue, boolean patient) {
    Demand demand = queue.demand;
    boolean alone = solitary.contains(new OnDevice(place.name, demand.model()));
    if (alone && !place.holdsNothingBut(demand)) {
      return makeRoom(place, queue, false);
    }
    return place.holds(demand) ? run(place, queue, patient) : load(place, queue, patient);
  }

  private Choice run(Place place, WorkQueue queue, boolean patient) {
    Demand demand = queue.demand;
    long perItem = footprints.of(place.card, demand).bytesPerItem();
    // What nobody knows yet is measured with nothing beside it.
    boolean byItself = perItem == 0 || unshared.contains(new OnDevice(place.name, demand.model()));
    if (byItself && !place.isIdle()) {
      return Choice.not(Choice.Verdict.WAIT);
    }
    long available = place.availableBytes(demand);
    boolean whole = queue.head().alone();
    int wanted = whole ? queue.head().items() : wanted(place, queue);
    long fit = perItem == 0 ? wanted : Math.min(wanted, available / perItem);
    if (fit < (whole ? wanted : 1)) {
      return makeRoom(place, queue, patient);
    }
    List<Slice> slices = queue.take((int) fit);
    long items = slices.stream().mapToLong(Slice::items).sum();
    long reserved = place.toReserve(demand, items * perItem);
    Batch batch = new Batch(demand, queue.form, slices, reserved, byItself);
    place.started(batch);
    return Choice.now(new Step.Run(batch));
  }

  /** As many as fit, but no more than its share where several devices work on the queue. */
  private int wanted(Place place, WorkQueue queue) {
    long sharing = live().stream().filter(other -> !queue.isRefusedBy(other)).count();
    long share = (queue.items() + sharing - 1) / sharing;
    return (int) Math.min(footprints.mostItems(place.card, queue.demand), share);
  }

  private Choice load(Place place, WorkQueue queue, boolean patient) {
    Footprint footprint = footprints.of(place.card, queue.demand);
    int least = queue.head().alone() ? queue.head().items() : 1;
    long needed = footprint.loadedBytes() + least * footprint.bytesPerItem();
    if (place.wholeBytes() < needed) {
      return Choice.not(Choice.Verdict.NEVER);
    }
    if (place.availableBytes() < needed) {
      return makeRoom(place, queue, patient);
    }
    if (!place.isIdle()) {
      return Choice.not(Choice.Verdict.WAIT);
    }
    place.startLoading(queue.demand);
    return Choice.now(new Step.Load(queue.demand));
  }

  private Choice makeRoom(Place place, WorkQueue queue, boolean patient) {
    Optional<Demand> victim = place.evictable(queue.demand);
    if (victim.isEmpty()) {
      return Choice.not(place.isIdle() ? Choice.Verdict.NEVER : Choice.Verdict.WAIT);
    }
    if (patient && queue.passes() < PATIENCE && hasWork(victim.get())) {
      return Choice.not(Choice.Verdict.PASS);
    }
    place.unloaded(victim.get());
    return Choice.now(new Step.Unload(victim.get()));
  }

  private boolean hasWork(Demand demand) {
    return queues.values().stream()
        .anyMatch(q -> q.demand.model().equals(demand.model()) && !q.isEmpty());
  }

  /** A model is there. */
  public void loaded(String device, Demand demand, long bytes) {
    Place place = places.get(device);
    if (!place.isLost()) {
      place.loaded(demand, bytes);
      long perItem = footprints.of(place.card, demand).bytesPerItem();
      footprints.measured(place.card, demand, new Footprint(bytes, perItem));
    }
  }

  /** A model found no memory to be loaded: it is tried again with the device to itself. */
  public void loadExhausted(String device, Demand demand, RuntimeException why) {
    Place place = places.get(device);
    place.notLoaded();
    boolean wasAlone = place.holdsNothingBut(demand);
    if (wasAlone || !solitary.add(new OnDevice(device, demand.model()))) {
      loadFailed(device, demand, why);
    }
  }

  /** A model cannot be loaded on this device. */
  public void loadFailed(String device, Demand demand, RuntimeException why) {
    Place place = places.get(device);
    place.notLoaded();
    queues.values().stream()
        .filter(queue -> queue.demand.model().equals(demand.model()))
        .forEach(queue -> refuse(place, queue, why));
  }

  private void refuse(Place place, WorkQueue queue, RuntimeException why) {
    queue.refusedBy(place);
    if (live().stream().allMatch(queue::isRefusedBy)) {
      queue.jobs().forEach(job -> fail(job, why));
      queue.forgetRefusals();
    }
  }

  /**
   * A batch has been worked on.
   *
   * @param handOver called before its jobs end, and not where the device was given up meanwhile:
   *     the work has gone to another one then, and must not count twice
   */
  public void ended(String device, Batch batch, Use use, Runnable handOver) {
    Place place = places.get(device);
    if (!place.ended(batch)) {
      return;
    }
    handOver.run();
    Demand demand = batch.demand();
    if (batch.wasAlone()) {
      Footprint before = footprints.of(place.card, demand);
      // At least something: it is known now.
      long perItem = Math.max(1, (use.peakBytes() + batch.items() - 1) / batch.items());
      footprints.measured(
          place.card,
          demand,
          new Footprint(before.loadedBytes(), Math.max(before.bytesPerItem(), perItem)));
      place.kept(demand, use.keptBytes());
    }
    for (Slice slice : batch.slices()) {
      Integer open = left.get(slice.job());
      if (open != null && open > slice.items()) {
        left.put(slice.job(), open - slice.items());
      } else if (open != null) {
        left.remove(slice.job());
        listener.done(slice.job());
      }
    }
  }

  /** A batch found no memory: half of it is tried, and no more than that from now on. */
  public void exhausted(String device, Batch batch, RuntimeException why) {
    Place place = places.get(device);
    if (!place.ended(batch)) {
      return;
    }
    Demand demand = batch.demand();
    boolean whole = batch.slices().stream().anyMatch(s -> !s.job().divisible());
    boolean hadAll = place.holdsNothingBut(demand);
    if (!batch.wasAlone()) {
      unshared.add(new OnDevice(device, demand.model()));
    } else if (batch.items() > 1 && !whole) {
      footprints.mostItems(place.card, demand, batch.items() / 2);
    } else if (hadAll || !solitary.add(new OnDevice(device, demand.model()))) {
      batch.slices().forEach(slice -> fail(slice.job(), why));
      return;
    }
    batch.slices().forEach(slice -> putBack(slice.alone(!slice.job().divisible())));
  }

  /** A batch failed for another reason: of several jobs in it each is tried by itself. */
  public void failed(String device, Batch batch, RuntimeException why) {
    if (!places.get(device).ended(batch)) {
      return;
    }
    if (batch.slices().size() == 1) {
      fail(batch.slices().getFirst().job(), why);
    } else {
      batch.slices().forEach(slice -> putBack(slice.alone(true)));
    }
  }

  private void putBack(Slice slice) {
    if (left.containsKey(slice.job())) {
      put(slice);
    }
  }

  /** A model is gone from all devices; it has no job left. */
  public void forget(Demand demand) {
    places.values().forEach(place -> place.unloaded(demand));
    queues.keySet().removeIf(key -> key.model().equals(demand.model()));
    solitary.removeIf(pair -> pair.model().equals(demand.model()));
    unshared.removeIf(pair -> pair.model().equals(demand.model()));
  }

  /** A device is gone: what ran on it goes back to the front of its queues. */
  public void lost(String device) {
    Set<Batch> orphans = places.get(device).lose();
    orphans.forEach(batch -> batch.slices().forEach(this::putBack));
    for (WorkQueue queue : List.copyOf(queues.values())) {
      if (live().stream().allMatch(queue::isRefusedBy)) {
        queue.jobs().forEach(job -> fail(job, noDevice()));
        queue.forgetRefusals();
      }
    }
  }

  private void fail(Job job, RuntimeException why) {
    if (left.remove(job) != null) {
      queues.values().forEach(queue -> queue.drop(job));
      listener.failed(job, why);
    }
  }

  private static DeviceLost noDevice() {
    return new DeviceLost(
        new Failure("schedule", 0, "no device", "every device is gone", Optional.empty()));
  }

  private DeviceExhausted noMemory(Place place, WorkQueue queue) {
    Footprint needs = footprints.of(place.card, queue.demand);
    String text =
        "%s takes %d MiB and %d MiB an item, more than %s has free"
            .formatted(
                queue.demand.model(),
                needs.loadedBytes() >> 20,
                needs.bytesPerItem() >> 20,
                place.card);
    return new DeviceExhausted(
        new Failure("schedule", 0, "no memory", text, Optional.of(place.name)));
  }
}
