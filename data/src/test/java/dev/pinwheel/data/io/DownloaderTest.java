package dev.pinwheel.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
  private static final long MAX = 1 << 20;

  @TempDir Path folder;
  private final byte[] content = new byte[300_000];
  private final Downloader downloader =
      new Downloader(Duration.ofSeconds(5), Duration.ofMillis(600));
  private LoopbackServer server;
  private Path target;
  private Path part;

  @BeforeEach
  void start() throws IOException {
    new Random(1).nextBytes(content);
    server = new LoopbackServer(content);
    target = folder.resolve("file.gz");
    part = folder.resolve("file.gz.part");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void download() {
    downloader.download(server.uri("file.gz"), target, MAX, this::verify, Progress.none());
  }

  private void verify(Path file) {
    try {
      if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new DataException(file + " is altered");
      }
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  @Test
  void fetchesAFile() {
    download();
    assertThat(target).hasBinaryContent(content);
    assertThat(part).doesNotExist();
    assertThat(server.ranges()).containsExactly("none");
  }

  @Test
  void goesOnAfterTheConnectionWasCut() {
    server.cutAfter(100_000);
    download();
    assertThat(target).hasBinaryContent(content);
    assertThat(server.ranges()).hasSize(2);
    assertThat(server.ranges().get(1)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void goesOnFromThePartOfAnEarlierCall() throws IOException {
    Files.write(part, Arrays.copyOf(content, 1234));
    download();
    assertThat(target).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly("bytes=1234-");
  }

  @Test
  void understandsAServerWithoutRanges() throws IOException {
    server.ignoreRanges();
    Files.write(part, Arrays.copyOf(content, 1234));
    download();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void aStalePartIsFetchedAnew() throws IOException {
    Files.write(part, new byte[1234]);
    download();
    assertThat(target).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly("bytes=1234-", "none");
  }

  @Test
  void aCompletePartNeedsNoBytes() throws IOException {
    Files.write(part, content);
    download();
    assertThat(target).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly("bytes=300000-");
  }

  @Test
  void aPartLongerThanTheFileIsFetchedAnew() throws IOException {
    Files.write(part, new byte[300_001]);
    download();
    assertThat(target).hasBinaryContent(content);
  }

  @Test
  void anAlteredFileIsRefused() {
    server.alter();
    assertThatThrownBy(this::download)
        .isInstanceOf(DataException.class)
        .hasMessage(part + " is altered");
    assertThat(target).doesNotExist();
    assertThat(part).doesNotExist();
  }

  @Test
  void refusalsAndSizesAreReported() {
    URI missing = server.uri("missing");
    assertThatThrownBy(
            () -> downloader.download(missing, target, MAX, this::verify, Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessage("cannot download " + missing + ": the server answered 404");
    URI uri = server.uri("file.gz");
    assertThatThrownBy(
            () -> downloader.download(uri, target, 299_999, this::verify, Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("more than the 299999 bytes expected");
  }

  @Test
  void aSilentServerIsGivenUp() {
    server.stallAfter(100_000);
    assertThatThrownBy(this::download)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cannot download " + server.uri("file.gz"));
    assertThat(target).doesNotExist();
  }

  @Test
  void noServerIsNoConnection() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/file");
    assertThatThrownBy(
            () -> downloader.download(nobody, target, MAX, this::verify, Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessage("cannot download " + nobody + ": no connection");
  }
}
