package dev.reelframe.gpu.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Work for one model in one form, in the order in which it came. */
final class WorkQueue {
  final Demand demand;
  final String form;
  private final TreeSet<Slice> waiting = new TreeSet<>(Slice.ORDER);
  private final Set<String> refusedBy = new HashSet<>();
  private long items;
  private int passes;

  WorkQueue(Demand demand, String form) {
    this.demand = demand;
    this.form = form;
  }

  void add(Slice slice) {
    waiting.add(slice);
    items += slice.items();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long items() {
    return items;
  }

  Slice head() {
    return waiting.first();
  }

  long age() {
    return waiting.first().number();
  }

  /** Takes work from the front. A job that cannot be cut comes whole and by itself. */
  List<Slice> take(int most) {
    List<Slice> taken = new ArrayList<>();
    if (head().alone()) {
      taken.add(poll());
    } else {
      int left = most;
      while (left > 0 && !waiting.isEmpty() && !head().alone()) {
        Slice next = poll();
        if (next.items() > left) {
          add(next.after(left));
          next = next.first(left);
        }
        taken.add(next);
        left -= next.items();
      }
    }
    passes = 0;
    return taken;
  }

  private Slice poll() {
    Slice first = waiting.pollFirst();
    items -= first.items();
    return first;
  }

  /** What else waits of a job that has failed. */
  void drop(Job job) {
    List<Slice> gone = waiting.stream().filter(s -> s.job() == job).toList();
    gone.forEach(waiting::remove);
    items -= gone.stream().mapToLong(Slice::items).sum();
  }

  List<Job> jobs() {
    return waiting.stream().map(Slice::job).distinct().toList();
  }

  /** Others were served before it although it was there first. */
  void passed() {
    passes++;
  }

  int passes() {
    return passes;
  }

  void refusedBy(Place place) {
    refusedBy.add(place.name);
  }

  boolean isRefusedBy(Place place) {
    return refusedBy.contains(place.name);
  }

  /** Memory may be there for what comes later. */
  void forgetRefusals() {
    refusedBy.clear();
  }
}
