package dev.pinwheel.models;

/**
 * A net file's text with words between at signs to be filled in.
 *
 * @param text JSON, once all is filled in
 * @param name what messages call it
 */
record NetTemplate(String text, String name) {
  NetTemplate(String text) {
    this(text, "a published net");
  }

  /** Replaces {@code @key@}. */
  NetTemplate with(String key, Object value) {
    return new NetTemplate(text.replace("@" + key + "@", value.toString()), name);
  }

  /** Replaces {@code @name@}, by which messages call it from then on. */
  NetTemplate named(String newName) {
    return new NetTemplate(with("name", newName).text, newName);
  }

  /** The net file, once everything is filled in. */
  NetFile file() {
    return NetFile.parse(text, name);
  }
}
