package dev.pinwheel.train;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One training at a time in a run folder. The system lets the lock go with the process, however
 * that ends; the empty file it is on stays.
 */
final class RunLock implements AutoCloseable {
  private static final String FILE = ".lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws TrainingException if a training has it
   * @throws DataException if the folder can't be written to
   */
  static RunLock of(RunFolder folder) {
    Path file = folder.path().resolve(FILE);
    try {
      Files.createDirectories(folder.path());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        throw new TrainingException(
            "another training is at work in "
                + folder.path()
                + ": wait for it, or take another"
                + " --run folder");
      }
      return new RunLock(channel);
    } catch (IOException e) {
      throw DataException.writing(file, e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new TrainingException("the run folder's lock could not be let go", e);
    }
  }
}
