package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.data.io.Downloader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A web folder with MNIST's four files, gzipped.
 *
 * @param base the folder's address, ending in a slash
 * @param downloader what downloads from it
 */
public record MnistMirror(URI base, Downloader downloader) implements MnistOrigin {
  private static final long MAX_BYTES = 64L << 20;

  @Override
  public String name() {
    return base.toString();
  }

  @Override
  public void fetch(Set<MnistFile> wanted, Path folder, Progress progress) {
    for (MnistFile file : wanted) {
      String zipped = file.fileName() + ".gz";
      Path download = folder.resolve(zipped);
      downloader.download(base.resolve(zipped), download, MAX_BYTES, file::verify, progress);
      try (InputStream in = RawOrGzip.open(download)) {
        AtomicFile.write(folder.resolve(file.fileName()), in::transferTo);
        Files.delete(download);
      } catch (IOException e) {
        throw DataException.reading(download, e);
      }
    }
  }
}
