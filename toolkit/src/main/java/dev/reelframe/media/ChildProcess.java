package dev.reelframe.media;

import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.process.Child;
import dev.reelframe.process.ProcessLimits;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  private static final int MAX_LINE = 1024;

  /** The log ends with the child; this is for a machine that is busy with other things. */
  private static final long END_OF_LOG_MS = 10_000;

  private final Child child;
  private final Process process;
  private final Consumer<String> log;
  private final Thread listener;
  private final StringBuilder complaints = new StringBuilder();

  /** {@link System#nanoTime()} at which somebody began to wait for output; 0 where nobody waits. */
  private volatile long waitingSince;

  private volatile boolean stalled;

  private ChildProcess(Child child, Consumer<String> log) {
    this.child = child;
    this.process = child.process();
    this.log = log;
    this.listener = Thread.ofVirtual().name("reelframe-stderr").start(this::listen);
    Thread.ofVirtual().name("reelframe-stall").start(this::watch);
  }

  /**
   * Starts a program that reads untrusted media, with nothing on its standard input.
   *
   * @param media what it may read
   * @throws DecoderFailed where it does not start
   */
  static ChildProcess start(FfmpegProgram program, Path media, List<String> command) {
    return start(program, media, command, line -> {});
  }

  /**
   * Starts a program that reads untrusted media, with nothing on its standard input.
   *
   * @param media what it may read
   * @param log takes each line of its standard error, on a thread of its own
   * @throws DecoderFailed where it does not start
   */
  static ChildProcess start(
      FfmpegProgram program, Path media, List<String> command, Consumer<String> log) {
    if (!Files.isExecutable(Path.of(command.getFirst()))) {
      throw new DecoderFailed(command.getFirst() + " is not a program any more: run again", null);
    }
    try {
      Process process = program.start(LIMITS.around(command), List.of(media));
      return new ChildProcess(Child.of(process), log);
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

  /** Whether it was stopped because it gave nothing for too long. */
  boolean stalled() {
    return stalled;
  }

  /** CPU time used so far, seconds; 0 where the system does not tell. */
  double cpuSeconds() {
    return child
        .handle()
        .flatMap(running -> running.info().totalCpuDuration())
        .map(d -> d.toNanos() / 1e9)
        .orElse(0.0);
  }

  /**
   * Waits for the end; kills the child when it takes longer. Returns the exit status, -1 for a
   * killed one.
   */
  int await(long seconds) {
    boolean interrupted = false;
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        child.kill();
        return -1;
      }
      listener.join(END_OF_LOG_MS);
    } catch (InterruptedException e) {
      child.kill();
      interrupted = true;
    }
    child.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
      return -1;
    }
    return process.exitValue();
  }

  /** What the program wrote to its standard error, the last 8 KiB. */
  String complaints() {
    synchronized (complaints) {
      return itsOwn(complaints.toString());
    }
  }

  /** What a program itself said, without the loader's remarks on stand-ins. */
  static String itsOwn(String said) {
    return said.lines()
        .filter(line -> !line.contains("no version information available"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private void watch() {
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        long since = waitingSince;
        if (since != 0 && System.nanoTime() - since > TimeUnit.SECONDS.toNanos(STALL_S)) {
          stalled = true;
          complain("[fatal] nothing came for " + STALL_S + " s: stopped");
          child.kill();
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it.
    }
  }

  private void complain(String line) {
    log.accept(line);
    synchronized (complaints) {
      complaints.append(line).append('\n');
      complaints.delete(0, Math.max(0, complaints.length() - COMPLAINT_BYTES));
    }
  }

  private void listen() {
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      for (Optional<String> line = line(err); line.isPresent(); line = line(err)) {
        complain(line.get());
      }
    } catch (IOException e) {
      // The stream closes under us when the child is killed.
    }
  }

  /**
   * The next line, or what of it is worth keeping; a child may write lines of any length. One that
   * is to be written over ends with a carriage return.
   */
  static Optional<String> line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return Optional.empty();
    }
    for (; c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
      if (line.length() < MAX_LINE) {
        line.append((char) c);
      }
    }
    return Optional.of(line.toString());
  }

  /** Ends the child at once if it still runs. */
  @Override
  public void close() {
    child.close();
  }
}
