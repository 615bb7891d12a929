package dev.pinwheel.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON value that knows where it stands, for messages.
 *
 * @param value a map of such values, a list of them, a string, a {@code Double} or a {@code
 *     Boolean}; null for JSON's null
 * @param line the line it begins in, from 1
 * @param path the way to it, such as {@code layers[3].kernel}
 */
record NetFileValue(Object value, int line, String path) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Reads a text that is one JSON value. */
  static NetFileValue parse(String text, String origin) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new NetFileException(origin + " line 1: there is nothing in it");
      }
      NetFileValue root = read(parser, "");
      if (parser.nextToken() != null) {
        throw new NetFileException(
            origin
                + " line "
                + parser.currentTokenLocation().getLineNr()
                + ": there is more after the net's last brace");
      }
      return root;
    } catch (JacksonException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new NetFileException(origin + " line " + line + " is no JSON: " + reason, e);
    }
  }

  private static NetFileValue read(JsonParser parser, String path) {
    int line = parser.currentTokenLocation().getLineNr();
    Object value =
        switch (parser.currentToken()) {
          case START_OBJECT -> object(parser, path);
          case START_ARRAY -> list(parser, path);
          case VALUE_STRING -> parser.getString();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          default -> null;
        };
    return new NetFileValue(value, line, path);
  }

  private static Map<String, NetFileValue> object(JsonParser parser, String path) {
    Map<String, NetFileValue> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, read(parser, path.isEmpty() ? name : path + "." + name));
    }
    return fields;
  }

  private static List<NetFileValue> list(JsonParser parser, String path) {
    List<NetFileValue> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(read(parser, path + "[" + values.size() + "]"));
    }
    return values;
  }
}
