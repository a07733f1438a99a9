package dev.reelframe.benchmarks.kills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills {@code analyze} (SIGKILL) at random moments and at each of its steps from one file to the
 * next, lets its disk run full, lets two write one folder. What a manifest names must be there at
 * any time, and what the next run leaves must be what it leaves in an empty folder.
 *
 * <p>Arguments: {@code LAUNCHER CLIP WORK RANDOM_KILLS AIMED_KILLS FULL_DISKS ROUNDS SEED}; called
 * by {@code benchmarks/kills}.
 */
final class Kills {
  private static final List<String> EARLIER =
      List.of("--only", "cut_analysis,color_analysis", "--format", "csv,json");
  private static final List<String> LATER =
      List.of("--only", "audio_analysis,color_analysis", "--format", "csv");
  private static final List<String> OTHER = List.of("--only", "audio_analysis", "--format", "csv");

  /** Files that are moved in such a run; no fewer are removed before. */
  private static final int STEPS = 13;

  private final String launcher;
  private final Path clip;
  private final Path work;
  private final Random random;
  private final Map<String, String> earlier;
  private final Map<String, String> later;
  private final Map<String, String> other;
  private double usualS;

  private Kills(String launcher, Path clip, Path work, long seed) throws Exception {
    this.launcher = launcher;
    this.clip = clip;
    this.work = work;
    this.random = new Random(seed);
    this.earlier = clean("earlier", EARLIER);
    this.later = clean("later", LATER);
    this.other = clean("other", OTHER);
  }

  public static void main(String[] args) throws Exception {
    Kills kills = new Kills(args[0], Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[7]));
    List<Tally> tallies =
        List.of(
            kills.randomKills(Integer.parseInt(args[3])),
            kills.aimedKills(Integer.parseInt(args[4])),
            kills.fullDisks(Integer.parseInt(args[5])),
            kills.twoWriters(Integer.parseInt(args[6])));
    System.out.println(Tally.HEAD);
    tallies.forEach(System.out::println);
    System.exit(tallies.stream().allMatch(Tally::right) ? 0 : 1);
  }

  private Map<String, String> clean(String name, List<String> options) throws Exception {
    Path out = work.resolve(name);
    long start = System.nanoTime();
    Ended ended = Ended.of(start(out, options, List.of()));
    usualS = (System.nanoTime() - start) / 1e9;
    if (ended.status() != 0) {
      throw new IOException(ended.said());
    }
    return SavedFolder.content(folder(out));
  }

  private Path folder(Path out) {
    return out.resolve("clip");
  }

  /** A run that an earlier one has left its files for. */
  private Process start(Path out, List<String> options, List<String> around) throws IOException {
    List<String> command = new ArrayList<>(around);
    command.addAll(List.of(launcher, "analyze", clip.toString(), "--out", out.toString()));
    command.addAll(options);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private Tally randomKills(int count) throws Exception {
    Tally tally = new Tally("killed at a random moment");
    for (int n = 0; n < count; n++) {
      Path out = afterAnEarlierRun(n);
      Process run = start(out, LATER, List.of());
      boolean over =
          run.waitFor((long) (random.nextDouble() * 1e3 * usualS), TimeUnit.MILLISECONDS);
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly().waitFor();
      tally.count(!over);
      afterwards(out, tally);
    }
    return tally;
  }

  /** strace kills the run as it is about to move a file to its place, or to remove one. */
  private Tally aimedKills(int count) throws Exception {
    Tally tally = new Tally("killed between two files");
    for (int n = 0; n < count; n++) {
      Path out = afterAnEarlierRun(0);
      String call = n % 3 == 2 ? "unlink" : "rename";
      int when = 1 + n * STEPS / count;
      List<String> strace =
          List.of("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e");
      List<String> around = new ArrayList<>(strace);
      around.add("inject=%s:signal=SIGKILL:when=%d".formatted(call, when));
      tally.count(Ended.of(start(out, LATER, around)).status() != 0);
      afterwards(out, tally);
    }
    return tally;
  }

  private Tally fullDisks(int count) throws Exception {
    Tally tally = new Tally("full disk");
    for (int n = 0; n < count; n++) {
      Path out = Files.createDirectories(work.resolve("disk"));
      if (shell("mount -t tmpfs -o size=400k tmpfs " + out) != 0) {
        System.err.println("no file system of its own may be mounted here: no full disk");
        return tally;
      }
      try {
        copy(work.resolve("earlier"), out);
        long free = Files.getFileStore(out).getUsableSpace();
        Files.write(out.resolve("filler"), new byte[(int) (free * (n + 1) / (count + 1))]);
        Ended full = Ended.of(start(out, LATER, List.of()));
        Files.delete(out.resolve("filler"));
        tally.count(full.status() != 0);
        if (full.status() != 0 && !SavedFolder.content(folder(out)).equals(earlier)) {
          tally.wrong("the earlier run is gone", SavedFolder.content(folder(out)), earlier);
        }
        if (full.status() != 0 && !full.said().contains("reelframe: ")) {
          tally.wrong("no word: " + full.said(), Map.of(), Map.of());
        }
        shell("mount -o remount,size=10m " + out);
        afterwards(out, tally);
      } finally {
        shell("umount " + out);
      }
    }
    return tally;
  }

  private Tally twoWriters(int rounds) throws Exception {
    Tally tally = new Tally("two writers at once");
    for (int n = 0; n < rounds; n++) {
      Path out = afterAnEarlierRun(n);
      Process first = start(out, LATER, List.of());
      Process second = start(out, OTHER, List.of());
      Ended one = Ended.of(first);
      Ended two = Ended.of(second);
      tally.count(one.status() != 0 || two.status() != 0);
      for (Ended ended : List.of(one, two)) {
        if (ended.status() != 0 && !ended.said().contains("is being written by another run")) {
          tally.wrong("no clear word: " + ended.said(), Map.of(), Map.of());
        }
      }
      Map<String, String> content = SavedFolder.content(folder(out));
      boolean whole =
          one.status() == 0 && content.equals(later) || two.status() == 0 && content.equals(other);
      if (!whole || SavedFolder.broken(folder(out)).isPresent()) {
        tally.wrong("a folder of both or neither", content, later);
      }
      delete(out);
    }
    return tally;
  }

  /** What stands there at once, and after the next run. */
  private void afterwards(Path out, Tally tally) throws Exception {
    SavedFolder.broken(folder(out))
        .ifPresent(file -> tally.wrong("the manifest names " + file, Map.of(), Map.of()));
    Ended next = Ended.of(start(out, LATER, List.of()));
    Map<String, String> content = SavedFolder.content(folder(out));
    if (next.status() != 0) {
      tally.wrong("the next run: " + next.said(), Map.of(), Map.of());
    } else if (!content.equals(later) || SavedFolder.broken(folder(out)).isPresent()) {
      tally.wrong("not as in an empty folder", content, later);
    }
    if (!out.endsWith("disk")) {
      delete(out);
    }
  }

  /** Every second round begins in a folder with another run's files. */
  private Path afterAnEarlierRun(int round) throws IOException {
    Path out = Files.createTempDirectory(work, "out");
    if (round % 2 == 0) {
      copy(work.resolve("earlier"), out);
    }
    return out;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path place = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(place);
        } else {
          Files.copy(file, place);
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int shell(String command) throws Exception {
    return new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
  }

  /** How a process ended, and what it said. */
  private record Ended(int status, String said) {
    static Ended of(Process process) throws Exception {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), said);
    }
  }
}
