package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import java.nio.file.Path;
import java.util.Set;

/** Somewhere to fetch MNIST's files from. */
public interface MnistOrigin {
  /**
   * Returns what this origin is called in messages.
   *
   * @return an address or a package
   */
  String name();

  /**
   * Fetches files as raw, verified files of the usual names, each published atomically.
   *
   * @param wanted which files
   * @param folder the existing folder where they go; nobody else works there meanwhile
   * @param progress what is told of the work
   * @throws DataException if a file can't be had from here, in one line
   */
  void fetch(Set<MnistFile> wanted, Path folder, Progress progress);
}
