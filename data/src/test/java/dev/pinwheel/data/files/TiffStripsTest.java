package dev.pinwheel.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A strip's rows may be more than the image has: the TIFF standard's default is 2³² - 1. */
class TiffStripsTest {
  private static final int ROWS_PER_STRIP = 278;
  private static final int TILE_LENGTH = 323;
  private static final int LONG = 4;

  private static byte[] tiff(BufferedImage image, String compression, int tile) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionType(compression);
    if (tile > 0) {
      how.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      how.setTiling(tile, tile, 0, 0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Writes another number into an entry of the first directory. */
  private static byte[] with(byte[] file, int tag, int value) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    bytes.order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = bytes.getInt(4);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (bytes.getShort(entry) == tag) {
        bytes.putShort(entry + 2, (short) LONG).putInt(entry + 8, value);
        return file;
      }
    }
    throw new AssertionError("the file has no tag " + tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZW", "ZLib", "PackBits", "Deflate"})
  void moreRowsThanTheImageHasAreNoReasonToRefuseIt(String compression) throws IOException {
    BufferedImage image = Drawn.noise(BufferedImage.TYPE_3BYTE_BGR, 40, 30, 5);
    float[] expected = ImageDecoder.decode(Drawn.bytes(image, "png")).pixels();
    for (int rows : new int[] {31, 1 << 24, Integer.MAX_VALUE, -1}) {
      byte[] file = with(tiff(image, compression, 0), ROWS_PER_STRIP, rows);
      assertThat(ImageDecoder.decode(file).pixels()).as("%d rows", rows).containsExactly(expected);
    }
  }

  @Test
  void aHugeTileIsStillRefused() throws IOException {
    BufferedImage image = Drawn.noise(BufferedImage.TYPE_3BYTE_BGR, 40, 32, 5);
    byte[] file = with(tiff(image, "LZW", 16), TILE_LENGTH, 1 << 24);
    assertThatThrownBy(() -> ImageDecoder.decode(file))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining("more than the");
  }
}
