package dev.pinwheel.data.files;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The formats that are read, told apart by a file's first bytes. */
public enum ImageFormat {
  /** Portable network graphics. */
  PNG("png", "89504e470d0a1a0a"),
  /** JPEG. */
  JPEG("jpeg", "ffd8ff"),
  /** TIFF, of either byte order; the first image of the file. */
  TIFF("tiff", "49492a00", "4d4d002a"),
  /** Windows bitmaps. */
  BMP("bmp", "424d");

  private static final int LONGEST = 8;
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "jpe", "tif", "tiff", "bmp");

  private final String reader;
  private final String beginning;
  private final String otherBeginning;

  ImageFormat(String reader, String beginning) {
    this(reader, beginning, beginning);
  }

  ImageFormat(String reader, String beginning, String otherBeginning) {
    this.reader = reader;
    this.beginning = beginning;
    this.otherBeginning = otherBeginning;
  }

  /** Returns the name by which the platform knows the format's reader. */
  String reader() {
    return reader;
  }

  /**
   * Recognises a file's content.
   *
   * @param file the content; not modified
   * @return the format, if it begins like one
   */
  public static Optional<ImageFormat> of(byte[] file) {
    String begin = HexFormat.of().formatHex(file, 0, Math.min(LONGEST, file.length));
    for (ImageFormat format : values()) {
      if (begin.startsWith(format.beginning) || begin.startsWith(format.otherBeginning)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether a file is named like an image; hidden files are not.
   *
   * @param file the file
   * @return whether its name ends in .png, .jpg, .jpeg, .tif, .tiff or .bmp, in any case of letters
   */
  public static boolean isNamedSo(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
