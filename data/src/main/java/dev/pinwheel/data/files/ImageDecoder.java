package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes images by the platform's readers, a set of them for each thread. An image's size is read
 * first, and no more than {@link #MOST_PIXELS} pixels are decoded, whatever the file claims.
 */
final class ImageDecoder {
  /** 64 million pixels: four times what a large camera gives is no training image. */
  static final long MOST_PIXELS = 1L << 26;

  /** A decoded pixel, as the platform and as we hold it, and half of the memory left to others. */
  private static final long BYTES_PER_PIXEL = 2 * 24;

  /** Pixels that all threads together may be decoding; a larger image goes alone. */
  private static final int ROOM =
      (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / BYTES_PER_PIXEL);

  private static final Semaphore FREE = new Semaphore(ROOM, true);

  private static final ThreadLocal<ImageDecoder> OWN = ThreadLocal.withInitial(ImageDecoder::new);

  private final Map<ImageFormat, ImageReader> readers = new EnumMap<>(ImageFormat.class);
  private final Warnings warnings = new Warnings();

  private ImageDecoder() {}

  /**
   * What a file's header says.
   *
   * @param width its columns
   * @param height its rows
   */
  record Size(int width, int height) {
    @Override
    public String toString() {
      return width + "×" + height;
    }
  }

  /** A step that reads. */
  private interface Step<T> {
    T of(ImageReader reader) throws IOException;
  }

  /** Reads an image's size, and not its pixels. */
  static Size size(byte[] file) {
    return OWN.get().read(file, ImageDecoder::checkedSize);
  }

  /**
   * Decodes an image; waits until what other threads decode leaves memory for it.
   *
   * @throws BadImageException if it is none, is damaged, huge or of a kind that is not read
   */
  static PixelImage decode(byte[] file) {
    return OWN.get()
        .read(
            file,
            reader -> {
              Size size = checkedSize(reader);
              long pixels = Math.max((long) size.width * size.height, tile(reader));
              int claimed = (int) Math.min(ROOM, pixels);
              FREE.acquireUninterruptibly(claimed);
              try {
                return Samples.of(reader.read(0));
              } finally {
                FREE.release(claimed);
              }
            });
  }

  /** A tile is decoded whole; of a strip, whatever its file claims, only the image's own rows. */
  private static long tile(ImageReader reader) throws IOException {
    return reader.isImageTiled(0) ? (long) reader.getTileWidth(0) * reader.getTileHeight(0) : 0;
  }

  private <T> T read(byte[] file, Step<T> step) {
    if (file.length == 0) {
      throw new BadImageException(Problem.Kind.UNREADABLE, "is empty: it has no bytes");
    }
    ImageFormat format =
        ImageFormat.of(file)
            .orElseThrow(
                () ->
                    new BadImageException(
                        Problem.Kind.UNREADABLE,
                        "is no PNG, JPEG, TIFF or BMP, whatever its name says"));
    ImageReader reader = readers.computeIfAbsent(format, this::open);
    warnings.truncation = null;
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      T result = step.of(reader);
      if (warnings.truncation != null) {
        throw truncated(format, new EOFException(warnings.truncation));
      }
      return result;
    } catch (BadImageException e) {
      throw e;
    } catch (EOFException e) {
      throw truncated(format, e);
    } catch (IOException e) {
      throw failed(format, e);
    } catch (RuntimeException e) {
      // The platform's readers answer nonsense in a file with whatever exception it leads to.
      throw unreadable(format, e);
    } finally {
      reader.setInput(null);
    }
  }

  private ImageReader open(ImageFormat format) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.reader()).next();
    reader.addIIOReadWarningListener(warnings);
    return reader;
  }

  private static Size checkedSize(ImageReader reader) throws IOException {
    Size size = new Size(reader.getWidth(0), reader.getHeight(0));
    if (size.width < 1 || size.height < 1) {
      throw new BadImageException(Problem.Kind.UNREADABLE, "claims to be of size " + size);
    }
    if (Math.max((long) size.width * size.height, tile(reader)) > MOST_PIXELS) {
      throw new BadImageException(
          Problem.Kind.HUGE,
          "claims %s pixels, more than the %,d that are decoded: cut it into tiles"
              .formatted(size, MOST_PIXELS));
    }
    return size;
  }

  private static BadImageException failed(ImageFormat format, IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof EOFException || isTruncation(at.getMessage())) {
        return truncated(format, e);
      }
      if (at.getMessage() != null && at.getMessage().contains("Unsupported Image Type")) {
        return new BadImageException(
            Problem.Kind.UNREADABLE,
            "is a " + format + " in CMYK or another odd colour space: save it as RGB",
            e);
      }
    }
    return unreadable(format, e);
  }

  private static BadImageException unreadable(ImageFormat format, Exception e) {
    return new BadImageException(
        Problem.Kind.UNREADABLE,
        "is a damaged " + format + ", or one that is not read: " + DataException.reason(e),
        e);
  }

  private static BadImageException truncated(ImageFormat format, IOException e) {
    return new BadImageException(
        Problem.Kind.TRUNCATED, "is a " + format + " that ends too early: copy it anew", e);
  }

  private static boolean isTruncation(String message) {
    if (message == null) {
      return false;
    }
    String lower = message.toLowerCase(Locale.ROOT);
    return lower.contains("premature end") || lower.contains("unexpected end");
  }

  /** Hears of a JPEG that ends too early, which its reader fills up with grey. */
  private static final class Warnings implements IIOReadWarningListener {
    private String truncation;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (isTruncation(warning)) {
        truncation = warning;
      }
    }
  }
}
