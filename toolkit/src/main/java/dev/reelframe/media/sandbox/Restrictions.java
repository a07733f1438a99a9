package dev.reelframe.media.sandbox;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What the calling thread, and every child it starts, gives up for good: all files but some
 * (Landlock, from Linux 5.13 on), and the network (a seccomp filter).
 *
 * <p>Kernel documentation: userspace-api/landlock.rst, userspace-api/seccomp_filter.rst.
 */
final class Restrictions {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_SET_SECCOMP = 22;
  private static final int SECCOMP_MODE_FILTER = 2;

  private static final int LANDLOCK_CREATE_RULESET = 444;
  private static final int LANDLOCK_ADD_RULE = 445;
  private static final int LANDLOCK_RESTRICT_SELF = 446;
  private static final int LANDLOCK_CREATE_RULESET_VERSION = 1;
  private static final int LANDLOCK_RULE_PATH_BENEATH = 1;

  private static final long EXECUTE = 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;

  /** All that a kernel of this generation can take away from a thread, by files. */
  private static final List<Long> ALL_OF_FILES =
      List.of((1L << 13) - 1, (1L << 14) - 1, (1L << 15) - 1, (1L << 15) - 1, (1L << 16) - 1);

  /** Binding and connecting by TCP, from the fourth generation on. */
  private static final long ALL_OF_NETWORK = 3;

  /** Signals and abstract sockets beyond the child's own processes, from the sixth on. */
  private static final long ALL_OF_SCOPES = 3;

  private static final int AT_FDCWD = -100;
  private static final int O_PATH_CLOEXEC = 0x200000 | 0x80000;

  private final SyscallTable machine;
  private final int landlock;

  Restrictions(SyscallTable machine) {
    this.machine = machine;
    this.landlock =
        (int)
            Math.max(
                0,
                Libc.system(LANDLOCK_CREATE_RULESET, 0, 0, LANDLOCK_CREATE_RULESET_VERSION)
                    .value());
  }

  /** Whether the kernel can keep a thread from files. */
  boolean keepsFromFiles() {
    return landlock > 0;
  }

  /**
   * All that it takes to restrict a thread, made ready beforehand: on the restricted thread itself
   * not even a class could be loaded any more.
   *
   * @param machine whose calls are made
   * @param rules descriptor of the rule set; -1 where the kernel has none
   * @param filter struct sock_fprog
   */
  record Ready(SyscallTable machine, long rules, MemorySegment filter) implements AutoCloseable {
    /**
     * Restricts the calling thread, for good. Returns 0, or the number of the error.
     *
     * <p>Without privileges, both need the promise never to gain any.
     */
    int enter() {
      Libc.Result result = Libc.system(machine.prctl(), PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      if (result.value() == 0 && rules >= 0) {
        result = Libc.system(LANDLOCK_RESTRICT_SELF, rules, 0);
      }
      if (result.value() == 0) {
        result =
            Libc.system(
                machine.prctl(), PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter.address(), 0, 0);
      }
      return result.value() == 0 ? 0 : result.errno();
    }

    @Override
    public void close() {
      if (rules >= 0) {
        Libc.system(machine.close(), rules);
      }
    }
  }

  /**
   * Makes ready what restricts a thread.
   *
   * @param arena that outlives the restricting
   * @param folders what may be read and run, with all below
   * @param files what may be read
   */
  Ready ready(Arena arena, Collection<Path> folders, Collection<Path> files) throws IOException {
    MemorySegment code = SyscallFilter.program(machine).copied(arena);
    MemorySegment filter = arena.allocate(16, 8);
    filter.set(
        ValueLayout.JAVA_SHORT, 0, (short) (code.byteSize() / SyscallFilter.INSTRUCTION_BYTES));
    filter.set(ValueLayout.JAVA_LONG, 8, code.address());
    long rules = keepsFromFiles() ? rules(arena, folders, files) : -1;
    return new Ready(machine, rules, filter);
  }

  private long rules(Arena arena, Collection<Path> folders, Collection<Path> files)
      throws IOException {
    MemorySegment attributes = arena.allocate(24, 8);
    int generation = Math.min(landlock, ALL_OF_FILES.size());
    attributes.set(ValueLayout.JAVA_LONG, 0, ALL_OF_FILES.get(generation - 1));
    attributes.set(ValueLayout.JAVA_LONG, 8, landlock >= 4 ? ALL_OF_NETWORK : 0);
    attributes.set(ValueLayout.JAVA_LONG, 16, landlock >= 6 ? ALL_OF_SCOPES : 0);
    long size = landlock >= 6 ? 24 : landlock >= 4 ? 16 : 8;
    long rules =
        Libc.system(LANDLOCK_CREATE_RULESET, attributes.address(), size, 0).orThrow("Landlock");
    try {
      for (Path folder : folders) {
        rule(arena, rules, folder, EXECUTE | READ_FILE | READ_DIR);
      }
      for (Path file : files) {
        rule(arena, rules, file, READ_FILE);
      }
      return rules;
    } catch (IOException | RuntimeException e) {
      Libc.system(machine.close(), rules);
      throw e;
    }
  }

  private void rule(Arena arena, long rules, Path path, long access) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    long opened =
        Libc.system(
                machine.openat(),
                AT_FDCWD,
                Libc.text(arena, path.toString()).address(),
                O_PATH_CLOEXEC,
                0)
            .orThrow("open " + path);
    try {
      MemorySegment beneath = arena.allocate(12, 8);
      beneath.set(ValueLayout.JAVA_LONG, 0, access);
      beneath.set(ValueLayout.JAVA_INT, 8, (int) opened);
      Libc.system(LANDLOCK_ADD_RULE, rules, LANDLOCK_RULE_PATH_BENEATH, beneath.address(), 0)
          .orThrow("Landlock rule for " + path);
    } finally {
      Libc.system(machine.close(), opened);
    }
  }
}
