package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Hashes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files that are gzipped or not, whatever they are called. */
final class RawOrGzip {
  private static final int BUFFER = 1 << 16;

  private RawOrGzip() {}

  /** Opens a file's raw content. */
  static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return gzip ? new GZIPInputStream(in, BUFFER) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Hashes a file's raw content. */
  static String md5(Path file) {
    try (InputStream in = open(file)) {
      return Hashes.drain(in, Hashes.md5Digest());
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }
}
