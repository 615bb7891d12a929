package dev.pinwheel.data.cifar;

import dev.pinwheel.data.DataException;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A PNG of three bytes a pixel with an image of 32×32 pixels in each of its rows. */
final class CifarPng {
  private static final int PIXELS = CifarBinary.SHAPE.height() * CifarBinary.SHAPE.width();
  private static final int CHANNELS = CifarBinary.SHAPE.channels();

  private CifarPng() {}

  /** Joins the images with their labels, the first of which is at an offset, in binary form. */
  static byte[] records(Path png, byte[] labels, int offset) {
    Raster raster = raster(png);
    if (raster.getWidth() != PIXELS
        || raster.getNumBands() != CHANNELS
        || raster.getSampleModel().getSampleSize(0) != 8
        || raster.getHeight() > labels.length - offset) {
      throw new DataException(
          "%s is %d×%d with %d channels of %d bits, not %d wide with %d of 8: fetch it again"
              .formatted(
                  png,
                  raster.getWidth(),
                  raster.getHeight(),
                  raster.getNumBands(),
                  raster.getSampleModel().getSampleSize(0),
                  PIXELS,
                  CHANNELS));
    }
    byte[] records = new byte[raster.getHeight() * CifarBinary.RECORD];
    int[] row = new int[PIXELS * CHANNELS];
    for (int i = 0; i < raster.getHeight(); i++) {
      raster.getPixels(0, i, PIXELS, 1, row);
      int start = i * CifarBinary.RECORD;
      records[start] = labels[offset + i];
      for (int c = 0; c < CHANNELS; c++) {
        for (int p = 0; p < PIXELS; p++) {
          records[start + 1 + c * PIXELS + p] = (byte) row[p * CHANNELS + c];
        }
      }
    }
    return records;
  }

  private static Raster raster(Path png) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(png));
        MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(in)) {
      reader.setInput(stream, true, true);
      return reader.read(0).getRaster();
    } catch (IOException e) {
      throw DataException.reading(png, e);
    } finally {
      reader.dispose();
    }
  }
}
