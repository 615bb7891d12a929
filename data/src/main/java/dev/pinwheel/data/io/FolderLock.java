package dev.pinwheel.data.io;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread of one process at a time work in a folder, by a lock on its file {@code .lock}.
 */
public final class FolderLock {
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private FolderLock() {}

  /**
   * Works in a folder while nobody else does; waits for its turn. Where the file system has no
   * locks the work is done without.
   *
   * @param <T> what the work yields
   * @param folder the folder; made if it is missing
   * @param work what to do
   * @return what the work yields
   * @throws DataException if the folder can't be made or its lock file can't be written
   */
  public static <T> T with(Path folder, Supplier<T> work) {
    ReentrantLock threads =
        THREADS.computeIfAbsent(folder.toAbsolutePath().normalize(), unused -> new ReentrantLock());
    Path file = folder.resolve(".lock");
    threads.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
        FileLock lock = lockIfPossible(channel);
        try {
          return work.get();
        } finally {
          if (lock != null) {
            lock.release();
          }
        }
      }
    } catch (IOException e) {
      throw DataException.writing(file, e);
    } finally {
      threads.unlock();
    }
  }

  private static FileLock lockIfPossible(FileChannel channel) {
    try {
      return channel.lock();
    } catch (IOException | OverlappingFileLockException e) {
      return null;
    }
  }
}
