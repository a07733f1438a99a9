package dev.reelframe.media;

import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.source.ProcessLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program of the ffmpeg family at work: its output to read, its complaints kept, its end certain.
 */
final class ChildProcess implements AutoCloseable {
  private static final int COMPLAINT_BYTES = 8192;

  /** A child that gives nothing for so long while it is waited for hangs. */
  private static final long STALL_S = 15;

  /** It writes to pipes only. A decoder of 8K pictures stays well below this address space. */
  private static final ProcessLimits LIMITS = new ProcessLimits(0, 8L << 30, 0);

  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "reelframe-children"));
  }

  private final Process process;
  private final Thread listener;
  private final StringBuilder complaints = new StringBuilder();

  /** {@link System#nanoTime()} at which somebody began to wait for output; 0 where nobody waits. */
  private volatile long waitingSince;

  private ChildProcess(Process process) {
    this.process = process;
    this.listener = Thread.ofVirtual().name("reelframe-stderr").start(this::listen);
    Thread.ofVirtual().name("reelframe-stall").start(this::watch);
  }

  /**
   * Starts a program with its standard input closed.
   *
   * @throws DecoderFailed where it does not start
   */
  static ChildProcess start(FfmpegProgram program, List<String> command) {
    if (!Files.isExecutable(Path.of(command.getFirst()))) {
      throw new DecoderFailed(command.getFirst() + " is no program any more: run again", null);
    }
    try {
      Process process = program.builder(LIMITS.around(command)).start();
      ALIVE.add(process);
      process.getOutputStream().close();
      return new ChildProcess(process);
    } catch (IOException e) {
      throw new DecoderFailed("cannot start " + command.getFirst() + ": " + e.getMessage(), e);
    }
  }

  /** What the program writes; ends early where it hangs. */
  InputStream output() {
    return new FilterInputStream(process.getInputStream()) {
      @Override
      public int read() throws IOException {
        waitingSince = System.nanoTime();
        try {
          return super.read();
        } finally {
          waitingSince = 0;
        }
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        try {
          return super.read(bytes, offset, length);
        } finally {
          waitingSince = 0;
        }
      }
    };
  }

  long pid() {
    return process.pid();
  }

  /** CPU time used so far, seconds; 0 where the system does not tell. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(d -> d.toNanos() / 1e9).orElse(0.0);
  }

  /**
   * Waits for the end; kills the child when it takes longer. Returns the exit status, -1 for a
   * killed one.
   */
  int await(long seconds) {
    boolean interrupted = false;
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        kill();
        return -1;
      }
      listener.join(1000);
    } catch (InterruptedException e) {
      kill();
      interrupted = true;
    }
    ALIVE.remove(process);
    if (interrupted) {
      Thread.currentThread().interrupt();
      return -1;
    }
    return process.exitValue();
  }

  /**
   * What the program wrote to its standard error, the last 8 KiB, without the loader's remarks on
   * stand-ins.
   */
  String complaints() {
    synchronized (complaints) {
      return complaints
          .toString()
          .lines()
          .filter(line -> !line.contains("no version information available"))
          .collect(Collectors.joining("\n"))
          .strip();
    }
  }

  private void watch() {
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        long since = waitingSince;
        if (since != 0 && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(STALL_S)) {
          complain("\nnothing came for " + STALL_S + " s: stopped\n");
          kill();
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it.
    }
  }

  private void complain(String text) {
    synchronized (complaints) {
      complaints.append(text);
      complaints.delete(0, Math.max(0, complaints.length() - COMPLAINT_BYTES));
    }
  }

  private void listen() {
    byte[] buffer = new byte[1024];
    try (InputStream err = process.getErrorStream()) {
      for (int n = err.read(buffer); n >= 0; n = err.read(buffer)) {
        complain(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The stream closes under us when the child is killed.
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends the child at once if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
      try {
        process.waitFor(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    ALIVE.remove(process);
  }
}
