package dev.reelframe.gpu.schedule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A device as the schedule sees it: what is loaded, what runs, what memory is spoken for. */
final class Place {
  /** A loaded model. */
  private static final class Resident {
    final Demand demand;
    final long loadedBytes;
    long keptBytes;
    long lastUse;

    Resident(Demand demand, long loadedBytes) {
      this.demand = demand;
      this.loadedBytes = loadedBytes;
    }

    long bytes() {
      return loadedBytes + keptBytes;
    }
  }

  final String name;
  final String card;
  private final long totalBytes;
  private final Map<String, Resident> residents = new LinkedHashMap<>();
  private final Set<Batch> running = new HashSet<>();
  private long foreignBytes;
  private long uses;
  private Optional<Demand> loading = Optional.empty();
  private boolean lost;

  Place(String name, String card, long totalBytes) {
    this.name = name;
    this.card = card;
    this.totalBytes = totalBytes;
  }

  /** What others hold can be told only while nothing of ours grows. */
  void measured(long freeBytes) {
    if (isIdle()) {
      long ours = residents.values().stream().mapToLong(Resident::bytes).sum();
      foreignBytes = Math.max(0, totalBytes - freeBytes - ours);
    }
  }

  boolean isIdle() {
    return running.isEmpty() && loading.isEmpty();
  }

  boolean takesWork() {
    return !lost && loading.isEmpty() && running.stream().noneMatch(Batch::byItself);
  }

  boolean isLost() {
    return lost;
  }

  /** Memory that models could have if none was loaded. */
  long wholeBytes() {
    return totalBytes - foreignBytes;
  }

  long availableBytes() {
    long ours = residents.values().stream().mapToLong(Resident::bytes).sum();
    return wholeBytes() - ours - running.stream().mapToLong(Batch::reservedBytes).sum();
  }

  /** Memory that a batch of this model could have: also what the model keeps from the last one. */
  long availableBytes(Demand demand) {
    boolean busy = running.stream().anyMatch(b -> b.demand().model().equals(demand.model()));
    return availableBytes() + (busy ? 0 : residents.get(demand.model()).keptBytes);
  }

  /** Memory to set aside for a batch beside what its model keeps. */
  long toReserve(Demand demand, long bytes) {
    return Math.max(0, bytes - (availableBytes(demand) - availableBytes()));
  }

  boolean holds(Demand demand) {
    return residents.containsKey(demand.model());
  }

  /** Whether no other model is loaded. */
  boolean holdsNothingBut(Demand demand) {
    return residents.size() - (holds(demand) ? 1 : 0) == 0;
  }

  /** The model without running work whose last use is longest ago; never the one it is for. */
  Optional<Demand> evictable(Demand sake) {
    return residents.values().stream()
        .filter(r -> !r.demand.model().equals(sake.model()))
        .filter(r -> running.stream().noneMatch(b -> b.demand().model().equals(r.demand.model())))
        .min(Comparator.comparingLong(r -> r.lastUse))
        .map(r -> r.demand);
  }

  void startLoading(Demand demand) {
    loading = Optional.of(demand);
  }

  void loaded(Demand demand, long bytes) {
    loading = Optional.empty();
    residents.put(demand.model(), new Resident(demand, bytes));
  }

  void notLoaded() {
    loading = Optional.empty();
  }

  void unloaded(Demand demand) {
    residents.remove(demand.model());
  }

  void started(Batch batch) {
    if (!running.isEmpty()) {
      batch.shared();
      running.forEach(Batch::shared);
    }
    running.add(batch);
    residents.get(batch.demand().model()).lastUse = ++uses;
  }

  /** Whether it was running here: a lost device's work has gone elsewhere. */
  boolean ended(Batch batch) {
    return running.remove(batch);
  }

  void kept(Demand demand, long bytes) {
    Resident resident = residents.get(demand.model());
    resident.keptBytes = Math.max(0, resident.keptBytes + bytes);
  }

  /** Its running batches, which are to run elsewhere. */
  Set<Batch> lose() {
    lost = true;
    loading = Optional.empty();
    residents.clear();
    Set<Batch> orphans = new HashSet<>(running);
    running.clear();
    return orphans;
  }
}
