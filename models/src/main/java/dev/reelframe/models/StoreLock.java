package dev.reelframe.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Holds one file of the store against other threads and other processes. The lock's file stays:
 * removing it would let a third process lock a file that nobody sees any more.
 */
final class StoreLock implements AutoCloseable {
  /** Locks of the operating system do not hold between threads of one process. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock threads;
  private final FileChannel channel;
  private final FileLock processes;

  private StoreLock(ReentrantLock threads, FileChannel channel, FileLock processes) {
    this.threads = threads;
    this.channel = channel;
    this.processes = processes;
  }

  /** Waits until nobody else holds it. */
  static StoreLock on(Path folder, String file) throws IOException {
    Path path =
        folder
            .resolve(".locks")
            .resolve(file.replace('/', '_') + ".lock")
            .toAbsolutePath()
            .normalize();
    ReentrantLock threads = THREADS.computeIfAbsent(path, p -> new ReentrantLock());
    threads.lock();
    FileChannel channel = null;
    try {
      Files.createDirectories(path.getParent());
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new StoreLock(threads, channel, channel.lock());
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      threads.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      processes.release();
    } finally {
      threads.unlock();
    }
  }
}
