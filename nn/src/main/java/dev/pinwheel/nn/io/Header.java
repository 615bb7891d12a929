package dev.pinwheel.nn.io;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the header of a file says.
 *
 * @param entries the tensors by name
 * @param metadata the strings of {@code __metadata__}, those of the seal among them
 * @param digestAt where the digits of the seal's digest begin, in bytes from the header's begin, or
 *     -1
 */
record Header(Map<String, Entry> entries, Map<String, String> metadata, int digestAt) {
  /** The name in the header that is not a tensor's. */
  static final String METADATA = "__metadata__";

  /** The greatest length of a header, in bytes. */
  static final int MAX_LENGTH = 100_000_000;

  /** The number of bytes in front of the header. */
  static final int PREFIX = 8;

  /** Returns the tensors in the order in which their values lie in the file. */
  List<Map.Entry<String, Entry>> byPosition() {
    return entries.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()))
        .toList();
  }

  /** One tensor: its type and shape, and where its values begin and end after the header. */
  static final class Entry {
    private final DType dtype;
    private final long[] shape;
    private final long begin;
    private final long end;

    Entry(DType dtype, long[] shape, long begin, long end) {
      this.dtype = dtype;
      this.shape = shape.clone();
      this.begin = begin;
      this.end = end;
    }

    DType dtype() {
      return dtype;
    }

    long[] shape() {
      return shape.clone();
    }

    long begin() {
      return begin;
    }

    long end() {
      return end;
    }

    @Override
    public String toString() {
      return "%s%s at [%d, %d]".formatted(dtype, Arrays.toString(shape), begin, end);
    }
  }
}
