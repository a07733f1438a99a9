package dev.reelframe.gpu.schedule;

import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Plays a {@link Schedule} in logical time: nothing is computed, devices take as long and as much
 * memory as they are said to. What comes out is a prediction, as good as those figures.
 */
public final class Simulation {
  /** How devices behave. */
  public interface Behaviour {
    /** Memory that a model really takes. */
    default Footprint takes(Demand demand) {
      return demand.expected();
    }

    double loadS(Schedule.Device device, Demand demand);

    double runS(Schedule.Device device, Demand demand, int items);
  }

  /**
   * A stretch in which a device was busy.
   *
   * @param items in the batch; 0 where the model was loaded
   */
  public record Busy(String device, String model, int items, double startS, double endS) {}

  private record Event(double timeS, long number, Runnable action) {}

  private static final class Card {
    final Schedule.Device device;
    final Map<String, Long> loaded = new HashMap<>();
    long batchBytes;
    long peakBytes;
    boolean working;

    Card(Schedule.Device device) {
      this.device = device;
    }

    long usedBytes() {
      return batchBytes + loaded.values().stream().mapToLong(b -> b).sum();
    }

    boolean fits(long more) {
      if (usedBytes() + more > device.memoryBytes()) {
        return false;
      }
      peakBytes = Math.max(peakBytes, usedBytes() + more);
      return true;
    }
  }

  private final Behaviour behaviour;
  private final Schedule schedule;
  private final Map<String, Card> cards = new LinkedHashMap<>();
  private final Map<Job, Consumer<Optional<RuntimeException>>> open = new IdentityHashMap<>();
  private final PriorityQueue<Event> agenda =
      new PriorityQueue<>(Comparator.comparingDouble(Event::timeS).thenComparing(Event::number));
  private final List<Busy> busy = new ArrayList<>();
  private double nowS;
  private long events;

  public Simulation(List<Schedule.Device> devices, Footprints footprints, Behaviour behaviour) {
    this.behaviour = behaviour;
    devices.forEach(device -> cards.put(device.name(), new Card(device)));
    schedule =
        new Schedule(
            devices,
            footprints,
            new Schedule.Listener() {
              @Override
              public void done(Job job) {
                ended(job, Optional.empty());
              }

              @Override
              public void failed(Job job, RuntimeException why) {
                ended(job, Optional.of(why));
              }
            });
  }

  private void ended(Job job, Optional<RuntimeException> why) {
    Consumer<Optional<RuntimeException>> told = open.remove(job);
    at(nowS, () -> told.accept(why));
  }

  /** Logical time, seconds. */
  public double nowS() {
    return nowS;
  }

  /** Does something at a time, in the order of the calls where several fall together. */
  public void at(double timeS, Runnable action) {
    agenda.add(new Event(timeS, events++, action));
  }

  /**
   * Hands a job in now.
   *
   * @param ended hears its end, and what went wrong
   */
  public void submit(Job job, Consumer<Optional<RuntimeException>> ended) {
    open.put(job, ended);
    schedule.submit(job);
  }

  /** A device is gone from now on. */
  public void lose(String device) {
    schedule.lost(device);
  }

  /** Plays until nothing is left to happen. */
  public void run() {
    while (!agenda.isEmpty()) {
      Event event = agenda.poll();
      nowS = Math.max(nowS, event.timeS);
      event.action.run();
      if (agenda.isEmpty() || agenda.peek().timeS > nowS) {
        giveAll();
      }
    }
  }

  /** Whether every job has ended. */
  public boolean isDone() {
    return !schedule.hasWork() && open.isEmpty();
  }

  /** What the devices did, in the order in which it began. */
  public List<Busy> busy() {
    return List.copyOf(busy);
  }

  public long peakBytes(String device) {
    return cards.get(device).peakBytes;
  }

  /** What one device cannot do may be for another that was asked before it. */
  private void giveAll() {
    boolean given = true;
    while (given) {
      given = false;
      for (Card card : cards.values()) {
        given |= give(card);
      }
    }
  }

  private boolean give(Card card) {
    String name = card.device.name();
    boolean given = false;
    while (!card.working) {
      long free = card.device.memoryBytes() - card.usedBytes();
      Optional<Step> step = schedule.next(name, free);
      if (step.isEmpty()) {
        return given;
      }
      given = true;
      switch (step.get()) {
        case Step.Load load -> load(card, load.demand());
        case Step.Unload unload -> card.loaded.remove(unload.demand().model());
        case Step.Run run -> run(card, run.batch());
      }
    }
    return given;
  }

  private void load(Card card, Demand demand) {
    String name = card.device.name();
    long bytes = behaviour.takes(demand).loadedBytes();
    if (!card.fits(bytes)) {
      schedule.loadExhausted(name, demand, exhausted(card));
      return;
    }
    card.loaded.put(demand.model(), bytes);
    double seconds = behaviour.loadS(card.device, demand);
    during(card, demand.model(), 0, seconds, () -> schedule.loaded(name, demand, bytes));
  }

  private void run(Card card, Batch batch) {
    String name = card.device.name();
    int items = batch.items();
    long bytes = behaviour.takes(batch.demand()).bytesPerItem() * items;
    if (!card.fits(bytes)) {
      schedule.exhausted(name, batch, exhausted(card));
      return;
    }
    card.batchBytes += bytes;
    double seconds = behaviour.runS(card.device, batch.demand(), items);
    during(
        card,
        batch.demand().model(),
        items,
        seconds,
        () -> {
          card.batchBytes -= bytes;
          schedule.ended(name, batch, new Use(bytes, 0), () -> {});
        });
  }

  private void during(Card card, String model, int items, double seconds, Runnable after) {
    busy.add(new Busy(card.device.name(), model, items, nowS, nowS + seconds));
    card.working = true;
    at(
        nowS + seconds,
        () -> {
          card.working = false;
          after.run();
        });
  }

  private static DeviceExhausted exhausted(Card card) {
    return new DeviceExhausted(
        new Failure(
            "simulation", 2, "out of memory", "no memory", Optional.of(card.device.name())));
  }
}
