package dev.reelframe.media.sandbox;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A child that was started on a restricted thread. The JDK's own way to start a child also starts
 * threads that outlive it and would stay restricted; this one starts nothing but the child.
 */
final class SandboxedProcess extends Process {
  /** posix_spawn_file_actions_t has 80 bytes in glibc; room to spare. */
  private static final int FILE_ACTIONS_BYTES = 512;

  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int AT_FDCWD = -100;

  private final SyscallTable machine;
  private final long pid;
  private final InputStream output;
  private final InputStream errors;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile OptionalInt status = OptionalInt.empty();

  private SandboxedProcess(SyscallTable machine, long pid, InputStream output, InputStream errors) {
    this.machine = machine;
    this.pid = pid;
    this.output = output;
    this.errors = errors;
    Thread.ofPlatform().daemon().name("reelframe-wait").stackSize(1 << 16).start(this::reap);
  }

  /** A pipe's two ends, as descriptors of this process. */
  private record Pipe(int readEnd, int writeEnd) {
    static Pipe open(SyscallTable machine) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment ends = arena.allocate(8, 4);
        Libc.system(machine.pipe2(), ends.address(), O_RDONLY_CLOEXEC).orThrow("pipe");
        return new Pipe(ends.get(ValueLayout.JAVA_INT, 0), ends.get(ValueLayout.JAVA_INT, 4));
      }
    }
  }

  /** Makes the pipes and streams of a child; what the restricted thread may not do any more. */
  static final class Prepared implements AutoCloseable {
    private final SyscallTable machine;
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<InputStream> streams = new ArrayList<>();
    private final int input;
    private final Pipe output;
    private final Pipe errors;
    private boolean handedOver;

    Prepared(SyscallTable machine) throws IOException {
      this.machine = machine;
      try (Arena arena = Arena.ofConfined()) {
        input =
            (int)
                Libc.system(
                        machine.openat(),
                        AT_FDCWD,
                        Libc.text(arena, "/dev/null").address(),
                        O_RDONLY_CLOEXEC,
                        0)
                    .orThrow("open /dev/null");
      }
      descriptors.add(input);
      output = pipe();
      errors = pipe();
    }

    private Pipe pipe() throws IOException {
      Pipe pipe = Pipe.open(machine);
      descriptors.add(pipe.readEnd);
      descriptors.add(pipe.writeEnd);
      streams.add(new FileInputStream("/proc/self/fd/" + pipe.readEnd));
      return pipe;
    }

    /**
     * All arguments of the call that starts the child.
     *
     * @param arena that outlives the call
     */
    Spawn spawn(Arena arena, List<String> command, Map<String, String> environment) {
      long actions = arena.allocate(FILE_ACTIONS_BYTES, 16).address();
      Libc.callInt(Libc.find("posix_spawn_file_actions_init"), actions);
      MemorySegment dup2 = Libc.find("posix_spawn_file_actions_adddup2");
      Libc.callInt(dup2, actions, input, 0);
      Libc.callInt(dup2, actions, output.writeEnd, 1);
      Libc.callInt(dup2, actions, errors.writeEnd, 2);
      Libc.callInt(Libc.find(Sandbox.CLOSE_FROM), actions, 3);
      List<String> variables =
          environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
      return new Spawn(
          Libc.find("posix_spawn"),
          arena.allocate(ValueLayout.JAVA_INT),
          Libc.text(arena, command.getFirst()),
          actions,
          Libc.texts(arena, command),
          Libc.texts(arena, variables));
    }

    /** The child that was started. */
    SandboxedProcess process(Spawn spawn) {
      handedOver = true;
      Libc.callInt(Libc.find("posix_spawn_file_actions_destroy"), spawn.actions);
      return new SandboxedProcess(
          machine, spawn.id.get(ValueLayout.JAVA_INT, 0), streams.get(0), streams.get(1));
    }

    @Override
    public void close() throws IOException {
      for (int descriptor : descriptors) {
        Libc.system(machine.close(), descriptor);
      }
      if (!handedOver) {
        for (InputStream stream : streams) {
          stream.close();
        }
      }
    }
  }

  /** The call that starts a child; nothing but memory until it is run. */
  record Spawn(
      MemorySegment function,
      MemorySegment id,
      MemorySegment program,
      long actions,
      MemorySegment arguments,
      MemorySegment variables) {
    /** Starts the child on the calling thread. Returns 0, or the number of the error. */
    int run() {
      return Libc.callInt(
          function,
          id.address(),
          program.address(),
          actions,
          0,
          arguments.address(),
          variables.address());
    }
  }

  private void reap() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment word = arena.allocate(ValueLayout.JAVA_INT);
      Libc.Result result;
      do {
        result = Libc.system(machine.wait4(), pid, word.address(), 0, 0);
      } while (result.value() < 0 && result.errno() == Libc.EINTR);
      int said = word.get(ValueLayout.JAVA_INT, 0);
      boolean exited = (said & 0x7F) == 0;
      status = OptionalInt.of(exited ? said >> 8 & 0xFF : 128 + (said & 0x7F));
    } finally {
      status = status.isPresent() ? status : OptionalInt.of(-1);
      ended.countDown();
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return errors;
  }

  @Override
  public int waitFor() throws InterruptedException {
    ended.await();
    return status.orElseThrow();
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  @Override
  public int exitValue() {
    return status.orElseThrow(() -> new IllegalThreadStateException("it still runs"));
  }

  @Override
  public void destroy() {
    destroyForcibly();
  }

  @Override
  public Process destroyForcibly() {
    if (status.isEmpty()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    return this;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public ProcessHandle toHandle() {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }
}
