package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines of numbers, fast: the bytes are parsed where they are, without text objects. */
final class NumberLines {
  private static final double[] TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;

  private final InputStream in;
  private final String source;
  private final int columns;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long line;
  private long bytes;
  private final byte[] word = new byte[64];

  NumberLines(InputStream in, String source, int columns) {
    this.in = in;
    this.source = source;
    this.columns = columns;
  }

  /** The number of the line read last, from 1. */
  long number() {
    return line;
  }

  /** The bytes read since this was asked last. */
  long takeBytes() {
    long taken = bytes;
    bytes = 0;
    return taken;
  }

  /** Reads the next line that isn't empty into all of values; false at the end. */
  boolean next(double[] values) throws IOException {
    int count = 0;
    line++;
    for (int b = read(); ; b = read()) {
      if (b == '\n' || b < 0) {
        if (count == columns) {
          return true;
        }
        if (count > 0) {
          throw new DataException(
              "%s line %d has %d columns, not %d: fetch the file again"
                  .formatted(source, line, count, columns));
        }
        if (b < 0) {
          return false;
        }
        line++;
      } else if (!blank(b)) {
        if (count == columns) {
          throw new DataException(
              "%s line %d has more than %d columns: fetch the file again"
                  .formatted(source, line, columns));
        }
        values[count] = parse(b, count + 1);
        count++;
      }
    }
  }

  private static boolean blank(int b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private double parse(int first, int column) throws IOException {
    int length = 0;
    int b = first;
    for (; b >= 0 && b != '\n' && !blank(b); b = read()) {
      if (length == word.length) {
        throw bad(length, column);
      }
      word[length++] = (byte) b;
    }
    if (b >= 0) {
      position--;
      bytes--;
    }
    return value(length, column);
  }

  /**
   * Digits of up to 2⁵³ times a power of ten of up to 10²² give the nearest double by one rounding;
   * anything else is left to the library.
   */
  private double value(int length, int column) {
    long digits = 0;
    int scale = 0;
    int k = 0;
    boolean point = false;
    for (; k < length; k++) {
      int c = word[k];
      if (c >= '0' && c <= '9' && digits < EXACT / 16) {
        digits = 10 * digits + (c - '0');
        scale -= point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (k == length && scale >= -22 && word[0] != '.') {
      return digits / TEN[-scale];
    }
    return libraryValue(length, column);
  }

  private double libraryValue(int length, int column) {
    String text = new String(word, 0, length, StandardCharsets.ISO_8859_1);
    for (int k = 0; k < length; k++) {
      if ("0123456789.eE+-".indexOf(text.charAt(k)) < 0) {
        throw bad(length, column); // The library also reads 0x1p1, 1f and NaN.
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw bad(length, column);
    }
  }

  private DataException bad(int length, int column) {
    return new DataException(
        "%s line %d column %d: \"%s\" is no number: fetch the file again"
            .formatted(
                source, line, column, new String(word, 0, length, StandardCharsets.ISO_8859_1)));
  }

  private int read() throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return -1;
      }
    }
    bytes++;
    return buffer[position++];
  }
}
