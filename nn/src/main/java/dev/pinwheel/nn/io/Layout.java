package dev.pinwheel.nn.io;

/** Where the tensors of a file lie: one after the other, from the header to the file's end. */
final class Layout {
  private Layout() {}

  /**
   * Checks that the tensors take all of the bytes that follow the header, without holes.
   *
   * @throws HeaderParser.Malformed if they don't, or if one doesn't fit its shape
   */
  static void check(Header header, long available) {
    long position = 0;
    for (var named : header.byPosition()) {
      Header.Entry entry = named.getValue();
      String tensor = "the tensor '%s' (%s)".formatted(named.getKey(), entry);
      if (entry.begin() != position) {
        throw new HeaderParser.Malformed(
            "%s %s byte %d"
                .formatted(
                    tensor,
                    entry.begin() < position ? "overlaps another up to" : "leaves a hole from",
                    position));
      }
      long bytes = Shapes.bytes(entry.dtype(), entry.shape());
      if (entry.end() - entry.begin() != bytes) {
        throw new HeaderParser.Malformed("%s needs %d bytes".formatted(tensor, bytes));
      }
      if (bytes > Integer.MAX_VALUE - Header.PREFIX) {
        throw new HeaderParser.Malformed(tensor + " is greater than the 2 GiB that can be read");
      }
      position = entry.end();
    }
    if (position > available) {
      throw new HeaderParser.Malformed(
          "it is cut short: %d bytes of %d are there".formatted(available, position));
    }
    if (position < available) {
      throw new HeaderParser.Malformed(
          "%d bytes too many follow its tensors".formatted(available - position));
    }
  }
}
