package dev.reelframe.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What the machine did beside a trial: how fast it reckoned just before, and how much other
 * processes and other guests of the same host took meanwhile.
 *
 * @param probeMs milliseconds for a fixed piece of arithmetic, the best of three
 * @param busyS CPU seconds of all processes and of the host for others (steal) since the system's
 *     start; NaN where it keeps no such account
 */
record MachineState(double probeMs, double busyS) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final double TICKS_PER_S = 100; // USER_HZ of every Linux that Java runs on
  private static final int STEPS = 1_000_000;

  static {
    for (int i = 0; i < 20; i++) {
      spinMs(); // until it is compiled: the first probes would be slow for that reason
    }
  }

  static MachineState now() {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      best = Math.min(best, spinMs());
    }
    return new MachineState(best, busy());
  }

  private static double spinMs() {
    long start = System.nanoTime();
    long word = start | 1;
    for (int step = 0; step < STEPS; step++) {
      word = word * 6364136223846793005L + 1442695040888963407L; // Knuth's MMIX generator
    }
    double ms = (System.nanoTime() - start) / 1e6;
    return word == 0 ? 0 : ms; // the word is used, so the loop is run
  }

  /** Fields of the first line: user nice system idle iowait irq softirq steal, see proc(5). */
  private static double busy() {
    try {
      String[] fields = Files.readAllLines(STAT).getFirst().split("\\s+");
      double all = Arrays.stream(fields, 1, 9).mapToLong(Long::parseLong).sum();
      return (all - Long.parseLong(fields[4]) - Long.parseLong(fields[5])) / TICKS_PER_S;
    } catch (IOException | RuntimeException elsewhere) {
      return Double.NaN;
    }
  }

  /**
   * Cores that others kept busy since then.
   *
   * @param ownS CPU seconds of the trial itself
   */
  OptionalDouble otherLoadCores(double wallS, double ownS) {
    double others = (busy() - busyS - ownS) / wallS;
    return Double.isNaN(others) ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, others));
  }
}
