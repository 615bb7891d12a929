package dev.pinwheel.nn.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of a header, and takes nothing that the format does not describe. */
final class HeaderParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String text;
  private final JsonParser parser;
  private final Map<String, Header.Entry> entries = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private int digestAt = -1;

  private HeaderParser(String text) {
    this.text = text;
    this.parser = JSON.createParser(ObjectReadContext.empty(), text);
  }

  /**
   * Reads a header.
   *
   * @throws Malformed if it is JSON, but not a header
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  static Header parse(String text) {
    HeaderParser header = new HeaderParser(text);
    try (JsonParser parser = header.parser) {
      header.object();
      if (parser.nextToken() != null) {
        throw new Malformed("the header goes on after its object");
      }
    }
    return new Header(header.entries, header.metadata, header.digestAt);
  }

  private void object() {
    if (text.isEmpty() || text.charAt(0) != '{') {
      throw new Malformed("the header does not begin with '{'");
    }
    expect(JsonToken.START_OBJECT, "the header", "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (name.equals(Header.METADATA)) {
        metadata();
      } else {
        entries.put(name, entry(name));
      }
    }
  }

  private void metadata() {
    expect(JsonToken.START_OBJECT, Header.METADATA, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      expect(JsonToken.VALUE_STRING, "the metadata '" + key + "'", "a string");
      metadata.put(key, parser.getString());
      if (key.equals(Seal.DIGEST)) {
        int quote = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        digestAt = text.substring(0, quote + 1).getBytes(StandardCharsets.UTF_8).length;
      }
    }
  }

  private Header.Entry entry(String name) {
    String what = "the tensor '" + name + "'";
    expect(JsonToken.START_OBJECT, what, "an object");
    DType dtype = null;
    long[] shape = null;
    long[] offsets = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      switch (field) {
        case "dtype" -> dtype = dtype(what);
        case "shape" -> shape = longs(what + ", shape");
        case "data_offsets" -> offsets = longs(what + ", data_offsets");
        default -> throw new Malformed("%s has the unknown field '%s'".formatted(what, field));
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      throw new Malformed(what + " lacks one of dtype, shape and data_offsets");
    }
    if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
      throw new Malformed(
          "%s has the data_offsets %s, not a begin and an end"
              .formatted(what, Arrays.toString(offsets)));
    }
    return new Header.Entry(dtype, shape, offsets[0], offsets[1]);
  }

  private DType dtype(String what) {
    expect(JsonToken.VALUE_STRING, what + ", dtype", "a string");
    String name = parser.getString();
    return DType.named(name)
        .orElseThrow(
            () ->
                new Malformed(
                    "%s has the dtype '%s', which is not one of %s"
                        .formatted(what, name, Arrays.toString(DType.values()))));
  }

  private long[] longs(String what) {
    expect(JsonToken.START_ARRAY, what, "an array");
    long[] values = new long[4];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw new Malformed("%s holds %s, not an integer".formatted(what, parser.getString()));
      }
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = parser.getLongValue();
    }
    return Arrays.copyOf(values, count);
  }

  private void expect(JsonToken token, String what, String kind) {
    if (parser.nextToken() != token) {
      throw new Malformed("%s is not %s".formatted(what, kind));
    }
  }

  /** What is wrong with a header, without the file's name. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }
}
