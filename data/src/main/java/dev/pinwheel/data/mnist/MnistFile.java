package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The four files of MNIST, with the MD5 of their raw (not gzipped) content. */
public enum MnistFile {
  /** 60,000 training images. */
  TRAIN_IMAGES("train-images-idx3-ubyte", "6bbc9ace898e44ae57da46a324031adb"),
  /** 60,000 training labels. */
  TRAIN_LABELS("train-labels-idx1-ubyte", "a25bea736e30d166cdddb491f175f624"),
  /** 10,000 test images. */
  TEST_IMAGES("t10k-images-idx3-ubyte", "2646ac647ad5339dbf082846283269ea"),
  /** 10,000 test labels. */
  TEST_LABELS("t10k-labels-idx1-ubyte", "27ae3e4e09519cfbb04c329615203637");

  private final String fileName;
  private final String md5;

  MnistFile(String fileName, String md5) {
    this.fileName = fileName;
    this.md5 = md5;
  }

  /**
   * Returns the raw file's usual name.
   *
   * @return the name, without {@code .gz}
   */
  public String fileName() {
    return fileName;
  }

  /**
   * Returns the raw content's MD5.
   *
   * @return 32 hexadecimal digits
   */
  public String md5() {
    return md5;
  }

  /**
   * Looks for this file under its usual names: with {@code -idx} or {@code .idx}, raw or {@code
   * .gz}.
   *
   * @param folder the folder
   * @return the file, its content unchecked
   */
  public Optional<Path> in(Path folder) {
    String dotted = fileName.replace("-idx", ".idx");
    return List.of(fileName, dotted, fileName + ".gz", dotted + ".gz").stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * Checks that a file, raw or gzipped, has this file's content.
   *
   * @param file the file
   * @throws DataException if it can't be read or its content has another MD5
   */
  public void verify(Path file) {
    String found = RawOrGzip.md5(file);
    if (!found.equals(md5)) {
      throw new DataException(
          "%s is not MNIST's %s: MD5 of its raw content is %s, not %s; fetch the file again"
              .formatted(file, fileName, found, md5));
    }
  }
}
