package dev.pinwheel.train;

import dev.pinwheel.group.PointGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Records to JSON and back; a group is written as its name. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule().addSerializer(PointGroup.class, ToStringSerializer.instance))
          .build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value) + "\n";
  }

  static <T> T read(String text, Class<T> type, String origin) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new TrainingException(origin + " is damaged or of another version: " + firstLine(e), e);
    }
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return read(Files.readString(file), type, file.toString());
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new TrainingException(file + " is damaged: it is no text", e);
    } catch (java.io.IOException e) {
      throw dev.pinwheel.data.DataException.reading(file, e);
    }
  }

  private static String firstLine(JacksonException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("no JSON");
  }
}
