package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.data.io.Downloader;
import dev.pinwheel.data.io.TarGz;
import dev.pinwheel.data.io.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The official archive of the binary version at some address.
 *
 * @param address the archive's
 * @param downloader what downloads it
 */
record CifarArchive(URI address, Downloader downloader) implements CifarOrigin {
  /** The archive's usual name. */
  static final String FILE = "cifar-10-binary.tar.gz";

  private static final String INNER = "cifar-10-batches-bin/";
  private static final long MAX_BYTES = 256L << 20;

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public void fetch(CifarLayout layout, Path folder, Progress progress) {
    Path archive = folder.resolve(FILE);
    downloader.download(address, archive, MAX_BYTES, layout::verifyArchive, progress);
    try {
      unpack(archive, layout, folder);
      Files.delete(archive);
    } catch (IOException e) {
      throw DataException.writing(archive, e);
    }
  }

  /** Takes the verified files out of an archive. */
  static void unpack(Path archive, CifarLayout layout, Path folder) {
    try (WorkFolder work = WorkFolder.in(folder)) {
      TarGz.extract(
          archive,
          work.path(),
          entry ->
              entry.startsWith(INNER) && layout.names().contains(entry.substring(INNER.length())));
      for (String name : layout.names()) {
        Path found = work.path().resolve(INNER + name);
        if (!Files.isRegularFile(found)) {
          throw new DataException(archive.getFileName() + " has no " + INNER + name);
        }
        layout.verify(name, found);
        AtomicFile.publish(found, folder.resolve(name));
      }
    }
  }
}
