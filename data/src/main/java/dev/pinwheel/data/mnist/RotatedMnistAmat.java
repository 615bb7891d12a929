package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.DataSource;
import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Rotated MNIST from the official files of a user who has them: 12,000 training and 50,000 test
 * digits of shape {@code [1, 28, 28]}.
 *
 * <p>In the user's folder there are either the two {@code .amat} files, whose values are checked
 * but for which no checksum is published, or the archive {@code mnist_rotation_new.zip}, verified
 * by its MD5 and read as it is.
 */
public final class RotatedMnistAmat implements DataSource {
  private static final String TRAIN = "mnist_all_rotation_normalized_float_train_valid.amat";
  private static final String TEST = "mnist_all_rotation_normalized_float_test.amat";
  private static final String ZIP = "mnist_rotation_new.zip";
  private static final String ZIP_MD5 = "0f9a947ff3d30e95cd685462cbf3b847";
  private static final String NAME = "rotated-mnist-amat";

  private final ImageShape shape;
  private final int trainCount;
  private final int testCount;
  private final String zipMd5;

  /** Makes the source. */
  public RotatedMnistAmat() {
    this(new ImageShape(1, 28, 28), RotatedMnist.TRAIN_COUNT, RotatedMnist.TEST_COUNT, ZIP_MD5);
  }

  RotatedMnistAmat(ImageShape shape, int trainCount, int testCount, String zipMd5) {
    this.shape = shape;
    this.trainCount = trainCount;
    this.testCount = testCount;
    this.zipMd5 = zipMd5;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "rotated MNIST, the official .amat files or their zip, from --data-dir";
  }

  @Override
  public TrainTest load(DataLocations locations, Progress progress) {
    Path folder =
        locations
            .dataDir()
            .orElseThrow(
                () ->
                    new DataException(
                        NAME
                            + " can't be fetched: give the folder that has "
                            + wanted()
                            + " with --data-dir"));
    Path train = folder.resolve(TRAIN);
    Path test = folder.resolve(TEST);
    if (Files.isRegularFile(train) && Files.isRegularFile(test)) {
      return of(
          "the official .amat files as found",
          read(train, "train", trainCount, progress),
          read(test, "test", testCount, progress));
    }
    Path zip = folder.resolve(ZIP);
    if (Files.isRegularFile(zip)) {
      return fromZip(zip, progress);
    }
    throw new DataException(folder + " doesn't have the official files: put there " + wanted());
  }

  private static String wanted() {
    return "both " + TRAIN + " and " + TEST + ", or " + ZIP;
  }

  private static TrainTest of(String origin, LabelledImages train, LabelledImages test) {
    return new TrainTest(NAME, "rotated MNIST, " + origin, train, test);
  }

  private TrainTest fromZip(Path zip, Progress progress) {
    String md5 = Hashes.md5(zip);
    if (!md5.equals(zipMd5)) {
      throw new DataException(
          "%s has MD5 %s, not %s: fetch the archive again".formatted(zip, md5, zipMd5));
    }
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      return of(
          "the official " + ZIP + " verified by MD5",
          read(archive, TRAIN, "train", trainCount, progress),
          read(archive, TEST, "test", testCount, progress));
    } catch (IOException e) {
      throw DataException.reading(zip, e);
    }
  }

  private LabelledImages read(Path file, String part, int count, Progress progress) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), part, count, progress, Files.size(file));
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private LabelledImages read(
      ZipFile archive, String name, String part, int count, Progress progress) throws IOException {
    ZipEntry entry =
        archive.stream()
            .filter(each -> each.getName().equals(name) || each.getName().endsWith("/" + name))
            .findFirst()
            .orElseThrow(() -> new DataException(archive.getName() + " has no " + name));
    try (InputStream in = archive.getInputStream(entry)) {
      return read(in, archive.getName() + "!" + name, part, count, progress, entry.getSize());
    }
  }

  private LabelledImages read(
      InputStream in, String source, String part, int count, Progress progress, long bytes) {
    LabelledImages set =
        Amat.read(in, source, shape, Mnist.CLASSES, NAME + "/" + part, progress, bytes);
    if (set.count() != count) {
      throw new DataException(
          "%s has %d images, not %d: fetch the file again".formatted(source, set.count(), count));
    }
    return set;
  }
}
