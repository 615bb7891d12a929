package dev.pinwheel.data.files;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of images, good and bad. */
final class Drawn {
  private Drawn() {}

  /** Random numbers in every band. */
  static BufferedImage noise(int type, int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, type);
    WritableRaster raster = image.getRaster();
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int b = 0; b < raster.getNumBands(); b++) {
          int bits = raster.getSampleModel().getSampleSize(b);
          raster.setSample(x, y, b, random.nextInt(1 << bits));
        }
      }
    }
    return image;
  }

  static BufferedImage plain(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colour.getRGB());
      }
    }
    return image;
  }

  static BufferedImage palette(int width, int height, Color... colours) {
    byte[][] levels = new byte[3][colours.length];
    for (int i = 0; i < colours.length; i++) {
      levels[0][i] = (byte) colours[i].getRed();
      levels[1][i] = (byte) colours[i].getGreen();
      levels[2][i] = (byte) colours[i].getBlue();
    }
    IndexColorModel model = new IndexColorModel(8, colours.length, levels[0], levels[1], levels[2]);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, i % colours.length);
    }
    return image;
  }

  static byte[] bytes(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("no writer of " + format + " takes " + image);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static byte[] noisyPng(int width, int height, long seed) {
    return bytes(noise(BufferedImage.TYPE_3BYTE_BGR, width, height, seed), "png");
  }

  /** A JPEG of four channels without a word on their meaning, which readers take for CMYK. */
  static byte[] cmyk() throws IOException {
    WritableRaster raster =
        java.awt.image.Raster.createInterleavedRaster(
            java.awt.image.DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A PNG whose header claims a size, and which has no pixels. */
  static byte[] claimingPng(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    CRC32 crc = new CRC32();
    crc.update(header);
    return ByteBuffer.allocate(8 + 4 + 17 + 4 + 12)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
        .putInt(13)
        .put(header)
        .putInt((int) crc.getValue())
        .putInt(0)
        .put("IDAT".getBytes(StandardCharsets.US_ASCII))
        .putInt(0x35af061e)
        .array();
  }

  static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  static Path write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** A grey image of a type that carries 16-bit colour. */
  static BufferedImage deepColour(int width, int height) {
    BufferedImage image =
        ImageTypeSpecifier.createInterleaved(
                java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                new int[] {0, 1, 2},
                java.awt.image.DataBuffer.TYPE_USHORT,
                false,
                false)
            .createBufferedImage(width, height);
    Random random = new Random(3);
    for (int i = 0; i < width * height * 3; i++) {
      image.getRaster().setSample(i / 3 % width, i / 3 / width, i % 3, random.nextInt(1 << 16));
    }
    return image;
  }

  /** A tile of 10×10 in a folder. */
  static void tile(Path folder, String name, long seed) throws IOException {
    write(folder.resolve(name), noisyPng(10, 10, seed));
  }

  /** Classes a and b of 10 and 20 tiles. */
  static void tiles(Path folder) throws IOException {
    for (int i = 0; i < 10; i++) {
      tile(folder, "a/" + i + ".png", i);
    }
    for (int i = 0; i < 20; i++) {
      tile(folder, "b/" + i + ".PNG", 100 + i);
    }
  }
}
