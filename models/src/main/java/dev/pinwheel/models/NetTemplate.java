package dev.pinwheel.models;

/** A net file's text with words between at signs to be filled in. */
record NetTemplate(String text) {
  /** Replaces {@code @key@}. */
  NetTemplate with(String key, Object value) {
    return new NetTemplate(text.replace("@" + key + "@", value.toString()));
  }

  /** The net file, once everything is filled in. */
  NetFile file() {
    return NetFile.parse(text, "a published net");
  }
}
