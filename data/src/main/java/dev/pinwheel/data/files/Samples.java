package dev.pinwheel.data.files;

import dev.pinwheel.data.ImageShape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * The numbers of a decoded image, as the file has them: no colour profile is applied. What is
 * transparent is laid over black.
 */
final class Samples {
  private static final int MOST_BITS = 16;

  private Samples() {}

  static PixelImage of(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return model instanceof IndexColorModel palette
        ? ofPalette(image.getRaster(), palette)
        : ofBands(image.getRaster(), model);
  }

  private static PixelImage ofPalette(Raster raster, IndexColorModel palette) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    boolean grey = true;
    float[][] levels = new float[3][colours.length];
    for (int i = 0; i < colours.length; i++) {
      int alpha = colours[i] >>> 24;
      for (int c = 0; c < 3; c++) {
        int level = colours[i] >> (16 - 8 * c) & 0xff;
        levels[c][i] = alpha == 255 ? level / 255f : level * alpha / (255f * 255f);
      }
      grey &= levels[0][i] == levels[1][i] && levels[1][i] == levels[2][i];
    }
    int height = raster.getHeight();
    int width = raster.getWidth();
    int channels = grey ? 1 : 3;
    float[] pixels = new float[channels * height * width];
    int[] row = new int[width];
    for (int i = 0; i < height; i++) {
      raster.getSamples(0, i, width, 1, 0, row);
      for (int c = 0; c < channels; c++) {
        for (int j = 0; j < width; j++) {
          pixels[(c * height + i) * width + j] = levels[c][row[j]];
        }
      }
    }
    return new PixelImage(new ImageShape(channels, height, width), pixels, PixelImage.Depth.BYTE);
  }

  private static PixelImage ofBands(Raster raster, ColorModel model) {
    int bands = raster.getNumBands();
    int alpha = model.hasAlpha() ? bands - 1 : -1;
    int colours = alpha < 0 ? bands : alpha;
    int space = model.getColorSpace().getType();
    if (!(colours == 1 && space == ColorSpace.TYPE_GRAY)
        && !(colours == 3 && space == ColorSpace.TYPE_RGB)) {
      throw new BadImageException(
          Problem.Kind.UNREADABLE,
          "has %d channels, neither grey nor RGB (CMYK has 4): save it as RGB".formatted(colours));
    }
    int[] bits = raster.getSampleModel().getSampleSize();
    int type = raster.getDataBuffer().getDataType();
    if (Arrays.stream(bits).anyMatch(b -> b > MOST_BITS)
        || type == DataBuffer.TYPE_FLOAT
        || type == DataBuffer.TYPE_DOUBLE
        || type == DataBuffer.TYPE_SHORT) {
      throw new BadImageException(
          Problem.Kind.UNREADABLE,
          "has signed, fractional or 32-bit levels: save it with 8 or 16 bits");
    }
    boolean deep = Arrays.stream(bits).anyMatch(b -> b > 8);
    int height = raster.getHeight();
    int width = raster.getWidth();
    float[] pixels = new float[colours * height * width];
    int[] row = new int[width * bands];
    for (int i = 0; i < height; i++) {
      raster.getPixels(0, i, width, 1, row);
      for (int c = 0; c < colours; c++) {
        float most = (1 << bits[c]) - 1;
        int start = (c * height + i) * width;
        for (int j = 0; j < width; j++) {
          pixels[start + j] = row[j * bands + c] / most;
        }
        if (alpha >= 0 && !model.isAlphaPremultiplied()) {
          float opaque = (1 << bits[alpha]) - 1;
          for (int j = 0; j < width; j++) {
            pixels[start + j] *= row[j * bands + alpha] / opaque;
          }
        }
      }
    }
    return new PixelImage(
        new ImageShape(colours, height, width),
        pixels,
        deep ? PixelImage.Depth.DEEP : PixelImage.Depth.BYTE);
  }
}
