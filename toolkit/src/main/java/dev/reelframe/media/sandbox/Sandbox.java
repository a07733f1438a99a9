package dev.reelframe.media.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts children that the kernel keeps from the network and, from Linux 5.13 on, from all files
 * but those they are given. Needs no root and no helper program.
 */
public final class Sandbox {
  static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";

  /** Where systems keep programs, libraries and what libraries read to start. */
  private static final List<Path> SYSTEM =
      Stream.of("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/nix/store", "/gnu/store")
          .map(Path::of)
          .toList();

  private static final List<Path> SYSTEM_FILES =
      Stream.of(
              "/etc/ld.so.cache",
              "/etc/ld.so.preload",
              "/etc/localtime",
              "/dev/null",
              "/dev/urandom",
              "/dev/zero",
              "/proc/cpuinfo",
              "/proc/meminfo",
              "/sys/devices/system/cpu/online",
              "/sys/devices/system/cpu/possible")
          .map(Path::of)
          .toList();

  private final SyscallTable machine;
  private final Restrictions restrictions;

  private Sandbox(SyscallTable machine) {
    this.machine = machine;
    this.restrictions = new Restrictions(machine);
  }

  /** The sandbox of this machine; empty where its system or its C library has no such thing. */
  public static Optional<Sandbox> here() {
    try {
      return SyscallTable.here().filter(m -> Libc.has(CLOSE_FROM)).map(Sandbox::new);
    } catch (RuntimeException | LinkageError | AssertionError e) {
      // Native access was forbidden, or this is another C library than expected.
      return Optional.empty();
    }
  }

  /** What it keeps a child from, in words. */
  @Override
  public String toString() {
    return restrictions.keepsFromFiles()
        ? "no network, no files but its own (seccomp, Landlock)"
        : "no network (seccomp)";
  }

  /**
   * Starts a child: standard input empty, output and errors to be read.
   *
   * @param command the program's path first
   * @param environment all variables that it gets
   * @param folders what it may read and run beside the system's own
   * @param files what it may read
   * @throws IOException where it does not start
   */
  public Process start(
      List<String> command,
      Map<String, String> environment,
      Collection<Path> folders,
      Collection<Path> files)
      throws IOException {
    Set<Path> below = new LinkedHashSet<>(SYSTEM);
    below.addAll(folders);
    Set<Path> single = new LinkedHashSet<>(SYSTEM_FILES);
    single.addAll(files);
    try (Arena arena = Arena.ofShared();
        SandboxedProcess.Prepared prepared = new SandboxedProcess.Prepared(machine);
        Restrictions.Ready ready = restrictions.ready(arena, below, single)) {
      Entry entry = new Entry(ready, prepared.spawn(arena, command, environment));
      // What a thread gives up never comes back: this one starts the child and ends.
      Thread thread = Thread.ofPlatform().daemon().name("reelframe-sandbox").start(entry);
      joined(thread);
      if (entry.error != 0) {
        throw new IOException(
            "cannot start " + command.getFirst() + " in its sandbox: error " + entry.error);
      }
      return prepared.process(entry.spawn);
    }
  }

  /** Waits for a thread that takes a millisecond and whose memory must outlive it. */
  private static void joined(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The whole life of a restricted thread. */
  private static final class Entry implements Runnable {
    private final Restrictions.Ready ready;
    private final SandboxedProcess.Spawn spawn;

    /** Written by the thread, read after its end. */
    private int error = -1;

    Entry(Restrictions.Ready ready, SandboxedProcess.Spawn spawn) {
      this.ready = ready;
      this.spawn = spawn;
    }

    @Override
    public void run() {
      int refused = ready.enter();
      error = refused == 0 ? spawn.run() : refused;
    }
  }
}
