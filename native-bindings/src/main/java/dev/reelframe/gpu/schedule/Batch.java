package dev.reelframe.gpu.schedule;

import java.util.List;

/** What a model is to work on in one call. Told apart by identity. */
public final class Batch {
  private final Demand demand;
  private final String form;
  private final List<Slice> slices;
  private final long reservedBytes;
  private final boolean byItself;
  private boolean shared;

  Batch(Demand demand, String form, List<Slice> slices, long reservedBytes, boolean byItself) {
    this.demand = demand;
    this.form = form;
    this.slices = List.copyOf(slices);
    this.reservedBytes = reservedBytes;
    this.byItself = byItself;
  }

  public Demand demand() {
    return demand;
  }

  public String form() {
    return form;
  }

  /** In the order in which the jobs came. */
  public List<Slice> slices() {
    return slices;
  }

  public int items() {
    return slices.stream().mapToInt(Slice::items).sum();
  }

  /** Memory that was set aside for it on its device. */
  public long reservedBytes() {
    return reservedBytes;
  }

  /** Nothing else runs on the device meanwhile. */
  boolean byItself() {
    return byItself;
  }

  /** Another batch ran beside it: what memory it took cannot be told. */
  void shared() {
    shared = true;
  }

  boolean wasAlone() {
    return !shared;
  }

  @Override
  public String toString() {
    return items() + " items of " + demand.model();
  }
}
