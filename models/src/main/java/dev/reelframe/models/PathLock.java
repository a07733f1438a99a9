package dev.reelframe.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Keeps other threads and other processes away from something, by a file that is there as long as
 * the lock is held. What a killed process leaves is taken over.
 *
 * <p>POSIX gives up a process's locks on a file as soon as it closes <em>any</em> descriptor of
 * that file (fcntl(2)). So within this process a set of paths decides who may open the file at all,
 * and the descriptor that the file was checked through stays open with the lock.
 */
public final class PathLock implements AutoCloseable {
  /** Held here, by any thread; also its monitor. */
  private static final Set<Path> HELD = new HashSet<>();

  private static final Duration FOREVER = Duration.ofDays(365);
  private static final long POLL_MS = 50;

  private final Path file;
  private final FileChannel channel;
  private final FileChannel checked;

  private PathLock(Path file, FileChannel channel, FileChannel checked) {
    this.file = file;
    this.channel = channel;
    this.checked = checked;
  }

  /** Waits until nobody else holds it. */
  public static PathLock on(Path file) throws IOException {
    return within(FOREVER, file).orElseThrow();
  }

  /**
   * Waits for a while.
   *
   * @param file the lock's own; its folder is made where it is not there
   * @return empty where another holds it longer
   */
  public static Optional<PathLock> within(Duration limit, Path file) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    Path real = real(file);
    try {
      if (!enter(real, end)) {
        return Optional.empty();
      }
      Optional<PathLock> taken = Optional.empty();
      try {
        taken = take(real, end);
        return taken;
      } finally {
        if (taken.isEmpty()) {
          leave(real);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + file);
    }
  }

  private static boolean enter(Path file, long end) throws InterruptedException {
    synchronized (HELD) {
      while (!HELD.add(file)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(HELD, left);
      }
      return true;
    }
  }

  private static void leave(Path file) {
    synchronized (HELD) {
      HELD.remove(file);
      HELD.notifyAll();
    }
  }

  /** One name for one file. The holder before may be removing the folder just now. */
  private static Path real(Path file) throws IOException {
    while (true) {
      try {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        return folder.toRealPath().resolve(file.getFileName());
      } catch (NoSuchFileException e) {
        // Made anew.
      }
    }
  }

  private static Optional<PathLock> take(Path file, long end)
      throws IOException, InterruptedException {
    while (true) {
      try {
        Files.createDirectories(file.getParent());
        Optional<PathLock> taken = attempt(file);
        if (taken.isPresent() || System.nanoTime() >= end) {
          return taken;
        }
        Thread.sleep(POLL_MS);
      } catch (NoSuchFileException e) {
        // Who held it before has removed it in the meantime: then nobody else sees this one.
      }
    }
  }

  /**
   * @return empty where another process holds it
   * @throws NoSuchFileException where another file is there by now, or none
   */
  private static Optional<PathLock> attempt(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileChannel checked = null;
    boolean mine = false;
    try {
      if (channel.tryLock() == null) {
        return Optional.empty();
      }
      String token = ProcessHandle.current().pid() + " " + UUID.randomUUID();
      ByteBuffer bytes = ByteBuffer.wrap(token.getBytes(StandardCharsets.US_ASCII));
      channel.truncate(0);
      channel.write(bytes, 0);
      checked = FileChannel.open(file, StandardOpenOption.READ);
      ByteBuffer there = ByteBuffer.allocate(bytes.capacity());
      checked.read(there);
      mine = there.flip().equals(bytes.flip());
      if (!mine) {
        throw new NoSuchFileException(file.toString());
      }
      return Optional.of(new PathLock(file, channel, checked));
    } finally {
      if (!mine) {
        close(channel);
        close(checked);
      }
    }
  }

  private static void close(FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /** Number of the process that holds a lock; empty where it is not known. */
  public static Optional<String> holder(Path file) {
    try {
      Path real = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
      synchronized (HELD) {
        if (HELD.contains(real)) {
          return Optional.of(Long.toString(ProcessHandle.current().pid()));
        }
      }
      return Optional.of(Files.readString(real).split(" ", 2)[0]).filter(pid -> !pid.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    try (channel;
        checked) {
      Files.deleteIfExists(file); // while it is still locked
    } finally {
      leave(file);
    }
  }
}
