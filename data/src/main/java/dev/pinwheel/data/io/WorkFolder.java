package dev.pinwheel.data.io;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for what is fetched and unpacked on the way; it goes with all its files when closed.
 *
 * @param path the folder
 */
public record WorkFolder(Path path) implements AutoCloseable {
  /**
   * Makes a new folder of unique name.
   *
   * @param parent where; an existing folder
   * @return the folder, empty
   * @throws DataException if it can't be made
   */
  public static WorkFolder in(Path parent) {
    try {
      return new WorkFolder(Files.createTempDirectory(parent, "work"));
    } catch (IOException e) {
      throw DataException.writing(parent, e);
    }
  }

  /** Removes the folder; what can't be removed now goes when the program ends. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
