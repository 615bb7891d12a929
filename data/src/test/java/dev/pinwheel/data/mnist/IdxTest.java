package dev.pinwheel.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TestImages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;
  private Path images;
  private Path labels;

  @BeforeEach
  void write() throws IOException {
    images =
        Files.write(folder.resolve("images"), idx(2051, new int[] {2, 1, 3}, 0, 51, 255, 1, 2, 3));
    labels = Files.write(folder.resolve("labels"), idx(2049, new int[] {2}, 9, 4));
  }

  private static byte[] idx(int magic, int[] sizes, int... body) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + body.length).putInt(magic);
    for (int size : sizes) {
      bytes.putInt(size);
    }
    for (int b : body) {
      bytes.put((byte) b);
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] raw) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(raw);
    }
    return bytes.toByteArray();
  }

  private LabelledImages read() {
    return Idx.read(images, labels, "small", 10);
  }

  private void fails(Path file, byte[] content, String message) throws IOException {
    byte[] kept = Files.readAllBytes(file);
    Files.write(file, content);
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
    Files.write(file, kept);
  }

  @Test
  void readsRawAndGzipped() throws IOException {
    LabelledImages raw = read();
    assertThat(raw.shape()).isEqualTo(new ImageShape(1, 1, 3));
    assertThat(raw.labels()).containsExactly(9, 4);
    assertThat(raw.pixel(0, 0, 0, 1)).isEqualTo(51 / 255f);
    assertThat(raw.pixel(1, 0, 0, 2)).isEqualTo(3 / 255f);
    Files.write(images, gzip(Files.readAllBytes(images)));
    assertThat(read().sha256()).isEqualTo(raw.sha256());
  }

  @Test
  void reportsEveryMalformation() throws IOException {
    byte[] good = Files.readAllBytes(images);
    fails(images, Files.readAllBytes(labels), "begins with 2049, not 2051");
    fails(labels, good, "begins with 2051, not 2049");
    fails(images, new byte[0], "truncated at its header of 16 bytes");
    fails(images, Arrays.copyOf(good, 20), "truncated at byte 4 of 6 of its images");
    fails(images, Arrays.copyOf(good, 23), "goes on after its 2 images");
    fails(images, idx(2051, new int[] {-1, 1, 3}), "size -1");
    fails(images, idx(2051, new int[] {1 << 20, 1 << 10, 1 << 10}), "out of range");
    fails(labels, idx(2049, new int[] {3}, 1, 2, 3), "3 labels");
    byte[] zipped = gzip(good);
    fails(images, Arrays.copyOf(zipped, zipped.length - 12), "truncated at the end of its gzip");
    zipped[zipped.length - 6] ^= 1;
    fails(images, zipped, "damaged");
    Files.write(labels, idx(2049, new int[] {2}, 1, 10));
    assertThatThrownBy(this::read).hasMessageContaining("label 10");
    Files.delete(labels);
    assertThatThrownBy(this::read).hasMessageContaining("no such file");
  }

  @Test
  void writesWhatItReads() {
    LabelledImages set = TestImages.random("set", new ImageShape(1, 5, 4), 7, 1);
    Idx.write(set, images, labels);
    assertThat(read().sha256()).isEqualTo(set.sha256());
    LabelledImages colour = TestImages.random("colour", new ImageShape(3, 2, 2), 2, 1);
    assertThatThrownBy(() -> Idx.write(colour, images, labels)).hasMessageContaining("colour");
  }
}
