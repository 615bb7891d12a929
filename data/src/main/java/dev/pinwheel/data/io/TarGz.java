package dev.pinwheel.data.io;

import dev.pinwheel.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Takes files out of a {@code .tar.gz} archive. */
public final class TarGz {
  private TarGz() {}

  /**
   * Takes out the wanted regular files; folders and links are passed over.
   *
   * @param archive the archive
   * @param folder where the files go, under the entries' names
   * @param wanted says by its name whether an entry is wanted
   * @return the files written, in the archive's order
   * @throws DataException if the archive can't be read, if any entry's name is absolute or leads
   *     out of the folder, or if a file can't be written
   */
  public static List<Path> extract(Path archive, Path folder, Predicate<String> wanted) {
    List<Path> files = new ArrayList<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = inside(archive, folder, entry.getName());
        if (isRegular(entry) && wanted.test(entry.getName())) {
          AtomicFile.write(target, tar::transferTo);
          files.add(target);
        }
      }
    } catch (IOException e) {
      throw DataException.reading(archive, e);
    }
    return files;
  }

  private static boolean isRegular(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return (kind == TarConstants.LF_NORMAL || kind == TarConstants.LF_OLDNORM)
        && !entry.isDirectory();
  }

  private static Path inside(Path archive, Path folder, String name) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Path target = root.resolve(name.replace('\\', '/')).normalize();
      if (!name.startsWith("/") && target.startsWith(root)) {
        return target;
      }
    } catch (InvalidPathException e) {
      throw new DataException(
          archive + ": entry name \"" + name + "\" is no path: don't use it", e);
    }
    throw new DataException(
        archive + ": entry \"" + name + "\" leads out of its folder: don't use this archive");
  }
}
