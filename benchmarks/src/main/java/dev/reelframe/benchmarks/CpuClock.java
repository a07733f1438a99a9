package dev.reelframe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CPU seconds of this process and of its children that have ended, from {@code /proc/self/stat}
 * (Linux). Children count with all their own children, once they have been waited for.
 *
 * @param ownS user and system time of this process
 * @param childrenS user and system time of ended children
 */
public record CpuClock(double ownS, double childrenS) {
  /** USER_HZ, fixed at 100 for every Linux that Java runs on. */
  private static final double TICKS_PER_S = 100;

  public static CpuClock now() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      // The name in parentheses may hold spaces; fields are counted behind it: 14 utime, 15 stime,
      // 16 cutime, 17 cstime.
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return new CpuClock(seconds(fields, 11), seconds(fields, 13));
    } catch (IOException e) {
      throw new IllegalStateException(
          "CPU time is read from /proc, which this system does not have", e);
    }
  }

  private static double seconds(List<String> fields, int first) {
    return (Long.parseLong(fields.get(first)) + Long.parseLong(fields.get(first + 1)))
        / TICKS_PER_S;
  }

  public double sinceS(CpuClock before) {
    return ownS - before.ownS + childrenS - before.childrenS;
  }

  double childrenSinceS(CpuClock before) {
    return childrenS - before.childrenS;
  }
}
