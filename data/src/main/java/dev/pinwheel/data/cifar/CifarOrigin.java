package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import java.nio.file.Path;

/** Somewhere to fetch CIFAR-10 from. */
interface CifarOrigin {
  /** What this origin is called in messages: an address or a package. */
  String name();

  /**
   * Fetches all files in the binary form, each verified and published atomically.
   *
   * @param layout the files and their hashes
   * @param folder the existing folder where they go; nobody else works there meanwhile
   * @param progress what is told of the work
   * @throws DataException if they can't be had from here, in one line
   */
  void fetch(CifarLayout layout, Path folder, Progress progress);
}
