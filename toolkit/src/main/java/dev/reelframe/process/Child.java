package dev.reelframe.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A child process whose end is certain: it is killed with all its children when this is closed, and
 * when the virtual machine ends.
 */
public final class Child implements AutoCloseable {
  private static final Set<Child> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(Child::kill), "reelframe-children"));
  }

  /**
   * What a child said.
   *
   * @param status its exit status, -1 where it took too long and was killed
   * @param output the beginning of its standard output
   * @param errors the beginning of its standard error
   */
  public record Said(int status, String output, String errors) {}

  private final Process process;

  private Child(Process process) {
    this.process = process;
    ALIVE.add(this);
  }

  /** Takes charge of a process that was just started. */
  public static Child of(Process process) {
    return new Child(process);
  }

  public Process process() {
    return process;
  }

  /** Its handle, while it runs. */
  public Optional<ProcessHandle> handle() {
    return process.isAlive() ? ProcessHandle.of(process.pid()) : Optional.empty();
  }

  /**
   * Reads all that it says until it ends, and kills it where that takes longer.
   *
   * @param most bytes of each stream that are kept
   * @throws InterruptedException where this thread is interrupted; the child runs on until close
   */
  public Said said(Duration longest, int most) throws IOException, InterruptedException {
    process.getOutputStream().close();
    CapturedStream output = new CapturedStream(process.getInputStream(), most);
    CapturedStream errors = new CapturedStream(process.getErrorStream(), most);
    boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      kill();
    }
    return new Said(ended ? process.exitValue() : -1, output.text(), errors.text());
  }

  /** Ends it and all its children at once. */
  public void kill() {
    handle().ifPresent(child -> child.descendants().forEach(ProcessHandle::destroyForcibly));
    process.destroyForcibly();
  }

  /** Ends it at once if it still runs. */
  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
      // An interrupted thread waits as well: what the child held is free after that.
      boolean interrupted = Thread.interrupted();
      try {
        process.waitFor(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    ALIVE.remove(this);
  }
}
