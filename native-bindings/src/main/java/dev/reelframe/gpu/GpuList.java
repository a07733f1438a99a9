package dev.reelframe.gpu;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The devices of {@link Gpu#list()}; an empty one knows why it is empty. Unmodifiable. */
public final class GpuList extends AbstractList<Gpu> implements RandomAccess {
  private final GpuProbe probe;

  GpuList(GpuProbe probe) {
    this.probe = probe;
  }

  /** What was found, or why nothing. */
  public GpuProbe probe() {
    return probe;
  }

  @Override
  public Gpu get(int index) {
    return probe.devices().get(index);
  }

  @Override
  public int size() {
    return probe.devices().size();
  }

  /** The answer in one line, and a line for each device. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(probe.line());
    for (Gpu gpu : this) {
      text.append(
          "\n  [%d] %s  %s  %s".formatted(gpu.index(), gpu.name(), gpu.uuid(), gpu.pciBusId()));
    }
    return text.toString();
  }
}
