package dev.pinwheel.models;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one object in a net file. Every field is asked for by name; {@link #done} refuses
 * those that nobody asked for.
 */
final class NetFileFields {
  /** Stands for the number of classes of the images, where a number of fields is due. */
  static final String CLASSES = "classes";

  private final Map<?, ?> fields;
  private final NetFileValue place;
  private final String origin;
  private final Set<String> asked = new LinkedHashSet<>();

  NetFileFields(NetFileValue place, String origin) {
    this.place = place;
    this.origin = origin;
    if (!(place.value() instanceof Map<?, ?> map)) {
      throw error(place, "an object in braces is due here");
    }
    fields = map;
  }

  /** A text. */
  String text(String key) {
    return text(require(key));
  }

  /** A text, or a default where the field is missing. */
  String text(String key, String missing) {
    NetFileValue value = find(key);
    return value == null ? missing : text(value);
  }

  /** A word of a list. */
  <E extends Enum<E>> E word(String key, Class<E> kind, E missing) {
    NetFileValue value = find(key);
    if (value == null) {
      return missing;
    }
    List<String> known = new ArrayList<>();
    for (E each : kind.getEnumConstants()) {
      String word = each.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      if (word.equals(text(value))) {
        return each;
      }
      known.add(word);
    }
    throw error(value, "'" + text(value) + "' is none of " + String.join(", ", known));
  }

  /** A number. */
  double number(String key) {
    NetFileValue value = require(key);
    if (value.value() instanceof Double number) {
      return number;
    }
    throw error(value, "a number is due here");
  }

  /** A whole number from a smallest one on. */
  int whole(String key, int smallest) {
    return whole(require(key), smallest);
  }

  /** A whole number from a smallest one on, or a default where the field is missing. */
  int whole(String key, int smallest, int missing) {
    NetFileValue value = find(key);
    return value == null ? missing : whole(value, smallest);
  }

  /** How many fields a layer gives: a number, or the word for the number of classes. */
  int fields(String key, int classes) {
    NetFileValue value = require(key);
    return CLASSES.equals(value.value()) ? classes : whole(value, 1);
  }

  /** Objects in a list. */
  List<NetFileFields> objects(String key) {
    return objects(require(key));
  }

  /** Objects in a list, none where the field is missing. */
  List<NetFileFields> objectsOrNone(String key) {
    NetFileValue value = find(key);
    return value == null ? List.of() : objects(value);
  }

  /** Lists of objects in a list. */
  List<List<NetFileFields>> lists(String key) {
    return list(require(key)).stream().map(this::objects).toList();
  }

  /** An object. */
  NetFileFields object(String key) {
    return new NetFileFields(require(key), origin);
  }

  /** Takes a field as known without asking for it. */
  void allow(String key) {
    asked.add(key);
  }

  /** Refuses fields that were not asked for. */
  void done() {
    for (Map.Entry<?, ?> each : fields.entrySet()) {
      if (!asked.contains(each.getKey())) {
        throw error(
            (NetFileValue) each.getValue(),
            "unknown field '" + each.getKey() + "': known here are " + String.join(", ", asked));
      }
    }
  }

  /** An error at this object. */
  NetFileException error(String message) {
    return error(place, message);
  }

  /** An error at one of this object's fields. */
  NetFileException error(String key, String message) {
    return error(require(key), message);
  }

  /** An error that something else found at this object. */
  NetFileException error(IllegalArgumentException cause) {
    return new NetFileException(at(place) + cause.getMessage(), cause);
  }

  private NetFileException error(NetFileValue where, String message) {
    return new NetFileException(at(where) + message);
  }

  private String at(NetFileValue where) {
    String path = where.path().isEmpty() ? "" : ", " + where.path();
    return origin + " line " + where.line() + path + ": ";
  }

  private NetFileValue find(String key) {
    asked.add(key);
    return (NetFileValue) fields.get(key);
  }

  private NetFileValue require(String key) {
    NetFileValue value = find(key);
    if (value == null) {
      throw error("the field '" + key + "' is missing");
    }
    return value;
  }

  private String text(NetFileValue value) {
    if (value.value() instanceof String text) {
      return text;
    }
    throw error(value, "a text in quotes is due here");
  }

  private int whole(NetFileValue value, int smallest) {
    if (value.value() instanceof Double number
        && number == Math.rint(number)
        && number >= smallest
        && number <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw error(value, "a whole number of at least " + smallest + " is due here");
  }

  private List<NetFileFields> objects(NetFileValue value) {
    return list(value).stream().map(each -> new NetFileFields(each, origin)).toList();
  }

  private List<NetFileValue> list(NetFileValue value) {
    if (value.value() instanceof List<?> list) {
      return list.stream().map(NetFileValue.class::cast).toList();
    }
    throw error(value, "a list in brackets is due here");
  }
}
