package dev.pinwheel.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private long files() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.count();
    }
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("a/b/file");
    AtomicFile.write(file, new byte[] {1, 2});
    AtomicFile.write(file, new byte[] {3});
    assertThat(file).hasBinaryContent(new byte[] {3});
    try (Stream<Path> list = Files.list(folder.resolve("a/b"))) {
      assertThat(list).containsExactly(file);
    }
  }

  @Test
  void sweepingLeavesWholeFilesAlone() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, new byte[] {1});
    Files.write(folder.resolve(".file.0f.tmp"), new byte[] {2});
    AtomicFile.sweep(folder);
    AtomicFile.sweep(folder.resolve("none"));
    try (Stream<Path> list = Files.list(folder)) {
      assertThat(list).containsExactly(file);
    }
  }

  @Test
  void failureHalfWayLeavesTheOldContent() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, new byte[] {1, 2});
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 18]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "cannot write "
                + file
                + ": No space left on device; check its folder's free space and permissions, or"
                + " choose another folder");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasBinaryContent(new byte[] {1, 2});
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void anUnusableFolderIsNamed() throws IOException {
    Path plain = Files.write(folder.resolve("plain"), new byte[1]);
    assertThatThrownBy(() -> AtomicFile.write(plain.resolve("file"), new byte[1]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(plain.resolve("file").toString());
    assertThatThrownBy(() -> AtomicFile.publish(folder.resolve("none"), plain))
        .isInstanceOf(DataException.class);
    assertThat(plain).hasBinaryContent(new byte[1]);
  }

  @Test
  void writersAtOnceLeaveOneWholeContent() throws IOException {
    Path file = folder.resolve("file");
    IntStream.range(0, 24)
        .parallel()
        .forEach(
            k -> {
              byte[] bytes = new byte[10_000];
              java.util.Arrays.fill(bytes, (byte) k);
              AtomicFile.write(file, bytes);
            });
    byte[] left = Files.readAllBytes(file);
    assertThat(left).hasSize(10_000).containsOnly(left[0]);
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void folderLockAdmitsOneAtATime() {
    int[] inside = new int[2];
    IntStream.range(0, 40)
        .parallel()
        .forEach(
            k ->
                FolderLock.with(
                    folder.resolve("locked"),
                    () -> {
                      inside[0]++;
                      inside[1] = Math.max(inside[1], inside[0]);
                      return inside[0]--;
                    }));
    assertThat(inside).containsExactly(0, 1);
  }
}
